package io.vecgo.segment;

import static io.vecgo.segment.SegmentSamples.KERNELS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.kernel.FloatDistances;
import io.vecgo.memtable.Memtable;
import io.vecgo.memtable.MemtablePart;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.model.VectorRecord;
import io.vecgo.part.LinkedRows;
import io.vecgo.part.RowSource;
import io.vecgo.rows.RowSet;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several segments as one source: what each says, at the right row. */
class MergedRowsTest {
  private static final int DIMENSION = 3;
  private static final IndexSettings SETTINGS = new IndexSettings(4, 8, new Quantization.None());

  private final MemoryStore store = new MemoryStore();
  private final List<SegmentPart> parts = new ArrayList<>();
  private long nextId = 1;

  /** A segment of so many rows, ids behind those before; every third row is deleted. */
  private void add(int rows) throws IOException {
    List<VectorRecord> records = SegmentSamples.mixed(nextId, rows, DIMENSION);
    Memtable table = new Memtable("m", DIMENSION, Metric.COSINE, SETTINGS, KERNELS, nextId);
    table.acquire();
    table.reserve(rows);
    for (int row = 0; row < rows; row++) {
      table.put(row, records.get(row));
    }
    SegmentInfo info =
        SegmentWriter.write(
            store,
            "segment-" + nextId + ".bin",
            new SegmentSpec(DIMENSION, Metric.COSINE, SETTINGS),
            new MemtablePart(table, RowSet.range(rows)),
            KERNELS);
    table.release();
    Segment segment = Segment.open(store, info, KERNELS);
    segment.acquire();
    parts.add(new SegmentPart(segment, RowSet.range(rows).where(row -> row % 3 != 1)));
    nextId += rows;
  }

  @AfterEach
  void close() {
    parts.forEach(part -> part.segment().release());
  }

  /** Everything about a row, of live ones. */
  private static List<String> contents(RowSource source) {
    List<String> lines = new ArrayList<>();
    FloatDistances distances =
        new FloatDistances(KERNELS, Metric.COSINE, source.vectors(), source.scales());
    distances.aimAt(new float[] {1, 2, 3});
    float[] distance = new float[1];
    for (int row : source.live().toArray()) {
      distances.to(new int[] {row}, 1, distance);
      lines.add(
          String.join(
              " ",
              Long.toString(source.id(row)),
              source.key(row).orElse(""),
              Arrays.toString(source.vector(row)),
              source.metadata(row).toString(),
              Arrays.toString(source.payload(row)),
              Float.toString(distance[0])));
    }
    return lines;
  }

  private List<String> contentsOfParts() {
    return parts.stream().flatMap(part -> contents(part).stream()).toList();
  }

  @Test
  void smallSegmentsAreReadOneAfterTheOther() throws IOException {
    add(5);
    add(1);
    add(30);
    add(2);
    assertThat(contents(new MergedRows(parts))).isEqualTo(contentsOfParts()).hasSize(25);
  }

  @Test
  void segmentsAtTheBoundsOfUnitsAreReadOneAfterTheOther() throws IOException {
    add(4096);
    add(1);
    add(4097);
    add(4095);
    assertThat(contents(new MergedRows(parts))).isEqualTo(contentsOfParts());
  }

  @Test
  void rowsFarApartAreMeasuredTogether() throws IOException {
    add(4097);
    add(6);
    MergedRows merged = new MergedRows(parts);
    FloatDistances distances =
        new FloatDistances(KERNELS, Metric.COSINE, merged.vectors(), merged.scales());
    int[] live = merged.live().toArray();
    int last = live[live.length - 1];
    distances.aimAt(0);
    float[] measured = new float[5];
    distances.to(new int[] {0, last, live[100], live[live.length - 2], 0}, 5, measured);
    float[] alone = new float[1];
    distances.to(new int[] {last}, 1, alone);
    assertThat(measured[1]).isEqualTo(alone[0]);
    assertThat(measured[4]).isEqualTo(measured[0]);
  }

  @Test
  void graphOfTheSegmentWithMostLiveRowsIsTakenOver() throws IOException {
    add(1_000);
    add(1_500);
    add(1_400);
    SegmentPart second = parts.get(1);
    LinkedRows linked = new MergedRows(parts).links().orElseThrow();
    assertThat(linked.links()).isSameAs(second.links().orElseThrow().links());
    assertThat(linked.rows()).isEqualTo(1_500);
    assertThat(new MergedRows(parts).id(linked.firstRow())).isEqualTo(second.id(0));
    parts.set(1, new SegmentPart(second.segment(), RowSet.range(900)));
    assertThat(new MergedRows(parts).links().orElseThrow().rows()).isEqualTo(1_400);
  }

  @Test
  void segmentsWithoutGraphsHaveNone() throws IOException {
    add(20);
    add(999);
    assertThat(new MergedRows(parts).links()).isEmpty();
  }

  @Test
  void mergedSegmentSaysWhatItsSourcesSay() throws IOException {
    add(1_100);
    add(3);
    add(1_000);
    List<String> before = contentsOfParts();
    SegmentSpec spec = new SegmentSpec(DIMENSION, Metric.COSINE, SETTINGS);
    MergedRows merged = new MergedRows(parts);
    SegmentInfo info = SegmentWriter.write(store, "merged.bin", spec, merged, KERNELS);
    Segment segment = Segment.open(store, info, KERNELS);
    segment.acquire();
    parts.add(new SegmentPart(segment, RowSet.range(info.rows())));
    assertThat(contents(parts.getLast())).isEqualTo(before);
    segment.verify();
    assertThat(segment.index().graph().unreachableRows().isEmpty()).isTrue();
  }
}
