package io.vecgo.engine;

import io.vecgo.model.CorruptException;
import io.vecgo.observe.CommitResult;
import io.vecgo.observe.CompactionResult;
import io.vecgo.observe.LatencyStats;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.MetricsObserver.Operation;
import io.vecgo.observe.QueryStats;
import io.vecgo.observe.SlowQueries;
import io.vecgo.query.Answer;
import io.vecgo.query.GroupedAnswer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Runs operations and tells the observer how they went. */
final class Watched {
  private static final Set<Operation> CHANGES_MEMTABLES =
      EnumSet.of(Operation.INSERT, Operation.DELETE, Operation.COMMIT, Operation.ROLLBACK);

  private final MetricsObserver observer;
  private final SlowQueries slowQueries;
  private final Incidents incidents;
  private final MemtableUse memtables;
  private final CacheFetches caches;
  private final LatencyWindow searches = new LatencyWindow(System::nanoTime);

  Watched(
      MetricsObserver observer,
      SlowQueries slowQueries,
      Incidents incidents,
      MemtableUse memtables,
      CacheFetches caches) {
    this.memtables = memtables;
    this.caches = caches;
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

  /** Tells of a commit that returned. */
  void committed(CommitResult result) {
    observer.onCommit(result);
    wrote(Operation.COMMIT, result.bytes(), result.duration());
  }

  /** Tells of a compaction that returned. */
  void compacted(CompactionResult result) {
    observer.onCompaction(result);
    wrote(Operation.COMPACTION, result.bytes(), result.duration());
  }

  private void wrote(Operation operation, long bytes, Duration duration) {
    if (bytes > 0) {
      observer.onThroughput(operation, bytes, duration);
    }
  }

  <T> T run(Operation operation, Supplier<T> work, BiConsumer<T, Duration> report) {
    long start = System.nanoTime();
    T result;
    try {
      result = work.get();
    } catch (RuntimeException failure) {
      failed(operation, since(start), failure);
      throw failure;
    }
    succeeded(operation);
    report.accept(result, since(start));
    caches.tell();
    return result;
  }

  private void failed(Operation operation, Duration latency, RuntimeException failure) {
    incidents.failed(operation, failure);
    if (failure instanceof CorruptException damage) {
      observer.onCorruption(operation, damage);
    }
    tellMemtables(operation);
    observer.onFailure(operation, latency, failure);
    caches.tell();
  }

  private void succeeded(Operation operation) {
    if (incidents.succeeded(operation)) {
      observer.onRecovery(operation);
    }
    tellMemtables(operation);
  }

  private void tellMemtables(Operation operation) {
    if (CHANGES_MEMTABLES.contains(operation)) {
      observer.onMemtableStatus(memtables.status());
    }
    if (operation == Operation.COMMIT) {
      tellCommitQueue();
    }
  }

  /** A memtable may have begun, or ceased, to wait for a commit. */
  void tellCommitQueue() {
    observer.onQueueDepth("commit_queue", memtables.frozen());
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
