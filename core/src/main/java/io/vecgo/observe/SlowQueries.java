package io.vecgo.observe;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Who is told of searches that took long.
 *
 * @param threshold a search is slow if it took longer than this
 * @param listener called on the thread of the search, after it ended; by many threads at once
 */
public record SlowQueries(Duration threshold, Consumer<QueryStats> listener) {
  /** Nobody. */
  public static final SlowQueries IGNORED =
      new SlowQueries(Duration.ofSeconds(Long.MAX_VALUE), _ -> {});

  public SlowQueries {
    if (threshold.isNegative()) {
      throw new IllegalArgumentException("threshold=" + threshold + ": must be 0 or more");
    }
  }

  /** Tells of a search if it was slow. */
  public void ended(QueryStats stats) {
    if (stats.latency().compareTo(threshold) > 0) {
      listener.accept(stats);
    }
  }
}
