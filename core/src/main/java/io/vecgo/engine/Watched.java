package io.vecgo.engine;

import io.vecgo.observe.LatencyStats;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.MetricsObserver.Operation;
import io.vecgo.observe.QueryStats;
import io.vecgo.observe.SlowQueries;
import io.vecgo.query.Answer;
import io.vecgo.query.GroupedAnswer;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Runs operations and tells the observer how they went. */
final class Watched {
  private final MetricsObserver observer;
  private final SlowQueries slowQueries;
  private final Incidents incidents;
  private final LatencyWindow searches = new LatencyWindow(System::nanoTime);

  Watched(MetricsObserver observer, SlowQueries slowQueries, Incidents incidents) {
    this.observer = observer;
    this.slowQueries = slowQueries;
    this.incidents = incidents;
  }

  MetricsObserver observer() {
    return observer;
  }

  /** Tells of a search that returned. */
  void searched(QueryStats stats) {
    searches.ended(stats.latency());
    observer.onSearch(stats);
    slowQueries.ended(stats);
  }

  /** Runs a search and tells of it. */
  Answer search(Supplier<Answer> search) {
    return run(Operation.SEARCH, search, (answer, _) -> searched(answer.stats()));
  }

  /** Runs a search of groups and tells of each search that it took. */
  GroupedAnswer groups(Supplier<GroupedAnswer> search) {
    return run(Operation.SEARCH, search, (answer, _) -> answer.stats().forEach(this::searched));
  }

  /** How long searches took of late. */
  LatencyStats searches() {
    return searches.stats();
  }

  <T> T run(Operation operation, Supplier<T> work, BiConsumer<T, Duration> report) {
    long start = System.nanoTime();
    T result;
    try {
      result = work.get();
    } catch (RuntimeException failure) {
      incidents.failed(operation, failure);
      observer.onFailure(operation, since(start), failure);
      throw failure;
    }
    incidents.succeeded(operation);
    report.accept(result, since(start));
    return result;
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
