package io.vecgo.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs taken over from graphs with more rows. */
class GraphCopyTest {
  private static final int ROWS = 4000;
  private static final int DIMENSION = 24;
  private static final int EF = 100;
  private static final List<float[]> QUERIES = GraphSamples.clustered(77, 100, DIMENSION);

  private static void assertSound(SegmentGraph graph) {
    assertThat(graph.recordDamage()).isEmpty();
    assertThat(graph.unreachableRows().toArray()).isEmpty();
  }

  /** New ordinals for the rows that stay, in order; -1 for the others. */
  private static int[] newRows(int rows, double goneShare, long seed) {
    Random random = new Random(seed);
    int[] newRowOf = new int[rows];
    int next = 0;
    for (int row = 0; row < rows; row++) {
      newRowOf[row] = random.nextDouble() < goneShare ? -1 : next++;
    }
    return newRowOf;
  }

  private static List<float[]> kept(List<float[]> vectors, int[] newRowOf) {
    return IntStream.range(0, newRowOf.length)
        .filter(row -> newRowOf[row] >= 0)
        .mapToObj(vectors::get)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 50, 90, 99})
  void rowsThatStayAreFoundAsWellAsInAFreshGraph(int percentGone) throws InterruptedException {
    SegmentGraphSamples all =
        new SegmentGraphSamples(Metric.L2, GraphSamples.clustered(1, ROWS, DIMENSION));
    int[] newRowOf = newRows(ROWS, percentGone / 100.0, 5);
    SegmentGraphSamples rest = new SegmentGraphSamples(Metric.L2, kept(all.vectors, newRowOf));
    SegmentGraph copy =
        rest.builder().adopting(all.memtableGraph().links(), newRowOf).build(rest.memory);
    assertSound(copy);
    assertThat(rest.recall(copy, QUERIES, EF))
        .as("recall@10, seeds 1, 5 and 77")
        .isGreaterThan(rest.recall(rest.build(), QUERIES, EF) - 0.01);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void halfTheRowsAdoptedAndHalfInserted(Metric metric) throws InterruptedException {
    SegmentGraphSamples all =
        new SegmentGraphSamples(metric, GraphSamples.clustered(1, ROWS, DIMENSION));
    SegmentGraphSamples first = new SegmentGraphSamples(metric, all.vectors.subList(0, ROWS / 2));
    int[] same = IntStream.range(0, ROWS / 2).toArray();
    SegmentGraph graph = all.builder().adopting(first.build(), same).build(all.memory);
    assertSound(graph);
    assertThat(all.recall(graph, QUERIES, EF))
        .as("recall@10, seeds 1 and 77")
        .isGreaterThan(all.recall(all.build(), QUERIES, EF) - 0.01);
  }

  @Test
  void rowsMayChangeTheirOrder() throws InterruptedException {
    SegmentGraphSamples all =
        new SegmentGraphSamples(Metric.L2, GraphSamples.clustered(1, 500, DIMENSION));
    List<float[]> reversed = new ArrayList<>(all.vectors).reversed();
    SegmentGraphSamples other = new SegmentGraphSamples(Metric.L2, reversed);
    int[] newRowOf = IntStream.range(0, 500).map(row -> 499 - row).toArray();
    SegmentGraph source = all.build();
    SegmentGraph copy = other.builder().adopting(source, newRowOf).build(other.memory);
    int[] expected = new int[source.linksMax()];
    int[] found = new int[source.linksMax()];
    for (int row = 0; row < 500; row++) {
      int count = source.read(row, expected);
      assertThat(copy.read(499 - row, found)).isEqualTo(count);
      for (int i = 0; i < count; i++) {
        assertThat(found[i]).isEqualTo(499 - expected[i]);
      }
    }
  }

  @Test
  void nothingOfTheSourceStays() throws InterruptedException {
    SegmentGraphSamples all =
        new SegmentGraphSamples(Metric.L2, GraphSamples.clustered(1, 500, DIMENSION));
    int[] allGone = new int[500];
    Arrays.fill(allGone, -1);
    SegmentGraph graph = all.builder().adopting(all.build(), allGone).build(all.memory);
    assertThat(graph.bytes().mismatch(all.build().bytes())).isEqualTo(-1);
  }

  @Test
  void bytesDoNotDependOnThreads() throws InterruptedException {
    SegmentGraphSamples all =
        new SegmentGraphSamples(Metric.L2, GraphSamples.clustered(1, ROWS, DIMENSION));
    int[] newRowOf = newRows(ROWS, 0.2, 5);
    List<float[]> vectors = new ArrayList<>(kept(all.vectors, newRowOf));
    vectors.addAll(GraphSamples.clustered(9, 500, DIMENSION));
    SegmentGraphSamples rest = new SegmentGraphSamples(Metric.L2, vectors);
    HnswGraph source = all.memtableGraph();
    SegmentGraph alone = rest.builder().adopting(source.links(), newRowOf).build(rest.memory);
    SegmentGraph shared =
        rest.builder().adopting(source.links(), newRowOf).threads(3).build(rest.memory);
    assertThat(shared.bytes().mismatch(alone.bytes())).isEqualTo(-1);
  }

  @Test
  void hundredGenerationsOfChurnKeepRecallAndDegree() throws InterruptedException {
    SegmentGraphSamples sample =
        new SegmentGraphSamples(Metric.L2, GraphSamples.clustered(1, ROWS, DIMENSION));
    SegmentGraph graph = sample.build();
    double degree = SegmentGraphSamples.meanDegree(graph);
    for (int generation = 0; generation < 100; generation++) {
      int[] newRowOf = newRows(sample.vectors.size(), 0.02, generation);
      List<float[]> vectors = new ArrayList<>(kept(sample.vectors, newRowOf));
      vectors.addAll(
          GraphSamples.clustered(1, ROWS + ROWS * (generation + 1) / 50, DIMENSION)
              .subList(ROWS + ROWS * generation / 50, ROWS + ROWS * (generation + 1) / 50));
      sample = new SegmentGraphSamples(Metric.L2, vectors);
      graph = sample.builder().threads(2).adopting(graph, newRowOf).build(sample.memory);
    }
    assertSound(graph);
    assertThat(SegmentGraphSamples.meanDegree(graph)).isGreaterThan(0.95 * degree);
    assertThat(sample.recall(graph, QUERIES, EF))
        .as("recall@10, seeds 0 to 99")
        .isGreaterThan(sample.recall(sample.build(), QUERIES, EF) - 0.01);
  }
}
