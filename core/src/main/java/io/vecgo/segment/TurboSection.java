package io.vecgo.segment;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.graph.GraphDamage;
import io.vecgo.graph.SegmentGraph;
import io.vecgo.graph.TurboBuilder;
import io.vecgo.graph.TurboLayout;
import io.vecgo.graph.TurboRecords;
import io.vecgo.graph.TurboRows;
import io.vecgo.graph.TurboSpace;
import io.vecgo.graph.Workers;
import io.vecgo.kernel.RowDistances;
import io.vecgo.model.Limits;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;

/** The bytes of a section of {@link TurboRecords}: their space, zeros, the records. */
final class TurboSection {
  private static final long SEED = 0x7665_6367_6F32L;

  private TurboSection() {}

  /**
   * Makes the section of a graph.
   *
   * @param rows those of the graph
   * @param newDistances of the rows, by their vectors
   * @param threads to work with
   * @throws InterruptedException if the calling thread is interrupted
   */
  static MemorySegment build(
      SegmentSpec spec,
      SegmentGraph graph,
      TurboRows rows,
      Supplier<RowDistances> newDistances,
      int threads,
      Arena arena)
      throws InterruptedException {
    int count = graph.rows();
    TurboSpace space = TurboSpace.of(spec.metric(), spec.dimension(), rows, count, SEED);
    TurboLayout layout = space.layout();
    int[] entryRows = graph.entryRows();
    long length = length(layout, count, entryRows.length);
    MemorySegment section = arena.allocate(length, SegmentLayout.ALIGNMENT);
    ByteWriter head = new ByteWriter();
    space.write(head);
    section.copyFrom(head.written());
    MemorySegment records = section.asSlice(recordsAt(spec.dimension()));
    Supplier<TurboBuilder> newBuilder =
        () -> new TurboBuilder(space, rows, newDistances.get(), graph);
    try (Workers<TurboBuilder> workers = new Workers<>(threads, newBuilder)) {
      workers.ownScratch().writeEntries(entryRows, records, layout.recordAt(count));
      workers.run(count, (from, to, builder) -> writeRows(from, to, builder, layout, records));
    }
    return section;
  }

  private static void writeRows(
      int from, int to, TurboBuilder builder, TurboLayout layout, MemorySegment records) {
    for (int row = from; row < to; row++) {
      builder.writeRow(row, records, layout.recordAt(row));
    }
  }

  /**
   * Verifies and checks all of a section, so that no walk leaves the rows.
   *
   * @param graph of the same segment
   */
  static TurboRecords read(Section section, SegmentInfo info, SegmentGraph graph) {
    int dimension = info.dimension();
    if (dimension > Limits.TURBO_DIMENSION_MAX) {
      throw section
          .place()
          .corrupt(
              0,
              "records of other vectors",
              "up to " + Limits.TURBO_DIMENSION_MAX + " components",
              dimension + " components");
    }
    long expected =
        length(new TurboLayout(info.metric(), dimension), info.rows(), graph.entryRows().length);
    if (section.length() != expected) {
      throw section
          .place()
          .corrupt(0, "wrong length", expected + " bytes", section.length() + " bytes");
    }
    ByteReader head = section.reader(0, TurboSpace.byteSize(dimension));
    TurboSpace space = TurboSpace.read(head, info.metric(), dimension);
    MemorySegment bytes = section.all().asSlice(recordsAt(dimension));
    TurboRecords records = TurboRecords.over(bytes, space, info.rows());
    records.damage().ifPresent(damage -> refuse(damage, section, recordsAt(dimension)));
    return records;
  }

  /** Compares records with what their rows and links make of them. */
  static void check(Section section, Segment segment, int[] rows) {
    SegmentInfo info = segment.info();
    TurboSpace space =
        TurboSpace.read(
            section.reader(0, TurboSpace.byteSize(info.dimension())),
            info.metric(),
            info.dimension());
    TurboBuilder builder =
        new TurboBuilder(
            space, segment::readScaled, segment.newDistances(), segment.index().graph());
    long stride = space.layout().strideBytes();
    for (int row : rows) {
      long at = recordsAt(info.dimension()) + space.layout().recordAt(row);
      try (Arena memory = Arena.ofConfined()) {
        MemorySegment expected = memory.allocate(stride, SegmentLayout.ALIGNMENT);
        builder.writeRow(row, expected, 0);
        if (expected.mismatch(section.slice(at, stride)) >= 0) {
          throw section
              .place()
              .corrupt(at, "wrong record", "that of row " + row + " and its links", "another");
        }
      }
    }
  }

  private static void refuse(GraphDamage damage, Section section, long recordsAt) {
    long at = recordsAt + damage.offset();
    throw section.place().corrupt(at, damage.problem(), damage.expected(), damage.found());
  }

  private static long length(TurboLayout layout, int rows, int entryRows) {
    return recordsAt(layout.dimension()) + layout.bytes(rows, entryRows);
  }

  /** Where the records begin. */
  private static long recordsAt(int dimension) {
    return SegmentLayout.aligned(TurboSpace.byteSize(dimension));
  }
}
