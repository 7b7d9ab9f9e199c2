package io.vecgo.segment;

import io.vecgo.bytes.BlobBytes;
import io.vecgo.bytes.ByteReader;
import io.vecgo.columns.DocumentCodec;
import io.vecgo.kernel.FloatRows;
import io.vecgo.model.Limits;
import io.vecgo.model.Metric;
import io.vecgo.store.BlobReader;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.SegmentAllocator;
import java.util.Optional;

/**
 * What is in a segment file. Its frame has been checked; the data is checked as it is read.
 *
 * @param scales there under cosine
 * @param keyTable there if any row has a key
 * @param indexSections there if the segment has a graph
 */
record SegmentSections(
    Section vectors,
    Optional<Section> scales,
    Section ids,
    RowBytes keys,
    Optional<Section> keyTable,
    RowBytes documents,
    RowBytes payloads,
    SegmentColumns columns,
    Optional<IndexSections> indexSections,
    SegmentText text) {

  /**
   * Reads a file: its frame where it is mapped, else all of it.
   *
   * @param memory for what is copied
   * @throws io.vecgo.model.CorruptException if it is not the file that {@code info} describes
   */
  static SegmentSections read(SegmentInfo info, BlobReader blob, SegmentAllocator memory)
      throws IOException {
    try {
      return of(info, new SegmentFile(info, BlobBytes.of(blob, memory)));
    } catch (EOFException end) {
      throw new ByteReader.Place(info.file(), "file", 0)
          .corrupt(0, "wrong length", info.bytes() + " bytes", String.valueOf(end.getMessage()));
    }
  }

  private static SegmentSections of(SegmentInfo info, SegmentFile file) {
    int rows = info.rows();
    Section vectors =
        file.required(SectionKind.VECTORS, rows * FloatRows.strideBytes(info.dimension()));
    Optional<Section> scales =
        info.metric() == Metric.COSINE
            ? Optional.of(file.required(SectionKind.SCALES, (long) rows * Float.BYTES))
            : Optional.empty();
    Section ids = file.required(SectionKind.IDS, (long) rows * Long.BYTES);
    RowBytes keys = new RowBytes(file.required(SectionKind.KEYS), rows, Limits.KEY_BYTES_MAX);
    Optional<Section> keyTable = file.optional(SectionKind.KEY_TABLE);
    keyTable.ifPresent(KeyTable::check);
    RowBytes documents =
        new RowBytes(file.required(SectionKind.DOCUMENTS), rows, Limits.DOCUMENT_BYTES_MAX);
    return new SegmentSections(
        vectors,
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
            row -> DocumentCodec.read(documents.reader(row))));
  }
}
