package io.vecgo.segment;

import io.vecgo.columns.DocumentCodec;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.FloatRows;
import io.vecgo.model.Limits;
import io.vecgo.model.Metric;
import io.vecgo.model.Query.Returned;
import io.vecgo.resources.MemoryCharge;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is in a segment file. Its frame has been checked; the data is checked as it is read.
 *
 * @param scales there under cosine
 * @param keyTable there if any row has a key
 * @param indexSections there if the segment has a graph
 * @param paged those of the file that are not in memory
 */
record SegmentSections(
    SegmentVectors vectors,
    Optional<Section> scales,
    Section ids,
    RowBytes keys,
    Optional<Section> keyTable,
    RowBytes documents,
    RowBytes payloads,
    SegmentColumns columns,
    Optional<IndexSections> indexSections,
    SegmentText text,
    List<PagedSection> paged) {

  /**
   * Who is told of memory.
   *
   * @param segments of vectors that are kept for a while
   * @param searches of what comparing vectors keeps from search to search
   */
  record Charges(MemoryCharge segments, MemoryCharge searches) {}

  /**
   * Those of a file.
   *
   * @param kernels used for distances
   * @throws io.vecgo.model.CorruptException if it is not the file that {@code info} describes
   */
  static SegmentSections of(
      SegmentInfo info, SegmentFile file, FloatKernels kernels, Charges charges) {
    int rows = info.rows();
    SectionBytes vectors =
        file.required(SectionKind.VECTORS, rows * FloatRows.strideBytes(info.dimension()));
    Optional<Section> scales =
        info.metric() == Metric.COSINE
            ? Optional.of(file.requiredOfTail(SectionKind.SCALES, (long) rows * Float.BYTES))
            : Optional.empty();
    Supplier<FloatRows> allScales = () -> all(scales);
    Section ids = file.requiredOfTail(SectionKind.IDS, (long) rows * Long.BYTES);
    RowBytes keys = new RowBytes(file.required(SectionKind.KEYS), rows, Limits.KEY_BYTES_MAX);
    Optional<Section> keyTable = file.optional(SectionKind.KEY_TABLE);
    keyTable.ifPresent(KeyTable::check);
    RowBytes documents =
        new RowBytes(file.required(SectionKind.DOCUMENTS), rows, Limits.DOCUMENT_BYTES_MAX);
    return new SegmentSections(
        switch (vectors) {
          case Section there -> new MappedVectors(info, there, allScales, kernels, charges);
          case PagedSection paged -> new PagedVectors(info, paged, allScales, kernels, charges);
        },
        scales,
        ids,
        keys,
        keyTable,
        documents,
        new RowBytes(file.required(SectionKind.PAYLOADS), rows, Limits.PAYLOAD_BYTES_MAX),
        new SegmentColumns(file.optional(SectionKind.COLUMNS), rows),
        IndexSections.of(file),
        new SegmentText(
            info,
            file.optional(SectionKind.TEXT),
            row -> DocumentCodec.read(documents.reader(row))),
        file.pagedSections());
  }

  /** All scales, verified; under other metrics than cosine no rows at all. */
  FloatRows allScales() {
    return all(scales);
  }

  private static FloatRows all(Optional<Section> scales) {
    return FloatRows.scalarsOver(scales.map(Section::all).orElse(MemorySegment.NULL));
  }

  boolean isPaged() {
    return !paged.isEmpty();
  }

  /** What fetches keys and what else is returned of rows, as far as it is not in memory. */
  List<Runnable> fetches(int[] rows, Set<Returned> what) {
    List<Runnable> fetches = new ArrayList<>();
    keys.fetch(rows).ifPresent(fetches::add);
    if (what.contains(Returned.METADATA)) {
      documents.fetch(rows).ifPresent(fetches::add);
    }
    if (what.contains(Returned.PAYLOAD)) {
      payloads.fetch(rows).ifPresent(fetches::add);
    }
    if (what.contains(Returned.VECTOR)) {
      vectors.fetch(rows).ifPresent(fetches::add);
    }
    return fetches;
  }

  /** Drops what is cached; nobody may read any more. */
  void close() {
    paged.forEach(PagedSection::close);
  }
}
