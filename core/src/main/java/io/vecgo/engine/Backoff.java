package io.vecgo.engine;

import java.time.Duration;

/**
 * How long to wait before work that failed is tried again: twice as long after each failure.
 *
 * @param first the pause after the first failure, more than zero
 * @param longest no pause is longer
 */
public record Backoff(Duration first, Duration longest) {
  private static final int DOUBLINGS_MAX = 30;

  public Backoff {
    if (!first.isPositive()) {
      throw new IllegalArgumentException("first=" + first + ": must be more than zero");
    }
    if (longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("longest=" + longest + ": must be at least " + first);
    }
  }

  /** The pause after so many failures in a row, at least 1. */
  Duration after(int failures) {
    Duration pause = first.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_MAX));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
