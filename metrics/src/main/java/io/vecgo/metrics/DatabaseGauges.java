package io.vecgo.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.DiskCacheStats;
import io.vecgo.observe.MemoryStats;
import io.vecgo.observe.MemoryUse;
import io.vecgo.observe.RecallEstimate;
import io.vecgo.observe.VersionStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Gauges and counts that ask an open database, once for each scrape. */
final class DatabaseGauges {
  private static final double MILLIS_PER_SECOND = 1e3;

  private final MeterRegistry registry;
  private final Tags tags;
  private final List<Meter> gauges = new ArrayList<>();
  private volatile Optional<SharedReadings> readings = Optional.empty();

  DatabaseGauges(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
  }

  /** Registers gauges of a database that was opened. */
  synchronized void add(Supplier<DatabaseStats> database) {
    refuseSecond();
    DatabaseStats now = database.get();
    SharedReadings stats = new SharedReadings(database, registry.config().clock()::monotonicTime);
    readings = Optional.of(stats);
    add("vecgo.memtable.size", "bytes", stats, DatabaseStats::memtableBytes);
    add("vecgo.memtable.rows", "", stats, DatabaseStats::memtableRows);
    if (now.memtableLimitBytes().isPresent()) {
      add("vecgo.memtable.usage", "ratio", stats, DatabaseGauges::memtableUsage);
    }
    addMemory(now.memory(), stats);
    if (now.diskCache().isPresent()) {
      addDiskCache(stats);
    }
    addBlockCache(stats);
    add("vecgo.vectors", "", stats, DatabaseStats::totalVectors);
    add("vecgo.version", "", stats, DatabaseStats::manifestId);
    add("vecgo.segments", "", stats, DatabaseStats::segmentCount);
    add("vecgo.tombstones", "", stats, DatabaseStats::tombstones);
    add("vecgo.database.size", "bytes", stats, DatabaseStats::diskBytes);
    if (now.disk().isPresent()) {
      add("vecgo.disk.used", "bytes", stats, of -> of.disk().orElseThrow().usedBytes());
      add("vecgo.disk.usable", "bytes", stats, of -> of.disk().orElseThrow().usableBytes());
    }
    add("vecgo.missing.segments", "", stats, of -> of.missing().size());
    add("vecgo.missing.rows", "", stats, DatabaseStats::missingRows);
    add("vecgo.versions", "", stats, ofVersions(VersionStats::count));
    add("vecgo.oldest.version.age", "seconds", stats, ofVersions(this::oldestSeconds));
    add("vecgo.reclaimable", "bytes", stats, ofVersions(VersionStats::reclaimableBytes));
    addQueue("commit_queue", stats, of -> of.background().frozenMemtables());
    addQueue("compaction_queue", stats, of -> of.background().pendingCompactions());
    addRecall("mean", stats, RecallEstimate::recall);
    addRecall("low", stats, RecallEstimate::low);
    addRecall("high", stats, RecallEstimate::high);
  }

  private void addMemory(MemoryStats now, SharedReadings stats) {
    for (MemoryUse use : MemoryUse.values()) {
      add(
          "vecgo.memory",
          "bytes",
          tags.and("use", use.label()),
          stats,
          of -> of.memory().byUse().getOrDefault(use, 0L));
    }
    if (now.limitBytes().isPresent()) {
      add("vecgo.memory.budget", "bytes", stats, of -> of.memory().limitBytes().orElseThrow());
      add("vecgo.memory.budget.used", "bytes", stats, of -> of.memory().usedByAll());
      add("vecgo.memory.budget.reserved", "bytes", stats, of -> of.memory().reservedByAll());
    }
  }

  private void addBlockCache(SharedReadings stats) {
    count("vecgo.block.cache.hits", "", stats, of -> of.blockCache().hits());
    count("vecgo.block.cache.misses", "", stats, of -> of.blockCache().misses());
    count("vecgo.block.cache.requests", "", stats, of -> of.blockCache().requests());
    count("vecgo.block.cache.fetched", "bytes", stats, of -> of.blockCache().fetchedBytes());
    add("vecgo.block.cache.size", "bytes", stats, of -> of.blockCache().heldBytes());
    add("vecgo.block.cache.budget", "bytes", stats, of -> of.blockCache().budgetBytes());
  }

  private void addDiskCache(SharedReadings stats) {
    count("vecgo.disk.cache.hits", "", stats, ofDiskCache(DiskCacheStats::hits));
    count("vecgo.disk.cache.misses", "", stats, ofDiskCache(DiskCacheStats::misses));
    count("vecgo.disk.cache.bypasses", "", stats, ofDiskCache(DiskCacheStats::bypasses));
    count("vecgo.disk.cache.fetched", "bytes", stats, ofDiskCache(DiskCacheStats::fetchedBytes));
    add("vecgo.disk.cache.size", "bytes", stats, ofDiskCache(DiskCacheStats::heldBytes));
  }

  private static ToDoubleFunction<DatabaseStats> ofDiskCache(
      ToDoubleFunction<DiskCacheStats> figure) {
    return stats -> figure.applyAsDouble(stats.diskCache().orElseThrow());
  }

  private void addQueue(String queue, SharedReadings stats, ToDoubleFunction<DatabaseStats> depth) {
    add("vecgo.queue.depth", "", tags.and("queue", queue), stats, depth);
  }

  /** Not a number until a search was repeated exactly. */
  private void addRecall(
      String estimate, SharedReadings stats, ToDoubleFunction<RecallEstimate> figure) {
    add(
        "vecgo.recall",
        "ratio",
        tags.and("estimate", estimate),
        stats,
        of -> of.recall().map(figure::applyAsDouble).orElse(Double.NaN));
  }

  /** Not a number while the store fails. */
  private static ToDoubleFunction<DatabaseStats> ofVersions(ToDoubleFunction<VersionStats> figure) {
    return stats -> stats.versions().map(figure::applyAsDouble).orElse(Double.NaN);
  }

  /** Not a number if its manifest cannot be read. */
  private double oldestSeconds(VersionStats versions) {
    double now = registry.config().clock().wallTime() / MILLIS_PER_SECOND;
    return versions
        .oldestAt()
        .map(oldest -> Math.max(0, now - oldest.toEpochMilli() / MILLIS_PER_SECOND))
        .orElse(Double.NaN);
  }

  private void refuseSecond() {
    if (registry.find("vecgo.vectors").tags(tags).gauge() != null) {
      throw new IllegalStateException(
          "database="
              + tags.stream().findFirst().orElseThrow().getValue()
              + ": must be the name of one open database of this registry");
    }
  }

  private static double memtableUsage(DatabaseStats stats) {
    return (double) stats.memtableBytes() / stats.memtableLimitBytes().orElseThrow();
  }

  private void add(
      String name, String unit, SharedReadings stats, ToDoubleFunction<DatabaseStats> figure) {
    add(name, unit, tags, stats, figure);
  }

  private void add(
      String name,
      String unit,
      Tags all,
      SharedReadings stats,
      ToDoubleFunction<DatabaseStats> figure) {
    Supplier<DatabaseStats> reading = stats.forGauge();
    gauges.add(
        Gauge.builder(name, () -> figure.applyAsDouble(reading.get()))
            .baseUnit(unit.isEmpty() ? null : unit)
            .tags(all)
            .register(registry));
  }

  /**
   * What only grows while the database is open. The registry holds the second argument weakly, the
   * function strongly: it must not reach the reading through its argument alone.
   */
  private void count(
      String name, String unit, SharedReadings stats, ToDoubleFunction<DatabaseStats> figure) {
    Supplier<DatabaseStats> reading = stats.forGauge();
    gauges.add(
        FunctionCounter.builder(name, reading, _ -> figure.applyAsDouble(reading.get()))
            .baseUnit(unit.isEmpty() ? null : unit)
            .tags(tags)
            .register(registry));
  }

  /** An operation ended on this thread. */
  void changed() {
    readings.ifPresent(SharedReadings::changed);
  }

  /** Takes the gauges back. */
  synchronized void remove() {
    readings = Optional.empty();
    gauges.forEach(registry::remove);
    gauges.clear();
  }
}
