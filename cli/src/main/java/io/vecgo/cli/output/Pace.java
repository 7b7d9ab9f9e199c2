package io.vecgo.cli.output;

import java.time.Duration;

/**
 * How fast an operation goes.
 *
 * @param rows rows done
 * @param fraction share of the whole, 0 to 1
 * @param elapsed time since the start
 */
record Pace(long rows, double fraction, Duration elapsed) {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Rows per second so far; 0 before time has passed. */
  long rowsPerSecond() {
    return elapsed.isZero() ? 0 : Math.round(rows / (elapsed.toNanos() / NANOS_PER_SECOND));
  }

  /** The time that the rest takes at this pace; zero while nothing is known. */
  Duration remaining() {
    return fraction <= 0
        ? Duration.ZERO
        : Duration.ofNanos(Math.round(elapsed.toNanos() * (1 - fraction) / fraction));
  }

  /** The pace in words, for example {@code 12,288 rows, 4,120 rows/s, 24 %, 9 s left}. */
  String inWords() {
    return "%s rows, %s rows/s, %d %%, %s left"
        .formatted(
            Figures.count(rows),
            Figures.count(rowsPerSecond()),
            Math.round(100 * fraction),
            Figures.wholeSeconds(remaining()));
  }
}
