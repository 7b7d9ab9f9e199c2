package io.vecgo.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search through the graph finds, in comparison with a scan. */
class HnswGraphTest {
  private static final int ROWS = 3000;
  private static final int DIMENSION = 32;

  private static boolean any(int row) {
    return row >= 0;
  }

  private static List<float[]> clustered() {
    return GraphSamples.clustered(1, ROWS, DIMENSION);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void mostOfTheTrueNeighboursAreFound(Metric metric) {
    GraphSamples sample = GraphSamples.linked(metric, clustered());
    assertThat(sample.recall(100, HnswGraphTest::any))
        .as("recall@10, seeds 1 and 77")
        .isGreaterThan(0.95);
  }

  @Test
  void rowsThatAreNotWantedAreWalkedThroughAndNeverFound() {
    GraphSamples sample = GraphSamples.linked(Metric.L2, clustered());
    for (int divisor : new int[] {2, 10, 50}) {
      IntPredicate wanted = row -> row % divisor == 0;
      assertThat(sample.recall(100, wanted)).as("1 in " + divisor).isGreaterThan(0.95);
      sample
          .search(new float[DIMENSION], 100, 100, wanted)
          .forEach(ranked -> assertThat(Ranked.row(ranked) % divisor).isZero());
    }
  }

  @Test
  void searchForAllFindsAll() {
    assertThat(GraphSamples.linked(Metric.L2, clustered()).reachable()).hasSize(ROWS);
  }

  @Test
  void hitsComeWithTheirTrueDistances() {
    GraphSamples sample = GraphSamples.linked(Metric.COSINE, clustered());
    for (float[] query : GraphSamples.clustered(3, 20, DIMENSION)) {
      List<Long> all = sample.scan(query, ROWS, HnswGraphTest::any);
      assertThat(all).containsAll(sample.search(query, 10, 50, HnswGraphTest::any));
    }
  }

  @Test
  void nothingIsWantedNothingIsFound() {
    GraphSamples sample = GraphSamples.linked(Metric.L2, GraphSamples.clustered(1, 200, 4));
    assertThat(sample.search(new float[4], 10, 10, _ -> false)).isEmpty();
  }

  @Test
  void emptyGraphFindsNothing() {
    GraphSamples sample = GraphSamples.unlinked(Metric.L2, GraphSamples.clustered(1, 10, 4));
    assertThat(sample.search(new float[4], 10, 10, HnswGraphTest::any)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 20})
  void fewRowsAreAllFound(int rows) {
    GraphSamples sample = GraphSamples.linked(Metric.L2, GraphSamples.clustered(1, rows, 4));
    assertThat(sample.search(new float[4], 100, 100, HnswGraphTest::any))
        .isEqualTo(sample.scan(new float[4], 100, HnswGraphTest::any));
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void copiesOfOneVectorAreFound(Metric metric) {
    List<float[]> copies = IntStream.range(0, 2000).mapToObj(_ -> new float[] {1, 2, 3}).toList();
    GraphSamples sample = GraphSamples.linked(metric, copies);
    assertThat(sample.search(new float[] {3, 2, 1}, 10, 50, HnswGraphTest::any)).hasSize(10);
  }

  @Test
  void rowAmongCopiesOfAnotherIsFound() {
    List<float[]> vectors = new ArrayList<>();
    IntStream.range(0, 1000).forEach(_ -> vectors.add(new float[] {1, 2, 3}));
    vectors.set(500, new float[] {9, 9, 9});
    vectors.add(new float[] {-9, 9, 9});
    GraphSamples sample = GraphSamples.linked(Metric.L2, vectors);
    assertThat(
            Ranked.row(sample.search(new float[] {9, 9, 9}, 1, 64, HnswGraphTest::any).getFirst()))
        .isEqualTo(500);
    assertThat(
            Ranked.row(sample.search(new float[] {-9, 9, 9}, 1, 64, HnswGraphTest::any).getFirst()))
        .isEqualTo(1000);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void copiesDoNotHideOtherRows(Metric metric) {
    Random random = new Random(3);
    float[] copy = GraphSamples.gaussian(random, DIMENSION, 1);
    List<float[]> vectors = new ArrayList<>();
    for (float[] distinct : clustered()) {
      vectors.add(distinct);
      if (random.nextInt(2) == 0) {
        vectors.add(copy);
      }
    }
    GraphSamples sample = GraphSamples.linked(metric, vectors);
    assertThat(sample.recall(100, row -> !Arrays.equals(vectors.get(row), copy)))
        .as("recall@10, seeds 1, 3 and 77")
        .isGreaterThan(0.95);
  }

  @Test
  void equalInsertsGiveEqualGraphs() {
    GraphSamples first = GraphSamples.linked(Metric.L2, clustered());
    GraphSamples second = GraphSamples.linked(Metric.L2, clustered());
    for (float[] query : GraphSamples.clustered(5, 50, DIMENSION)) {
      assertThat(first.search(query, 10, 10, HnswGraphTest::any))
          .isEqualTo(second.search(query, 10, 10, HnswGraphTest::any));
    }
  }

  @Test
  void effortIsCounted() {
    GraphSamples sample = GraphSamples.linked(Metric.L2, clustered());
    WalkScratch scratch = sample.graph.newScratch();
    long few = effort(sample, scratch, 10);
    long more = effort(sample, scratch, 200);
    assertThat(few).isPositive();
    assertThat(more).isGreaterThan(few).isLessThan(ROWS * 2L);
    assertThat(effort(sample, scratch, 10)).isEqualTo(few);
  }

  private static long effort(GraphSamples sample, WalkScratch scratch, int ef) {
    float[] query = GraphSamples.gaussian(new Random(9), DIMENSION, 1);
    sample.graph.search(
        sample.distances().aimAt(query),
        WalkGoal.of(HnswGraphTest::any, ef),
        scratch,
        new NearestRows(10));
    assertThat(scratch.hops()).isGreaterThanOrEqualTo(ef);
    return scratch.distanceComputations();
  }

  @Test
  void rowsLinkedByTwoThreadsAreAllReachableAndWellFound() throws Exception {
    for (long seed = 1; seed <= 3; seed++) {
      GraphSamples sample =
          GraphSamples.unlinked(Metric.L2, GraphSamples.clustered(seed, ROWS, DIMENSION));
      AtomicInteger next = new AtomicInteger();
      together(List.of(() -> linkRest(sample, next, ROWS), () -> linkRest(sample, next, ROWS)));
      assertThat(sample.reachable()).as("seed " + seed).hasSize(ROWS);
      assertThat(sample.recall(100, HnswGraphTest::any)).as("seed " + seed).isGreaterThan(0.95);
    }
  }

  @Test
  void firstRowsLinkedAtOnceFindEachOther() throws Exception {
    for (long seed = 0; seed < 300; seed++) {
      GraphSamples sample = GraphSamples.unlinked(Metric.L2, GraphSamples.clustered(seed, 4, 4));
      AtomicInteger next = new AtomicInteger();
      together(List.of(() -> linkRest(sample, next, 4), () -> linkRest(sample, next, 4)));
      assertThat(sample.reachable()).as("seed " + seed).hasSize(4);
    }
  }

  @Test
  void searchesBesideInsertsFindWhatWasLinkedBefore() throws Exception {
    List<float[]> vectors = clustered();
    GraphSamples sample = GraphSamples.unlinked(Metric.L2, vectors);
    sample.link(0, 500);
    AtomicInteger next = new AtomicInteger(500);
    together(
        List.of(
            () -> linkRest(sample, next, ROWS),
            () -> {
              for (int i = 0; i < 1000; i++) {
                int row = i % 500;
                List<Long> found = sample.search(vectors.get(row), 1, 50, one -> one < 500);
                assertThat(found).as("row " + row).containsExactly(Ranked.of(0, row));
              }
            }));
  }

  private static void linkRest(GraphSamples sample, AtomicInteger next, int end) {
    InsertScratch scratch = sample.graph.newInsertScratch();
    var distances = sample.distances();
    for (int row = next.getAndIncrement(); row < end; row = next.getAndIncrement()) {
      sample.graph.insert(row, distances, scratch);
    }
  }

  private static void together(List<Runnable> tasks) throws Exception {
    CyclicBarrier start = new CyclicBarrier(tasks.size());
    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
      List<Future<?>> running = new ArrayList<>();
      for (Runnable task : tasks) {
        running.add(
            threads.submit(() -> {
              start.await(60, TimeUnit.SECONDS);
              task.run();
              return true;
            }));
      }
      for (Future<?> one : running) {
        one.get(60, TimeUnit.SECONDS);
      }
    }
  }
}
