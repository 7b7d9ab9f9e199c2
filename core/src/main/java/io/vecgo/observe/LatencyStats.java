package io.vecgo.observe;

import java.time.Duration;

/**
 * How long operations took in the last minutes. Percentiles and maximum are within 2 % of the
 * truth; zero without operations.
 *
 * @param count operations in the window
 * @param p50 half of them took at most this
 * @param p95 95 % of them took at most this
 * @param p99 99 % of them took at most this
 * @param max the longest
 */
public record LatencyStats(long count, Duration p50, Duration p95, Duration p99, Duration max) {
  public static final LatencyStats NONE =
      new LatencyStats(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
