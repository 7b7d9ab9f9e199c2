package io.vecgo.cli.output;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A plain line every few seconds, for files and pipes. */
final class ProgressLog implements Progress {
  private static final long LINE_NANOS = 5_000_000_000L;

  private final PrintWriter err;
  private final LongSupplier nanoTime;
  private final long start;
  private long printed;

  ProgressLog(PrintWriter err, LongSupplier nanoTime) {
    this.err = err;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.printed = start;
  }

  @Override
  public void update(long rows, double fraction) {
    long now = nanoTime.getAsLong();
    if (now - printed < LINE_NANOS) {
      return;
    }
    printed = now;
    err.println(new Pace(rows, fraction, Duration.ofNanos(now - start)).inWords());
    err.flush();
  }

  @Override
  public void close() {
    err.flush();
  }
}
