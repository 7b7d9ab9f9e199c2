package io.vecgo.engine;

import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.MetricsObserver.Operation;
import io.vecgo.observe.QueryStats;
import io.vecgo.observe.SlowQueries;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Runs operations and tells the observer how they went. */
final class Watched {
  private final MetricsObserver observer;
  private final SlowQueries slowQueries;

  Watched(MetricsObserver observer, SlowQueries slowQueries) {
    this.observer = observer;
    this.slowQueries = slowQueries;
  }

  MetricsObserver observer() {
    return observer;
  }

  /** Tells of a search that returned. */
  void searched(QueryStats stats) {
    observer.onSearch(stats);
    slowQueries.ended(stats);
  }

  <T> T run(Operation operation, Supplier<T> work, BiConsumer<T, Duration> report) {
    long start = System.nanoTime();
    T result;
    try {
      result = work.get();
    } catch (RuntimeException failure) {
      observer.onFailure(operation, since(start), failure);
      throw failure;
    }
    report.accept(result, since(start));
    return result;
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
