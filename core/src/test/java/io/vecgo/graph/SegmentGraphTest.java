package io.vecgo.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.bytes.LittleEndian;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of a graph: searched where they lie, and never trusted before they were checked. */
class SegmentGraphTest {
  private static final int ROWS = 300;
  private static final IndexSettings SETTINGS = new IndexSettings(4, 20, new Quantization.None());

  private final SegmentGraphSamples sample =
      new SegmentGraphSamples(Metric.L2, SegmentGraphSamples.gaussian(1, ROWS, 8));

  private SegmentGraph graph() throws InterruptedException {
    return sample.builder(SETTINGS).build(sample.memory);
  }

  private MemorySegment copyOf(SegmentGraph graph) {
    MemorySegment copy = sample.memory.allocate(graph.bytes().byteSize(), 64);
    return copy.copyFrom(graph.bytes());
  }

  @Test
  void copiedBytesAreTheSameGraph() throws InterruptedException {
    SegmentGraph graph = graph();
    MemorySegment copy = copyOf(graph);
    assertThat(SegmentGraph.headerDamage(copy, ROWS)).isEmpty();
    SegmentGraph opened = SegmentGraph.over(copy);
    assertThat(opened.recordDamage()).isEmpty();
    assertThat(opened.rows()).isEqualTo(ROWS);
    assertThat(opened.linksMax()).isEqualTo(8);
    for (float[] query : SegmentGraphSamples.gaussian(2, 20, 8)) {
      assertThat(sample.search(opened, query, 10, 20))
          .isEqualTo(sample.search(graph, query, 10, 20));
    }
  }

  @Test
  void layoutIsTheOneDescribed() throws InterruptedException {
    MemorySegment bytes = graph().bytes();
    assertThat(bytes.get(LittleEndian.I32, 0)).isEqualTo(ROWS);
    assertThat(bytes.get(LittleEndian.I32, 4)).isEqualTo(8);
    assertThat(bytes.get(LittleEndian.I32, 8)).isEqualTo(32);
    assertThat(bytes.byteSize()).isEqualTo(192 + ROWS * 36L);
    assertThat(GraphLayout.recordsOffset(32)).isEqualTo(192);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 9, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void everyWrongCountIsFound(int count) throws InterruptedException {
    SegmentGraph graph = graph();
    for (int row = 0; row < ROWS; row += 13) {
      MemorySegment bytes = copyOf(graph);
      long at = 192 + row * 36L;
      bytes.set(LittleEndian.I32, at, count);
      assertThat(SegmentGraph.over(bytes).recordDamage())
          .contains(
              new GraphDamage(
                  at, "invalid number of neighbours", "0 to 8", Integer.toString(count)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, ROWS, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void everyWrongNeighbourIsFound(int neighbour) throws InterruptedException {
    SegmentGraph graph = graph();
    int[] links = new int[graph.linksMax()];
    for (int row = 0; row < ROWS; row++) {
      int degree = graph.read(row, links);
      for (int link = 0; link < degree; link++) {
        MemorySegment bytes = copyOf(graph);
        long at = 192 + row * 36L + 4 + link * 4L;
        bytes.set(LittleEndian.I32, at, neighbour);
        assertThat(SegmentGraph.over(bytes).recordDamage())
            .contains(
                new GraphDamage(at, "invalid neighbour", "0 to 299", Integer.toString(neighbour)));
      }
    }
  }

  @Test
  void everyWrongHeaderIsFound() throws InterruptedException {
    SegmentGraph graph = graph();
    assertDamage(graph, 0, ROWS - 1, "invalid number of rows");
    assertDamage(graph, 0, -1, "invalid number of rows");
    assertDamage(graph, 4, 0, "invalid number of links");
    assertDamage(graph, 4, -8, "invalid number of links");
    assertDamage(graph, 4, 257, "invalid number of links");
    assertDamage(graph, 4, Integer.MAX_VALUE, "invalid number of links");
    assertDamage(graph, 4, 9, "wrong length");
    assertDamage(graph, 8, 0, "invalid number of entry rows");
    assertDamage(graph, 8, -1, "invalid number of entry rows");
    assertDamage(graph, 8, 513, "invalid number of entry rows");
    assertDamage(graph, 8, Integer.MAX_VALUE, "invalid number of entry rows");
    assertDamage(graph, 8, 8, "wrong length");
    assertDamage(graph, 12, 0, "invalid ef");
    assertDamage(graph, 12, -1, "invalid ef");
    assertDamage(graph, 12, Integer.MAX_VALUE, "invalid ef");
  }

  @Test
  void everyWrongEntryRowIsFound() throws InterruptedException {
    SegmentGraph graph = graph();
    for (int i = 0; i < 32; i++) {
      assertDamage(graph, 16 + 4 * i, -1, "invalid entry row");
      assertDamage(graph, 16 + 4 * i, ROWS, "invalid entry row");
    }
    int first = graph.bytes().get(LittleEndian.I32, 16);
    assertDamage(graph, 20, first, "invalid entry row");
  }

  private void assertDamage(SegmentGraph graph, long at, int value, String problem) {
    MemorySegment bytes = copyOf(graph);
    bytes.set(LittleEndian.I32, at, value);
    assertThat(SegmentGraph.headerDamage(bytes, ROWS))
        .hasValueSatisfying(damage -> assertThat(damage.problem()).isEqualTo(problem));
  }

  @Test
  void everyOtherLengthIsFound() throws InterruptedException {
    MemorySegment bytes = graph().bytes();
    for (long length = 0; length < bytes.byteSize(); length++) {
      assertThat(SegmentGraph.headerDamage(bytes.asSlice(0, length), ROWS)).isPresent();
    }
    MemorySegment longer = Arena.ofAuto().allocate(bytes.byteSize() + 4).copyFrom(bytes);
    assertThat(SegmentGraph.headerDamage(longer, ROWS)).isPresent();
  }

  @Test
  void rowCutOffIsNotReachable() {
    MemorySegment bytes = GraphLayout.allocate(40, 8, new int[] {0}, sample.memory);
    LinkRecords records = GraphLayout.records(bytes);
    for (int row = 0; row < 38; row++) {
      records.replace(row, new int[] {row + 1}, row == 19 ? 0 : 1);
    }
    SegmentGraph graph = SegmentGraph.over(bytes);
    assertThat(graph.unreachableRows().nextRow(0)).isEqualTo(20);
    assertThat(graph.unreachableRows().cardinality()).isEqualTo(20);
  }

  @Test
  void graphCannotBeChanged() throws InterruptedException {
    assertThat(List.of(graph().bytes().isReadOnly())).containsExactly(true);
  }
}
