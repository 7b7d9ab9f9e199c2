package io.vecgo.segment;

import io.vecgo.quant.Quantizer;
import io.vecgo.rows.RowSet;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.stream.IntStream;

/** What must hold between the index of a segment and its rows. */
final class IndexRules {
  /** Making all codes again costs as much as making the segment. */
  private static final int SAMPLE_ROWS_MAX = 4_096;

  private IndexRules() {}

  /** Links lead to rows, and from the entry rows to every row. */
  static void graph(SegmentFile file, Segment segment) {
    if (!segment.hasGraph()) {
      return;
    }
    RowSet unreachable = segment.index().graph().unreachableRows();
    if (!unreachable.isEmpty()) {
      throw RowRules.corrupt(
          file, SectionKind.GRAPH, 0, "rows out of reach", "none", unreachable.toString());
    }
  }

  /** Codes are those of the vectors: a sample of them. */
  static void codes(SegmentFile file, Segment segment) {
    Optional<Codes> stored = IndexSections.of(file).flatMap(all -> all.readCodes(segment.info()));
    if (stored.isEmpty()) {
      return;
    }
    Quantizer quantizer = stored.get().quantizer();
    Quantizer.Encoder encoder = quantizer.newEncoder();
    int bytes = quantizer.codeBytes();
    try (Arena memory = Arena.ofConfined()) {
      for (int row : sample(segment.info().rows())) {
        MemorySegment code = memory.allocate(bytes);
        encoder.encode(segment.vector(row), code, 0);
        if (code.mismatch(stored.get().bytes().asSlice((long) row * bytes, bytes)) >= 0) {
          throw RowRules.corrupt(
              file,
              SectionKind.CODES,
              (long) row * bytes,
              "wrong code",
              "that of the vector of row " + row,
              "another");
        }
      }
    }
  }

  /** Turbo records are those of the vectors and links: a sample of them. */
  static void turbo(SegmentFile file, Segment segment) {
    Optional<Section> section = file.optional(SectionKind.TURBO);
    if (section.isPresent() && segment.hasGraph()) {
      TurboSection.check(section.get(), segment, sample(segment.info().rows()));
    }
  }

  /** Rows at even distances. */
  private static int[] sample(int rows) {
    int count = Math.min(rows, SAMPLE_ROWS_MAX);
    return IntStream.range(0, count).map(i -> (int) ((long) i * rows / count)).toArray();
  }
}
