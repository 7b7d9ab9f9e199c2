package io.vecgo.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecgo.observe.PartStats.Plan;
import io.vecgo.observe.PartStats.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryStatsTest {
  private static final PartStats SCANNED =
      new PartStats(
          "memtable-1",
          Plan.EXACT,
          Reason.SCAN_COSTS_LESS,
          1_000,
          250,
          3_529.4,
          250,
          Double.NaN,
          new Work(250, 250, 0, 10, 0, 384_000),
          new Phases(20_000, 1_000, 40_000, 0, 0));

  private static final PartStats WALKED =
      new PartStats(
          "segment-2.bin",
          Plan.GRAPH,
          Reason.WALK_COSTS_LESS,
          50_000,
          25_000,
          2_328.1,
          25_000,
          0.4871,
          new Work(0, 1_830, 130, 30, 30, 400_000),
          new Phases(100_000, 2_000, 90_000, 6_000, 0));

  private static QueryStats of(PartStats... parts) {
    return new QueryStats(
        7, 10, Duration.ofNanos(412_345), Duration.ofNanos(41_000), List.of(parts));
  }

  private static PartStats skipped(Reason reason) {
    return new PartStats(
        "segment-1.bin",
        Plan.SKIP,
        reason,
        20_000,
        0,
        Double.POSITIVE_INFINITY,
        0,
        Double.NaN,
        Work.NONE,
        new Phases(500, 100, 0, 0, 0));
  }

  @Test
  void explainTellsOfTheWholeAndOfEachPart() {
    assertThat(of(SCANNED, WALKED, skipped(Reason.PRUNED_BY_STATS)).explain())
        .isEqualTo(
            """
            10 hits of version 7 in 0.412 ms: 2 parts searched, 1 skipped (pruned by statistics 1, by Bloom filter 0, by distance 0)
              time: filter 0.121 ms, plan 0.003, search 0.130, rerank 0.006, fetch 0.041
              work: 250 vectors scanned, 2080 distances, 130 hops, 40 candidates, 30 reranked, 784000 bytes read, cost 2600
              memtable-1: scan (expected cost: walk 3529, scan 250), because a scan costs less than a walk
                250 of 1000 live rows match (25.00 %); 250 vectors scanned, 250 distances, 0 hops, 10 candidates, 0 reranked, 384000 bytes read; 0.061 ms
              segment-2.bin: walk (expected cost: walk 2328, scan 25000), because a walk costs less than a scan
                25000 of 50000 live rows match (50.00 %), 48.71 % of those near the query; 0 vectors scanned, 1830 distances, 130 hops, 30 candidates, 30 reranked, 400000 bytes read; 0.198 ms
              segment-1.bin: skipped, because its statistics prove that no row matches
                0 of 20000 live rows match (0.000 %)\
            """);
  }

  @Test
  void explainTellsOfTheTextOfEachPart() {
    TextStats text =
        new TextStats(
            2,
            160_000,
            List.of(
                new TextPartStats(
                    "memtable-1", Reason.HOLDS_TERMS, 1_000, 500, 40, 30, 10, 20_000, 61_000),
                new TextPartStats(
                    "segment-2.bin", Reason.NO_TERM, 50_000, 50_000, 0, 0, 0, 1_000, 0),
                new TextPartStats(
                    "segment-1.bin", Reason.PRUNED_BY_BLOOM, 20_000, 0, 12, 0, 0, 2_000, 0)));
    QueryStats stats =
        new QueryStats(7, 10, Duration.ofNanos(412_345), Duration.ofNanos(41_000), text, List.of());
    assertThat(stats.explain())
        .isEqualTo(
            """
            10 hits of version 7 in 0.412 ms: 1 part searched, 2 skipped (pruned by statistics 0, by Bloom filter 1, by distance 0)
              time: filter 0.023 ms, plan 0.000, search 0.160, rerank 0.000, fetch 0.041
              text: 2 terms, 30 of 52 postings read, 0.160 ms
              text of memtable-1: searched, because rows hold terms of the query
                500 of 1000 live rows match (50.00 %); 30 of 40 postings read, 10 candidates; 0.061 ms
              text of segment-2.bin: skipped, because no row holds a term of the query
                50000 of 50000 live rows match (100.0 %)
              text of segment-1.bin: skipped, because its Bloom filter proves that no row matches
                0 of 20000 live rows match (0.000 %)\
            """);
  }

  @Test
  void explainTellsOfAScanAfterAWalk() {
    PartStats starved =
        new PartStats(
            "segment-2.bin",
            Plan.GRAPH,
            Reason.WALK_COSTS_LESS,
            50_000,
            25_000,
            2_328.1,
            25_000,
            0.01,
            new Work(25_000, 26_830, 130, 10, 0, 400_000),
            Phases.NONE);
    assertThat(starved.isScannedAfterWalk()).isTrue();
    assertThat(WALKED.isScannedAfterWalk()).isFalse();
    assertThat(of(starved).explain())
        .contains("segment-2.bin: walk, then a scan as it met too few (expected cost");
  }

  @Test
  void skippedPartsAreCountedByTheirReason() {
    QueryStats stats =
        of(
            WALKED,
            skipped(Reason.NO_ROW_MATCHES),
            skipped(Reason.PRUNED_BY_STATS),
            skipped(Reason.PRUNED_BY_STATS),
            skipped(Reason.PRUNED_BY_BLOOM),
            skipped(Reason.PRUNED_BY_DISTANCE));
    assertThat(stats.segmentsSearched()).isEqualTo(1);
    assertThat(stats.segmentsSkipped()).isEqualTo(5);
    assertThat(stats.segmentsPrunedByStats()).isEqualTo(2);
    assertThat(stats.segmentsPrunedByBloom()).isEqualTo(1);
    assertThat(stats.segmentsPrunedByDistance()).isEqualTo(1);
  }

  @Test
  void figuresOfPartsAddUp() {
    QueryStats stats = of(SCANNED, WALKED);
    assertThat(stats.work()).isEqualTo(new Work(250, 2_080, 130, 40, 30, 784_000));
    assertThat(stats.phases()).isEqualTo(new Phases(120_000, 3_000, 130_000, 6_000, 41_000));
    assertThat(stats.costEstimate()).isEqualTo(2_080 + 4 * 130);
  }

  @Test
  void searchesThatTookLongerThanTheThresholdAreSlow() {
    List<QueryStats> slow = new ArrayList<>();
    QueryStats stats = of(SCANNED);
    new SlowQueries(Duration.ofNanos(412_344), slow::add).ended(stats);
    new SlowQueries(Duration.ofNanos(412_345), slow::add).ended(stats);
    SlowQueries.IGNORED.ended(stats);
    assertThat(slow).containsExactly(stats);
  }

  @Test
  void negativeThresholdIsRefused() {
    assertThatThrownBy(() -> new SlowQueries(Duration.ofMillis(-1), _ -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threshold=PT-0.001S: must be 0 or more");
  }
}
