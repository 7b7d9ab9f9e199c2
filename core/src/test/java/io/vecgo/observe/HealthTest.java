package io.vecgo.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecgo.observe.Health.Check;
import io.vecgo.observe.Health.Finding;
import io.vecgo.observe.Health.Verdict;
import io.vecgo.observe.MetricsObserver.Operation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The flowchart of the runbook. */
class HealthTest {
  private static final BackgroundStats IDLE = background(0, Set.of(), 0);
  private static final DiskSpace HALF_FULL = new DiskSpace(50, 50);

  private static BackgroundStats background(
      int pendingMinutes, Set<Operation> failing, long corruptions) {
    Duration pending = Duration.ofMinutes(pendingMinutes);
    return new BackgroundStats(
        0, 1_000, 0, 3, pending, 0, 0, 0, 0, corruptions, failing, Optional.of("no room"));
  }

  private static Health health(BackgroundStats background, Optional<RecallEstimate> recall) {
    DatabaseStats stats =
        stats(0, Optional.of(HALF_FULL), LatencyStats.NONE, List.of(), background, recall);
    return Health.of(stats, HealthLimits.DEFAULT);
  }

  private static DatabaseStats stats(
      long memtableBytes, Optional<DiskSpace> disk, long searches, long p99Millis) {
    Duration p99 = Duration.ofMillis(p99Millis);
    LatencyStats latencies = new LatencyStats(searches, p99, p99, p99, p99);
    return stats(memtableBytes, disk, latencies, List.of());
  }

  private static DatabaseStats stats(
      long memtableBytes,
      Optional<DiskSpace> disk,
      LatencyStats latencies,
      List<MissingSegment> missing) {
    return stats(memtableBytes, disk, latencies, missing, IDLE, Optional.empty());
  }

  private static DatabaseStats stats(
      long memtableBytes,
      Optional<DiskSpace> disk,
      LatencyStats latencies,
      List<MissingSegment> missing,
      BackgroundStats background,
      Optional<RecallEstimate> recall) {
    return stats(memtableBytes, disk, latencies, missing, background, recall, MemoryStats.NONE);
  }

  private static DatabaseStats stats(
      long memtableBytes,
      Optional<DiskSpace> disk,
      LatencyStats latencies,
      List<MissingSegment> missing,
      BackgroundStats background,
      Optional<RecallEstimate> recall,
      MemoryStats memory) {
    OptionalLong limit = OptionalLong.of(1_000);
    return new DatabaseStats(
        1,
        0,
        0,
        0,
        0,
        0,
        memtableBytes,
        limit,
        List.of(),
        missing,
        Optional.empty(),
        disk,
        latencies,
        recall,
        background,
        memory,
        BlockCacheStats.NONE,
        Optional.empty());
  }

  private static Health health(long memtableBytes, DiskSpace disk, long p99Millis) {
    DatabaseStats stats = stats(memtableBytes, Optional.of(disk), 100, p99Millis);
    return Health.of(stats, HealthLimits.DEFAULT);
  }

  private static Health healthOfAll(
      long memtableBytes, DiskSpace disk, long p99Millis, MemoryStats memory) {
    Duration p99 = Duration.ofMillis(p99Millis);
    LatencyStats latencies = new LatencyStats(100, p99, p99, p99, p99);
    DatabaseStats stats =
        stats(
            memtableBytes, Optional.of(disk), latencies, List.of(), IDLE, Optional.empty(), memory);
    return Health.of(stats, HealthLimits.DEFAULT);
  }

  private static Check reason(Health health) {
    return health.reason().orElseThrow().check();
  }

  @Test
  void belowAllThresholdsIsHealthy() {
    Health health = health(899, new DiskSpace(79, 21), 99);
    assertThat(health.isHealthy()).isTrue();
    assertThat(health.reason()).isEmpty();
    assertThat(health.findings())
        .extracting(Finding::verdict)
        .containsOnly(Verdict.GOOD, Verdict.UNKNOWN);
    assertThat(health.findings()).extracting(Finding::check).containsExactly(Check.values());
  }

  @Test
  void memtableAtNinetyPercentIsWritePressure() {
    Health health = health(900, HALF_FULL, 99);
    assertThat(reason(health)).isEqualTo(Check.MEMTABLE);
    assertThat(Check.MEMTABLE.advice()).contains("high write pressure", "commit");
    assertThat(health.reason().orElseThrow().observed())
        .isEqualTo("90.0 % of 1,000 bytes, to be below 90.0 %");
  }

  @Test
  void budgetOfMemoryAtEightyFivePercentIsShortMemory() {
    assertThat(memoryVerdict(849, 0, OptionalLong.of(1_000))).isEqualTo(Verdict.GOOD);
    assertThat(memoryVerdict(850, 0, OptionalLong.of(1_000))).isEqualTo(Verdict.BAD);
    assertThat(memoryVerdict(850, 0, OptionalLong.empty())).isEqualTo(Verdict.UNKNOWN);
    assertThat(Check.MEMORY.advice()).contains("raise the budget");
  }

  /** Writes wait for what is promised as for what is taken. */
  @Test
  void whatIsKeptFreeForCommitsIsTakenOfTheBudget() {
    assertThat(memoryVerdict(500, 349, OptionalLong.of(1_000))).isEqualTo(Verdict.GOOD);
    assertThat(memoryVerdict(500, 350, OptionalLong.of(1_000))).isEqualTo(Verdict.BAD);
  }

  private static Verdict memoryVerdict(long usedByAll, long reservedByAll, OptionalLong limit) {
    MemoryStats memory = new MemoryStats(Map.of(), usedByAll, reservedByAll, limit);
    return healthOfAll(0, HALF_FULL, 0, memory).findings().stream()
        .filter(finding -> finding.check() == Check.MEMORY)
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  @Test
  void volumeAtEightyPercentIsLowDisk() {
    assertThat(reason(health(0, new DiskSpace(80, 20), 0))).isEqualTo(Check.DISK);
    assertThat(Check.DISK.advice()).contains("low disk space", "add storage");
  }

  @Test
  void p99OfAHundredMillisIsHighLatency() {
    assertThat(reason(health(0, HALF_FULL, 100))).isEqualTo(Check.SEARCH_LATENCY);
    assertThat(Check.SEARCH_LATENCY.advice()).contains("high latency", "processor", "cache");
  }

  @Test
  void firstFailingCheckIsTheReasonAndAllAreTold() {
    MemoryStats taken = new MemoryStats(Map.of(), 100, 0, OptionalLong.of(100));
    Health health = healthOfAll(1_000, new DiskSpace(100, 0), 1_000, taken);
    assertThat(reason(health)).isEqualTo(Check.MEMTABLE);
    assertThat(health.problems())
        .extracting(Finding::check)
        .containsExactly(Check.MEMTABLE, Check.DISK, Check.SEARCH_LATENCY, Check.MEMORY);
  }

  @Test
  void whatIsNotMeasuredIsUnknownAndNotBad() {
    Health health = Health.of(stats(0, Optional.empty(), 99, 5_000), HealthLimits.DEFAULT);
    assertThat(health.isHealthy()).isTrue();
    assertThat(health.findings())
        .extracting(Finding::verdict)
        .startsWith(Verdict.GOOD, Verdict.UNKNOWN, Verdict.UNKNOWN, Verdict.UNKNOWN, Verdict.GOOD)
        .endsWith(Verdict.UNKNOWN);
  }

  @Test
  void missingSegmentIsBad() {
    Duration none = Duration.ZERO;
    MissingSegment missing =
        new MissingSegment("segment-7.bin", 5, 1, 9, MissingSegment.Reason.NO_FILE, "gone");
    LatencyStats quiet = new LatencyStats(0, none, none, none, none);
    Health health =
        Health.of(stats(0, Optional.empty(), quiet, List.of(missing)), HealthLimits.DEFAULT);
    assertThat(reason(health)).isEqualTo(Check.SEGMENTS);
    assertThat(health.reason().orElseThrow().observed())
        .isEqualTo("0 loaded, 1 missing with 5 records");
  }

  @Test
  void damageThatAnOperationMetIsBad() {
    Health health = health(background(0, Set.of(), 2), Optional.empty());
    assertThat(reason(health)).isEqualTo(Check.CORRUPTION);
    assertThat(health.reason().orElseThrow().observed()).startsWith("2 operations");
  }

  @Test
  void workThatFailsIsBadAndSaysWhy() {
    Set<Operation> failing = EnumSet.of(Operation.COMPACTION, Operation.COMMIT);
    Health health = health(background(0, failing, 0), Optional.empty());
    assertThat(reason(health)).isEqualTo(Check.BACKGROUND_WORK);
    assertThat(health.reason().orElseThrow().observed())
        .isEqualTo("commit, compaction: the last one failed: no room");
  }

  @Test
  void mergesThatWaitForAQuarterOfAnHourAreBehind() {
    assertThat(health(background(14, Set.of(), 0), Optional.empty()).isHealthy()).isTrue();
    Health health = health(background(15, Set.of(), 0), Optional.empty());
    assertThat(reason(health)).isEqualTo(Check.COMPACTION);
    assertThat(health.reason().orElseThrow().observed())
        .isEqualTo("3 merges wait, for 900 s, to be below 900 s");
  }

  @Test
  void recallIsBadIfItsWholeIntervalIsBelowTheLimit() {
    RecallEstimate doubtful = new RecallEstimate(0.85, 0.78, 0.91, 50);
    assertThat(health(IDLE, Optional.of(doubtful)).isHealthy()).isTrue();
    RecallEstimate low = new RecallEstimate(0.85, 0.82, 0.88, 5_000);
    assertThat(reason(health(IDLE, Optional.of(low)))).isEqualTo(Check.RECALL);
  }

  @Test
  void limitsCanBeChosen() {
    DatabaseStats stats = stats(500, Optional.of(HALF_FULL), 100, 10);
    Duration moment = Duration.ofMillis(10);
    HealthLimits strict = new HealthLimits(0.5, 0.5, moment, 0.5, moment, 0.5);
    assertThat(Health.of(stats, strict).problems()).hasSize(3);
    assertThatThrownBy(() -> new HealthLimits(0, 1, moment, 1, moment, 1))
        .hasMessage("memtableShare=0.0: must be above 0, at most 1");
  }

  @Test
  void usedShareIsThatOfDf() {
    assertThat(new DiskSpace(30, 70).usedShare()).isEqualTo(0.3);
    assertThat(new DiskSpace(0, 0).usedShare()).isZero();
  }
}
