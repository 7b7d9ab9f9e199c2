package io.vecgo.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vecgo.model.BackpressureException.Reason;
import io.vecgo.model.CorruptException;
import io.vecgo.observe.BlockCacheStats;
import io.vecgo.observe.CommitResult;
import io.vecgo.observe.CompactionResult;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.DiskCacheStats;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.OpenResult;
import io.vecgo.observe.QueryStats;
import io.vecgo.observe.RollbackResult;
import io.vecgo.observe.VacuumReport;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps meters of one database in a registry. All meters are there from the start, so that rates
 * miss nothing, and carry the tag {@code database}; gauges are there while the database is open,
 * and each scrape asks the database once. Names, types and labels: {@code
 * docs/guide/monitoring.md}.
 *
 * <pre>{@code
 * MeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
 * OpenOptions options = OpenOptions.defaults().observedBy(new MicrometerObserver(registry, "products"));
 * Vecgo database = Vecgo.open(directory, options);
 * }</pre>
 *
 * <p>One observer for one database; opening it anew may use the same observer. Thread-safe. It does
 * not close the registry.
 */
public final class MicrometerObserver implements MetricsObserver {
  private final OperationTimers timers;
  private final PruningMeters pruning;
  private final DatabaseGauges gauges;
  private final BackgroundMeters background;
  private final Counter inserts;
  private final Counter deletes;
  private final Counter flushes;
  private final Counter compactions;
  private final Counter failedCompactions;
  private final Counter flushedBytes;
  private final Counter compactedBytes;
  private final Counter corruptions;
  private final Counter vacuumedVersions;
  private final Counter vacuumedBytes;

  /**
   * Registers the meters of a database.
   *
   * @param database value of the tag {@code database}: tells the databases of one registry apart
   */
  public MicrometerObserver(MeterRegistry registry, String database) {
    Tags tags = Tags.of("database", database);
    this.timers = new OperationTimers(registry, tags);
    this.pruning = new PruningMeters(registry, tags);
    this.gauges = new DatabaseGauges(registry, tags);
    this.background = new BackgroundMeters(registry, tags);
    this.inserts = registry.counter("vecgo.writes", tags.and("type", "insert"));
    this.deletes = registry.counter("vecgo.writes", tags.and("type", "delete"));
    this.flushes = registry.counter("vecgo.flushes", tags);
    this.compactions = registry.counter("vecgo.compactions", tags.and("status", "success"));
    this.failedCompactions = registry.counter("vecgo.compactions", tags.and("status", "error"));
    this.flushedBytes = bytes(registry, "vecgo.written", tags.and("by", "flush"));
    this.compactedBytes = bytes(registry, "vecgo.written", tags.and("by", "compaction"));
    this.corruptions = registry.counter("vecgo.corruptions", tags);
    this.vacuumedVersions = registry.counter("vecgo.vacuumed.versions", tags);
    this.vacuumedBytes = bytes(registry, "vecgo.vacuumed", tags);
  }

  private static Counter bytes(MeterRegistry registry, String name, Tags tags) {
    return Counter.builder(name).baseUnit("bytes").tags(tags).register(registry);
  }

  @Override
  public void onOpen(OpenResult result, Supplier<DatabaseStats> stats) {
    gauges.add(stats);
  }

  @Override
  public void onClose() {
    gauges.remove();
  }

  @Override
  public void onInsert(int rows, Duration latency) {
    gauges.changed();
    timers.succeeded(Operation.INSERT, latency);
    inserts.increment(rows);
  }

  @Override
  public void onDelete(long rows, Duration latency) {
    gauges.changed();
    timers.succeeded(Operation.DELETE, latency);
    deletes.increment((double) rows);
  }

  @Override
  public void onGet(boolean found, Duration latency) {
    timers.succeeded(Operation.GET, latency);
  }

  @Override
  public void onSearch(QueryStats stats) {
    timers.succeeded(Operation.SEARCH, stats.latency());
    pruning.searched(stats);
  }

  @Override
  public void onCacheFetch(BlockCacheStats blocks, Optional<DiskCacheStats> disk) {
    gauges.changed();
  }

  @Override
  public void onCommit(CommitResult result) {
    gauges.changed();
    timers.succeeded(Operation.COMMIT, result.duration());
    if (result.bytes() > 0) {
      flushes.increment();
      flushedBytes.increment((double) result.bytes());
    }
  }

  @Override
  public void onCompaction(CompactionResult result) {
    gauges.changed();
    timers.succeeded(Operation.COMPACTION, result.duration());
    compactions.increment();
    compactedBytes.increment((double) result.bytes());
  }

  @Override
  public void onRollback(RollbackResult result) {
    gauges.changed();
    timers.succeeded(Operation.ROLLBACK, result.duration());
  }

  @Override
  public void onVacuum(VacuumReport report) {
    gauges.changed();
    timers.succeeded(Operation.VACUUM, report.duration());
    vacuumedVersions.increment(report.versions().size());
    vacuumedBytes.increment((double) report.bytes());
  }

  @Override
  public void onBackpressure(Reason reason, Duration waited, Backpressure outcome) {
    background.waited(outcome);
  }

  @Override
  public void onBackgroundFailure(
      Operation operation, Throwable failure, int failures, Duration retryAfter) {
    background.failed(operation);
  }

  @Override
  public void onCorruption(Operation operation, CorruptException damage) {
    corruptions.increment();
  }

  @Override
  public void onFailure(Operation operation, Duration latency, RuntimeException failure) {
    gauges.changed();
    timers.failed(operation, latency);
    if (operation == Operation.COMPACTION) {
      failedCompactions.increment();
    }
  }
}
