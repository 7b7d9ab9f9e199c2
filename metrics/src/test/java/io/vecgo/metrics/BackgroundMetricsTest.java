package io.vecgo.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.BackpressureException.Reason;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Metric;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.StoreException;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.BackgroundStats;
import io.vecgo.observe.BlockCacheStats;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.LatencyStats;
import io.vecgo.observe.MemoryStats;
import io.vecgo.observe.MetricsObserver.Backpressure;
import io.vecgo.observe.MetricsObserver.Operation;
import io.vecgo.observe.MissingSegment;
import io.vecgo.observe.PartStats;
import io.vecgo.observe.PartStats.Plan;
import io.vecgo.observe.Phases;
import io.vecgo.observe.QueryStats;
import io.vecgo.observe.RecallEstimate;
import io.vecgo.observe.VacuumReport;
import io.vecgo.observe.VersionStats;
import io.vecgo.observe.Work;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What Prometheus sees of waiting, of background work, of versions and of what is missing. */
class BackgroundMetricsTest {
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MicrometerObserver observer = new MicrometerObserver(registry, "db");
  private Optional<RecallEstimate> recall = Optional.empty();

  private double value(String name, String... labels) {
    return Scrape.of(registry.scrape()).value(name, labels);
  }

  /** Two memtables and three merges wait, a segment of seven records is missing. */
  private DatabaseStats stats() {
    return new DatabaseStats(
        5,
        0,
        0,
        0,
        0,
        0,
        50,
        OptionalLong.of(200),
        List.of(),
        List.of(
            new MissingSegment("segment-2.bin", 7, 1, 7, MissingSegment.Reason.NO_FILE, "no file")),
        Optional.of(new VersionStats(4, Optional.of(Instant.EPOCH), 999)),
        Optional.empty(),
        LatencyStats.NONE,
        recall,
        new BackgroundStats(50, 100, 2, 3, MOMENT, 0, 0, 0, 0, 0, Set.of(), Optional.empty()),
        MemoryStats.NONE,
        BlockCacheStats.NONE,
        Optional.empty());
  }

  @Test
  void writesThatWaitedAndThoseRefusedAreCounted() {
    observer.onBackpressure(Reason.FROZEN_MEMTABLES, MOMENT, Backpressure.ADMITTED);
    observer.onBackpressure(Reason.FROZEN_MEMTABLES, MOMENT, Backpressure.REFUSED);
    assertThat(value("vecgo_backpressure_events_total")).isEqualTo(2);
    assertThat(value("vecgo_backpressure_refused_total")).isEqualTo(1);
  }

  @Test
  void failuresInTheBackgroundAreCountedByOperation() {
    observer.onBackgroundFailure(Operation.COMPACTION, new AssertionError(), 1, MOMENT);
    assertThat(value("vecgo_background_failures_total", "op", "compaction")).isEqualTo(1);
    assertThat(value("vecgo_background_failures_total", "op", "commit")).isZero();
    assertThat(value("vecgo_background_failures_total", "op", "vacuum")).isZero();
  }

  @Test
  void failedCompactionsAndCommitsAreErrors() {
    StoreException failure = new StoreException("failed", new IOException("full"));
    observer.onFailure(Operation.COMPACTION, MOMENT, failure);
    observer.onFailure(Operation.COMMIT, MOMENT, failure);
    assertThat(value("vecgo_compactions_total", "status", "error")).isEqualTo(1);
    assertThat(value("vecgo_operation_latency_seconds_count", "op", "commit", "status", "error"))
        .isEqualTo(1);
  }

  @Test
  void queuesMemtablesAndMissingSegmentsAreThoseOfTheStatistics() {
    observer.onOpen(Opened.DATABASE, this::stats);
    assertThat(value("vecgo_queue_depth", "queue", "commit_queue")).isEqualTo(2);
    assertThat(value("vecgo_queue_depth", "queue", "compaction_queue")).isEqualTo(3);
    assertThat(value("vecgo_memtable_usage_ratio")).isEqualTo(0.25);
    assertThat(value("vecgo_missing_segments")).isEqualTo(1);
    assertThat(value("vecgo_missing_rows")).isEqualTo(7);
  }

  @Test
  void versionsTheirAgeAndWhatTheyTakeAreTold() {
    observer.onOpen(Opened.DATABASE, this::stats);
    assertThat(value("vecgo_versions")).isEqualTo(4);
    assertThat(value("vecgo_reclaimable_bytes")).isEqualTo(999);
    assertThat(value("vecgo_oldest_version_age_seconds"))
        .isCloseTo(System.currentTimeMillis() / 1e3, Offset.offset(60.0));
  }

  @Test
  void operationsThatMetDamageAreCounted() {
    observer.onCorruption(
        Operation.SEARCH,
        new CorruptException(
            "segment-1.bin", "VECTORS", 0, "checksum mismatch", "1", "2", "repair"));
    assertThat(value("vecgo_corruptions_total")).isEqualTo(1);
  }

  @Test
  void recallIsUnknownUntilItIsEstimated() {
    observer.onOpen(Opened.DATABASE, this::stats);
    assertThat(value("vecgo_recall_ratio", "estimate", "mean")).isNaN();
    recall = Optional.of(new RecallEstimate(0.9, 0.8, 0.95, 100));
    assertThat(value("vecgo_recall_ratio", "estimate", "mean")).isEqualTo(0.9);
    assertThat(value("vecgo_recall_ratio", "estimate", "low")).isEqualTo(0.8);
    assertThat(value("vecgo_recall_ratio", "estimate", "high")).isEqualTo(0.95);
  }

  @Test
  void prunedPartsAreCountedByReason() {
    observer.onSearch(
        new QueryStats(
            1,
            0,
            MOMENT,
            Duration.ZERO,
            List.of(
                part(PartStats.Reason.PRUNED_BY_STATS, 0),
                part(PartStats.Reason.PRUNED_BY_STATS, 0),
                part(PartStats.Reason.PRUNED_BY_BLOOM, 0),
                part(PartStats.Reason.SCAN_COSTS_LESS, 10))));
    assertThat(value("vecgo_segments_considered_total")).isEqualTo(4);
    assertThat(value("vecgo_segments_pruned_total", "by", "stats")).isEqualTo(2);
    assertThat(value("vecgo_segments_pruned_total", "by", "bloom")).isEqualTo(1);
    assertThat(value("vecgo_segments_pruned_ratio")).isEqualTo(0.75);
  }

  @Test
  void partsThatAreTooFarCountWithoutAnyFilter() {
    observer.onSearch(
        new QueryStats(
            1,
            0,
            MOMENT,
            Duration.ZERO,
            List.of(
                part(PartStats.Reason.PRUNED_BY_DISTANCE, 10),
                part(PartStats.Reason.SCAN_COSTS_LESS, 10))));
    assertThat(value("vecgo_segments_considered_total")).isEqualTo(2);
    assertThat(value("vecgo_segments_pruned_total", "by", "distance")).isEqualTo(1);
  }

  private static PartStats part(PartStats.Reason reason, long matchingRows) {
    return new PartStats(
        "part", Plan.SKIP, reason, 10, matchingRows, 0, 0, 1, Work.NONE, Phases.NONE);
  }

  @Test
  void vacuumsAreCountedInVersionsAndBytes() {
    observer.onVacuum(new VacuumReport(List.of(1L, 2L), 1, List.of(), List.of(), 100, MOMENT));
    assertThat(value("vecgo_vacuumed_versions_total")).isEqualTo(2);
    assertThat(value("vecgo_vacuumed_bytes_total")).isEqualTo(100);
    assertThat(operations("vacuum")).isEqualTo(1);
  }

  @Test
  void rollbacksAndVacuumsOfADatabaseAreTold() {
    MemoryStore store = new MemoryStore();
    Vecgo.create(store, CreateOptions.of(2, Metric.L2)).close();
    try (Vecgo database = Vecgo.open(store, OpenOptions.defaults().observedBy(observer))) {
      database.insert(VectorRecord.of(1, 2));
      database.commit();
      database.rollback(1);
      assertThat(value("vecgo_version")).isEqualTo((double) database.version());
      database.vacuum(RetentionPolicy.newest(10));
    }
    assertThat(operations("rollback")).isEqualTo(1);
    assertThat(operations("vacuum")).isEqualTo(1);
  }

  private double operations(String op) {
    return value("vecgo_operation_latency_seconds_count", "op", op, "status", "success");
  }
}
