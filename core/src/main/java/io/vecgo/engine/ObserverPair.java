package io.vecgo.engine;

import io.vecgo.model.BackpressureException.Reason;
import io.vecgo.model.CorruptException;
import io.vecgo.observe.BlockCacheStats;
import io.vecgo.observe.BuildResult;
import io.vecgo.observe.CommitResult;
import io.vecgo.observe.CompactionResult;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.DiskCacheStats;
import io.vecgo.observe.MemtableStatus;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.MissingSegment;
import io.vecgo.observe.OpenResult;
import io.vecgo.observe.QueryStats;
import io.vecgo.observe.RollbackResult;
import io.vecgo.observe.VacuumReport;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells two observers, one after the other. */
final class ObserverPair implements MetricsObserver {
  private final MetricsObserver first;
  private final MetricsObserver second;

  ObserverPair(MetricsObserver first, MetricsObserver second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public void onOpen(OpenResult result, Supplier<DatabaseStats> stats) {
    first.onOpen(result, stats);
    second.onOpen(result, stats);
  }

  @Override
  public void onClose() {
    first.onClose();
    second.onClose();
  }

  @Override
  public void onInsert(int rows, Duration latency) {
    first.onInsert(rows, latency);
    second.onInsert(rows, latency);
  }

  @Override
  public void onDelete(long rows, Duration latency) {
    first.onDelete(rows, latency);
    second.onDelete(rows, latency);
  }

  @Override
  public void onGet(boolean found, Duration latency) {
    first.onGet(found, latency);
    second.onGet(found, latency);
  }

  @Override
  public void onSearch(QueryStats stats) {
    first.onSearch(stats);
    second.onSearch(stats);
  }

  @Override
  public void onCacheFetch(BlockCacheStats blocks, Optional<DiskCacheStats> disk) {
    first.onCacheFetch(blocks, disk);
    second.onCacheFetch(blocks, disk);
  }

  @Override
  public void onMemtableStatus(MemtableStatus status) {
    first.onMemtableStatus(status);
    second.onMemtableStatus(status);
  }

  @Override
  public void onCommitStart(long rows, long deletes) {
    first.onCommitStart(rows, deletes);
    second.onCommitStart(rows, deletes);
  }

  @Override
  public void onCommit(CommitResult result) {
    first.onCommit(result);
    second.onCommit(result);
  }

  @Override
  public void onCompactionStart(int segments, long bytes) {
    first.onCompactionStart(segments, bytes);
    second.onCompactionStart(segments, bytes);
  }

  @Override
  public void onCompaction(CompactionResult result) {
    first.onCompaction(result);
    second.onCompaction(result);
  }

  @Override
  public void onBuild(BuildResult result) {
    first.onBuild(result);
    second.onBuild(result);
  }

  @Override
  public void onThroughput(Operation operation, long bytes, Duration duration) {
    first.onThroughput(operation, bytes, duration);
    second.onThroughput(operation, bytes, duration);
  }

  @Override
  public void onMissingSegment(MissingSegment segment) {
    first.onMissingSegment(segment);
    second.onMissingSegment(segment);
  }

  @Override
  public void onRollback(RollbackResult result) {
    first.onRollback(result);
    second.onRollback(result);
  }

  @Override
  public void onVacuum(VacuumReport report) {
    first.onVacuum(report);
    second.onVacuum(report);
  }

  @Override
  public void onBackpressureStart(Reason reason) {
    first.onBackpressureStart(reason);
    second.onBackpressureStart(reason);
  }

  @Override
  public void onBackpressure(Reason reason, Duration waited, Backpressure outcome) {
    first.onBackpressure(reason, waited, outcome);
    second.onBackpressure(reason, waited, outcome);
  }

  @Override
  public void onQueueDepth(String queue, int depth) {
    first.onQueueDepth(queue, depth);
    second.onQueueDepth(queue, depth);
  }

  @Override
  public void onBackgroundFailure(
      Operation operation, Throwable failure, int failures, Duration retryAfter) {
    first.onBackgroundFailure(operation, failure, failures, retryAfter);
    second.onBackgroundFailure(operation, failure, failures, retryAfter);
  }

  @Override
  public void onRecovery(Operation operation) {
    first.onRecovery(operation);
    second.onRecovery(operation);
  }

  @Override
  public void onCorruption(Operation operation, CorruptException damage) {
    first.onCorruption(operation, damage);
    second.onCorruption(operation, damage);
  }

  @Override
  public void onFailure(Operation operation, Duration latency, RuntimeException failure) {
    first.onFailure(operation, latency, failure);
    second.onFailure(operation, latency, failure);
  }
}
