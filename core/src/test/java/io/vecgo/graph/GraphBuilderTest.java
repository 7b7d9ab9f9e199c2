package io.vecgo.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecgo.kernel.FloatDistances;
import io.vecgo.kernel.RowDistances;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs built of nothing: what is found in them, and what they do not depend on. */
class GraphBuilderTest {
  private static final int ROWS = 3000;

  private static SegmentGraphSamples clustered(Metric metric) {
    return new SegmentGraphSamples(metric, GraphSamples.clustered(1, ROWS, 32));
  }

  private static void assertSound(SegmentGraph graph) {
    assertThat(SegmentGraph.headerDamage(graph.bytes(), graph.rows())).isEmpty();
    assertThat(graph.recordDamage()).isEmpty();
    assertThat(graph.unreachableRows().toArray()).isEmpty();
  }

  private static byte[] bytes(SegmentGraph graph) {
    return graph.bytes().toArray(ValueLayout.JAVA_BYTE);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void mostOfTheTrueNeighboursAreFound(Metric metric) throws InterruptedException {
    SegmentGraphSamples sample = clustered(metric);
    SegmentGraph graph = sample.build();
    assertSound(graph);
    assertThat(sample.recall(graph, GraphSamples.clustered(77, 100, 32), 100))
        .as("recall@10, seeds 1 and 77")
        .isGreaterThan(0.95);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void fewDimensionsAreNavigable(int dimension) throws InterruptedException {
    SegmentGraphSamples sample =
        new SegmentGraphSamples(Metric.L2, SegmentGraphSamples.gaussian(1, 5000, dimension));
    SegmentGraph graph = sample.build();
    assertSound(graph);
    assertThat(sample.recall(graph, SegmentGraphSamples.gaussian(2, 100, dimension), 50))
        .as("recall@10, seeds 1 and 2")
        .isGreaterThan(0.98);
  }

  @Test
  void orderOfTheRowsDoesNotMatter() throws InterruptedException {
    List<float[]> vectors = GraphSamples.clustered(1, ROWS, 16);
    vectors.sort(Comparator.comparingDouble((float[] vector) -> vector[0]));
    SegmentGraphSamples sample = new SegmentGraphSamples(Metric.L2, vectors);
    SegmentGraph graph = sample.build();
    assertSound(graph);
    assertThat(sample.recall(graph, GraphSamples.clustered(77, 100, 16), 100))
        .as("recall@10, seeds 1 and 77")
        .isGreaterThan(0.97);
  }

  @Test
  void farClustersAreAllFound() throws InterruptedException {
    List<float[]> vectors = new ArrayList<>();
    Random random = new Random(4);
    for (int i = 0; i < ROWS; i++) {
      float[] vector = GraphSamples.gaussian(random, 8, 0.001f);
      vector[i / 300 % 8] += 100 * (1 + i / 300);
      vectors.add(vector);
    }
    SegmentGraphSamples sample = new SegmentGraphSamples(Metric.L2, vectors);
    SegmentGraph graph = sample.build();
    assertSound(graph);
    List<float[]> queries = vectors.stream().filter(_ -> random.nextInt(30) == 0).toList();
    assertThat(sample.recall(graph, queries, 50)).as("recall@10, seed 4").isGreaterThan(0.97);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void bytesDoNotDependOnThreads(Metric metric) throws InterruptedException {
    SegmentGraphSamples sample = clustered(metric);
    byte[] alone = bytes(sample.build());
    for (int threads : new int[] {2, 3, 7}) {
      assertThat(bytes(sample.builder().threads(threads).build(sample.memory)))
          .as(threads + " threads")
          .isEqualTo(alone);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 31, 32, 33, 100})
  void fewRowsAreAllFound(int rows) throws InterruptedException {
    SegmentGraphSamples sample =
        new SegmentGraphSamples(Metric.L2, SegmentGraphSamples.gaussian(1, Math.max(1, rows), 4));
    SegmentGraph graph =
        new GraphBuilder(rows, Metric.L2, SegmentGraphSamples.SETTINGS, sample::distances)
            .threads(2)
            .build(sample.memory);
    assertSound(graph);
    assertThat(sample.search(graph, new float[4], 100, 100)).hasSize(rows);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void copiesOfOneVectorAreAllReachable(Metric metric) throws InterruptedException {
    float[][] copies = new float[2000][];
    Arrays.fill(copies, new float[] {1, 2, 3});
    SegmentGraphSamples sample = new SegmentGraphSamples(metric, Arrays.asList(copies));
    SegmentGraph graph = sample.build();
    assertSound(graph);
    assertThat(sample.search(graph, new float[] {3, 2, 1}, 500, 500)).hasSize(500);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void copiesDoNotHideOtherRows(Metric metric) throws InterruptedException {
    Random random = new Random(3);
    float[] copy = GraphSamples.gaussian(random, 32, 1);
    List<float[]> vectors = new ArrayList<>();
    for (float[] distinct : GraphSamples.clustered(1, ROWS, 32)) {
      vectors.add(distinct);
      if (random.nextInt(2) == 0) {
        vectors.add(copy);
      }
    }
    SegmentGraphSamples sample = new SegmentGraphSamples(metric, vectors);
    SegmentGraph graph = sample.build();
    assertSound(graph);
    assertThat(sample.recall(graph, GraphSamples.clustered(77, 100, 32), 100))
        .as("recall@10, seeds 1, 3 and 77")
        .isGreaterThan(0.95);
  }

  @Test
  void everyVectorSixTimesIsFoundAsOften() throws InterruptedException {
    List<float[]> distinct = GraphSamples.clustered(1, 600, 16);
    List<float[]> vectors = new ArrayList<>();
    for (float[] vector : distinct.subList(0, 500)) {
      vectors.addAll(Collections.nCopies(6, vector));
    }
    SegmentGraphSamples sample = new SegmentGraphSamples(Metric.L2, vectors);
    SegmentGraph graph = sample.build();
    assertSound(graph);
    assertThat(sample.recall(graph, distinct.subList(500, 600), 100))
        .as("recall@10, seed 1")
        .isGreaterThan(0.98);
  }

  @Test
  void recordsHoldTwiceTheLinksOfTheSettings() throws InterruptedException {
    SegmentGraphSamples sample =
        new SegmentGraphSamples(Metric.L2, SegmentGraphSamples.gaussian(1, 1000, 16));
    for (int m : new int[] {4, 128}) {
      SegmentGraph graph =
          sample.builder(new IndexSettings(m, 128, new Quantization.None())).build(sample.memory);
      assertSound(graph);
      assertThat(graph.linksMax()).isEqualTo(2 * m);
    }
  }

  @Test
  void estimatesGuideWalksAndNothingElse() throws InterruptedException {
    SegmentGraphSamples sample = clustered(Metric.L2);
    SegmentGraph graph = sample.builder().walkingWith(() -> coarse(sample)).build(sample.memory);
    assertSound(graph);
    assertThat(sample.recall(graph, GraphSamples.clustered(77, 100, 32), 100))
        .as("recall@10, seeds 1 and 77")
        .isGreaterThan(0.95);
  }

  /** Distances rounded to a twentieth. */
  private static RowDistances coarse(SegmentGraphSamples sample) {
    FloatDistances exact = sample.distances();
    return new RowDistances() {
      @Override
      public void aimAt(int row) {
        exact.aimAt(row);
      }

      @Override
      public void to(int[] rows, int count, float[] out) {
        exact.to(rows, count, out);
        for (int i = 0; i < count; i++) {
          out[i] = Math.round(out[i] * 20) / 20f;
        }
      }
    };
  }

  @Test
  void progressAscendsToAllRows() throws InterruptedException {
    List<Integer> told = new ArrayList<>();
    SegmentGraphSamples sample = clustered(Metric.L2);
    sample.builder().threads(2).progress(told::add).build(sample.memory);
    assertThat(told).isSorted().doesNotHaveDuplicates().endsWith(ROWS);
  }

  @Test
  void listenerEndsTheBuilding() {
    SegmentGraphSamples sample = clustered(Metric.L2);
    GraphBuilder builder =
        sample
            .builder()
            .threads(2)
            .progress(_ -> {
              throw new IllegalStateException("enough");
            });
    assertThatThrownBy(() -> builder.build(sample.memory)).hasMessage("enough");
  }

  @Test
  void interruptEndsTheBuilding() {
    SegmentGraphSamples sample = clustered(Metric.L2);
    GraphBuilder builder =
        sample.builder().threads(2).progress(_ -> Thread.currentThread().interrupt());
    assertThatThrownBy(() -> builder.build(sample.memory)).isInstanceOf(InterruptedException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void failureOfAnyThreadReachesTheCaller(int threads) {
    SegmentGraphSamples sample = clustered(Metric.L2);
    AtomicInteger aims = new AtomicInteger();
    GraphBuilder builder =
        new GraphBuilder(ROWS, Metric.L2, SegmentGraphSamples.SETTINGS, () -> failing(sample, aims))
            .threads(threads);
    assertThatThrownBy(() -> builder.build(sample.memory)).hasMessage("no more");
  }

  private static RowDistances failing(SegmentGraphSamples sample, AtomicInteger aims) {
    FloatDistances exact = sample.distances();
    return new RowDistances() {
      @Override
      public void aimAt(int row) {
        if (aims.incrementAndGet() > 50_000) {
          throw new IllegalStateException("no more");
        }
        exact.aimAt(row);
      }

      @Override
      public void to(int[] rows, int count, float[] out) {
        exact.to(rows, count, out);
      }
    };
  }

  @Test
  void rowAmongCopiesOfAnotherIsFound() throws InterruptedException {
    float[][] vectors = new float[1001][];
    Arrays.fill(vectors, new float[] {1, 2, 3});
    vectors[500] = new float[] {9, 9, 9};
    vectors[1000] = new float[] {-9, 9, 9};
    SegmentGraphSamples sample = new SegmentGraphSamples(Metric.L2, Arrays.asList(vectors));
    SegmentGraph graph = sample.build();
    assertThat(sample.search(graph, vectors[500], 1, 64)).containsExactly(Ranked.of(0, 500));
    assertThat(sample.search(graph, vectors[1000], 1, 64)).containsExactly(Ranked.of(0, 1000));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.POSITIVE_INFINITY, Float.NaN})
  void rowsThatNoDistanceLeadsToAreReachable(float distance) throws InterruptedException {
    SegmentGraphSamples sample =
        new SegmentGraphSamples(Metric.L2, SegmentGraphSamples.gaussian(1, 500, 4));
    SegmentGraph graph =
        new GraphBuilder(
                500, Metric.L2, SegmentGraphSamples.SETTINGS, () -> without(200, distance, sample))
            .build(sample.memory);
    assertSound(graph);
  }

  /** Rows below the first have one and the same distance from all. */
  private static RowDistances without(int first, float distance, SegmentGraphSamples sample) {
    FloatDistances exact = sample.distances();
    return new RowDistances() {
      private int from;

      @Override
      public void aimAt(int row) {
        from = row;
        exact.aimAt(row);
      }

      @Override
      public void to(int[] rows, int count, float[] out) {
        exact.to(rows, count, out);
        for (int i = 0; i < count; i++) {
          out[i] = from < first || rows[i] < first ? distance : out[i];
        }
      }
    };
  }

  @Test
  void candidatesOfABatchAreBounded() {
    for (int ef : new int[] {4, 100, 2000}) {
      for (int linked = 0; linked >= 0 && linked < 1 << 30; linked = 2 * linked + 1) {
        int rows = BatchInserts.batchSize(linked, ef);
        assertThat(rows).isBetween(1, Math.max(8, linked / 50));
        assertThat((long) rows * ef).isLessThanOrEqualTo(4 << 20);
      }
    }
  }
}
