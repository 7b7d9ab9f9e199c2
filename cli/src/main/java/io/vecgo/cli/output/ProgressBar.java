package io.vecgo.cli.output;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A bar that is drawn over itself, for terminals. */
final class ProgressBar implements Progress {
  private static final long REDRAW_NANOS = 100_000_000;
  private static final int BAR_CHARS = 24;

  private final PrintWriter err;
  private final int columns;
  private final LongSupplier nanoTime;
  private final long start;
  private long drawn;
  private int drawnChars;

  ProgressBar(PrintWriter err, int columns, LongSupplier nanoTime) {
    this.err = err;
    this.columns = columns;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.drawn = start;
  }

  @Override
  public void update(long rows, double fraction) {
    long now = nanoTime.getAsLong();
    if (now - drawn < REDRAW_NANOS) {
      return;
    }
    drawn = now;
    Pace pace = new Pace(rows, fraction, Duration.ofNanos(now - start));
    draw("  " + bar(fraction) + " " + pace.inWords());
  }

  private static String bar(double fraction) {
    int done = (int) Math.round(BAR_CHARS * fraction);
    return "[" + "#".repeat(done) + ".".repeat(BAR_CHARS - done) + "]";
  }

  private void draw(String text) {
    String line = Cells.cut(text, columns - 1);
    err.print("\r" + line + " ".repeat(Math.max(0, drawnChars - line.length())));
    err.flush();
    drawnChars = line.length();
  }

  @Override
  public void close() {
    if (drawnChars > 0) {
      draw("");
      err.print("\r");
      err.flush();
    }
  }
}
