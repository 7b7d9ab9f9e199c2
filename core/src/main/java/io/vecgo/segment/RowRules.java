package io.vecgo.segment;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.kernel.FloatDistances;
import io.vecgo.kernel.FloatRows;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Metric;
import java.util.Optional;
import java.util.OptionalInt;

/** What must hold of the rows of a segment; each method throws at the first that does not. */
final class RowRules {
  private RowRules() {}

  /** Ids ascend from the smallest to the largest that the manifest names. */
  static void ids(SegmentFile file, Segment segment) {
    SegmentInfo info = segment.info();
    int last = info.rows() - 1;
    expect(file, SectionKind.IDS, 0, "wrong smallest id", info.minId(), segment.id(0));
    expect(file, SectionKind.IDS, last * 8L, "wrong largest id", info.maxId(), segment.id(last));
    for (int row = 1; row <= last; row++) {
      if (segment.id(row) <= segment.id(row - 1)) {
        throw corrupt(
            file,
            SectionKind.IDS,
            row * 8L,
            "ids do not ascend",
            "more than " + segment.id(row - 1),
            Long.toString(segment.id(row)));
      }
    }
  }

  /** Components are finite, and zero behind the dimension. */
  static void vectors(SegmentFile file, Segment segment) {
    int dimension = segment.info().dimension();
    int padded = FloatRows.paddedDimension(dimension);
    FloatRows vectors = segment.vectors();
    for (int row = 0; row < segment.info().rows(); row++) {
      for (int i = 0; i < padded; i++) {
        long at = vectors.offset(row) + (long) i * Float.BYTES;
        float found = vectors.chunk(row).get(LittleEndian.F32, at);
        if (i < dimension ? !Float.isFinite(found) : found != 0) {
          String expected = i < dimension ? "a finite number" : "0";
          throw corrupt(
              file, SectionKind.VECTORS, at, "invalid component", expected, Float.toString(found));
        }
      }
    }
  }

  /** Scales are those of the vectors. */
  static void scales(SegmentFile file, Segment segment) {
    if (segment.info().metric() != Metric.COSINE) {
      return;
    }
    FloatRows scales = segment.scales();
    for (int row = 0; row < segment.info().rows(); row++) {
      float expected = FloatDistances.scale(segment.vector(row));
      if (Float.compare(expected, scales.first(row)) != 0) {
        throw corrupt(
            file,
            SectionKind.SCALES,
            scales.offset(row),
            "wrong scale",
            Float.toString(expected),
            Float.toString(scales.first(row)));
      }
    }
  }

  /** The table leads from each key to its row, and has no more entries than there are keys. */
  static void keys(SegmentFile file, Segment segment) {
    int keys = 0;
    for (int row = 0; row < segment.info().rows(); row++) {
      Optional<String> key = segment.key(row);
      if (key.isPresent()) {
        keys++;
        OptionalInt found = segment.rowOf(key.get());
        if (found.isEmpty() || found.getAsInt() != row) {
          throw corrupt(
              file,
              SectionKind.KEYS,
              0,
              "key not found",
              "row " + row + " of key " + key.get(),
              found.isPresent() ? "row " + found.getAsInt() : "none");
        }
      }
    }
    Optional<Section> table = file.optional(SectionKind.KEY_TABLE);
    if (table.isPresent()) {
      long entries = KeyTable.entries(table.get());
      expect(file, SectionKind.KEY_TABLE, 0, "wrong number of keys", keys, entries);
    }
  }

  /** What the manifest says of all rows is true of each. */
  static void statistics(SegmentFile file, Segment segment) {
    OptionalInt beyond = segment.rowBeyondStatistics();
    if (beyond.isPresent()) {
      throw new ByteReader.Place(segment.info().file(), "statistics", 0)
          .corrupt(
              0,
              "untrue statistics in the manifest",
              "true of every row",
              "not of row " + beyond.getAsInt() + ", id " + segment.id(beyond.getAsInt()));
    }
  }

  /** Each document can be read. */
  static void documents(SegmentFile file, Segment segment) {
    for (int row = 0; row < segment.info().rows(); row++) {
      var _ = segment.metadata(row);
    }
  }

  /** Each payload lies within the section. */
  static void payloads(SegmentFile file, Segment segment) {
    for (int row = 0; row < segment.info().rows(); row++) {
      var _ = segment.payload(row);
    }
  }

  private static void expect(
      SegmentFile file, SectionKind kind, long at, String problem, long expected, long found) {
    if (expected != found) {
      throw corrupt(file, kind, at, problem, Long.toString(expected), Long.toString(found));
    }
  }

  static CorruptException corrupt(
      SegmentFile file, SectionKind kind, long at, String problem, String expected, String found) {
    return file.required(kind).place().corrupt(at, problem, expected, found);
  }
}
