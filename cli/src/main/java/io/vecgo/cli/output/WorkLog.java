package io.vecgo.cli.output;

import io.vecgo.observe.WorkProgress;
import java.io.PrintWriter;

/** Says every other second how far work on files has come; short work says nothing. */
public final class WorkLog implements WorkProgress {
  private static final long INTERVAL_NANOS = 2_000_000_000L;

  private final PrintWriter err;
  private final String done;
  private long lastNanos = System.nanoTime();

  /**
   * @param done what has been done with the files, for example {@code verified}
   */
  public WorkLog(PrintWriter err, String done) {
    this.err = err;
    this.done = done;
  }

  @Override
  public void fileDone(String file, long doneBytes, long totalBytes) {
    long now = System.nanoTime();
    if (now - lastNanos >= INTERVAL_NANOS) {
      lastNanos = now;
      err.println(
          "%s %s of %s (%s)"
              .formatted(done, Figures.bytes(doneBytes), Figures.bytes(totalBytes), file));
      err.flush();
    }
  }
}
