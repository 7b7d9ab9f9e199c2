package io.vecgo.segment;

import io.vecgo.bytes.ByteWriter;
import io.vecgo.bytes.Checksum;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.columns.DocumentCodec;
import io.vecgo.columns.StatisticsBuilder;
import io.vecgo.columns.Stripe;
import io.vecgo.columns.StripeBuilder;
import io.vecgo.kernel.Ball;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.FloatRows;
import io.vecgo.model.Document;
import io.vecgo.model.Metric;
import io.vecgo.part.RowSource;
import io.vecgo.part.VectorLease;
import io.vecgo.store.BlobStore;
import io.vecgo.store.BlobWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Writes the live rows of a part, in their order, as a segment file. It goes over the rows once a
 * section, so that memory is one block, the offsets of one section, the key table and the columns
 * of one stripe, whatever the number of rows.
 */
public final class SegmentWriter {
  /** Fewer rows are compared one by one in less time than a walk takes. */
  static final int GRAPH_ROWS_MIN = 1_000;

  private final String name;
  private final SegmentSpec spec;
  private final FloatKernels kernels;
  private final RowSource source;
  private final int[] rows;
  private final int threads;
  private final SectionWriter out;
  private final StatisticsBuilder statistics = new StatisticsBuilder();
  private boolean hasMetadata;

  private SegmentWriter(
      String name,
      SegmentSpec spec,
      FloatKernels kernels,
      RowSource source,
      int threads,
      BlobWriter blob) {
    this.name = name;
    this.spec = spec;
    this.kernels = kernels;
    this.source = source;
    this.threads = threads;
    this.rows = source.live().toArray();
    this.out = new SectionWriter(blob);
  }

  /** Writes and publishes a segment, on all cores. */
  public static SegmentInfo write(
      BlobStore store, String name, SegmentSpec spec, RowSource source, FloatKernels kernels)
      throws IOException {
    return write(store, name, spec, source, kernels, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Writes and publishes a segment of the live rows, of which there must be at least one. If it
   * throws, there is no file of this name.
   *
   * @param threads that build the index, the calling one among them
   * @throws java.io.InterruptedIOException if the thread was interrupted
   */
  public static SegmentInfo write(
      BlobStore store,
      String name,
      SegmentSpec spec,
      RowSource source,
      FloatKernels kernels,
      int threads)
      throws IOException {
    try (BlobWriter blob = store.create(name);
        VectorLease _ = source.vectorLease()) {
      SegmentInfo info = new SegmentWriter(name, spec, kernels, source, threads, blob).writeAll();
      blob.publish();
      return info;
    }
  }

  private SegmentInfo writeAll() throws IOException {
    writeHeader();
    writeHead();
    long tail = out.nextSection();
    int directoryChecksum = writeTail();
    long minId = source.id(rows[0]);
    long maxId = source.id(rows[rows.length - 1]);
    return new SegmentInfo(
        name,
        out.position(),
        tail,
        directoryChecksum,
        rows.length,
        spec.dimension(),
        spec.metric(),
        minId,
        maxId,
        new SegmentStatistics(statistics.build(), ball()));
  }

  /** What searches touch here and there. */
  private void writeHead() throws IOException {
    writeVectors();
    writeKeys();
    writeBytes(SectionKind.DOCUMENTS, this::encodedDocument);
    writeBytes(SectionKind.PAYLOADS, row -> MemorySegment.ofArray(source.payload(row)));
  }

  /** What searches need all the time; returns the checksum of the directory. */
  private int writeTail() throws IOException {
    if (spec.metric() == Metric.COSINE) {
      writeScales();
    }
    writeIds();
    writeKeyTable();
    if (hasMetadata) {
      writeColumns();
    }
    if (!spec.text().fields().isEmpty()) {
      TextSection.write(spec.text(), source, rows, out);
      out.end(SectionKind.TEXT);
    }
    if (spec.indexOf(rows.length).isPresent()) {
      writeIndex();
    }
    return writeDirectory(out.endAll());
  }

  private Optional<Ball> ball() {
    return Ball.around(spec.metric(), source.vectors(), rows);
  }

  private void writeHeader() throws IOException {
    MemorySegment header = MemorySegment.ofArray(new byte[SegmentLayout.HEADER_BYTES]);
    header.set(LittleEndian.I64, SegmentLayout.MAGIC_OFFSET, SegmentLayout.MAGIC);
    header.set(LittleEndian.I32, SegmentLayout.FORMAT_OFFSET, SegmentLayout.FORMAT);
    header.set(LittleEndian.I32, SegmentLayout.ROWS_OFFSET, rows.length);
    header.set(LittleEndian.I32, SegmentLayout.DIMENSION_OFFSET, spec.dimension());
    header.set(LittleEndian.I32, SegmentLayout.METRIC_OFFSET, spec.metric().code());
    MemorySegment covered = header.asSlice(0, SegmentLayout.HEADER_CHECKSUM_OFFSET);
    header.set(LittleEndian.I32, SegmentLayout.HEADER_CHECKSUM_OFFSET, Checksum.of(covered));
    out.raw(header);
  }

  private void writeVectors() throws IOException {
    FloatRows vectors = source.vectors();
    long stride = FloatRows.strideBytes(spec.dimension());
    out.begin();
    for (int row : rows) {
      out.write(vectors.chunk(row).asSlice(vectors.offset(row), stride));
    }
    out.end(SectionKind.VECTORS);
  }

  private void writeScales() throws IOException {
    FloatRows scales = source.scales();
    out.begin();
    for (int row : rows) {
      out.write(scales.chunk(row).asSlice(scales.offset(row), Float.BYTES));
    }
    out.end(SectionKind.SCALES);
  }

  private void writeIds() throws IOException {
    out.begin();
    for (int row : rows) {
      out.writeLong(source.id(row));
    }
    out.end(SectionKind.IDS);
  }

  private void writeKeys() throws IOException {
    writeBytes(
        SectionKind.KEYS,
        row -> MemorySegment.ofArray(source.key(row).orElse("").getBytes(StandardCharsets.UTF_8)));
  }

  private void writeKeyTable() throws IOException {
    KeyTable.Builder table = new KeyTable.Builder(rows.length);
    for (int i = 0; i < rows.length; i++) {
      int newRow = i;
      source.key(rows[i]).ifPresent(key -> table.add(key, newRow));
    }
    if (table.isNotEmpty()) {
      out.begin();
      out.write(table.build());
      out.end(SectionKind.KEY_TABLE);
    }
  }

  private interface BytesOfRow {
    MemorySegment of(int row) throws IOException;
  }

  private void writeBytes(SectionKind kind, BytesOfRow bytesOfRow) throws IOException {
    long[] ends = new long[rows.length];
    out.begin();
    for (int i = 0; i < rows.length; i++) {
      out.write(bytesOfRow.of(rows[i]));
      ends[i] = out.sectionLength();
    }
    writeOffsets(ends);
    out.end(kind);
  }

  private void writeOffsets(long[] ends) throws IOException {
    out.writeLong(0);
    for (long end : ends) {
      out.writeLong(end);
    }
  }

  private void writeColumns() throws IOException {
    long[] ends = new long[SegmentColumns.stripes(rows.length)];
    out.begin();
    for (int i = 0; i < ends.length; i++) {
      out.write(stripe(i * Stripe.ROWS_MAX));
      ends[i] = out.sectionLength();
    }
    writeOffsets(ends);
    out.end(SectionKind.COLUMNS);
  }

  private MemorySegment stripe(int first) {
    StripeBuilder stripe = new StripeBuilder();
    for (int i = first; i < Math.min(rows.length, first + Stripe.ROWS_MAX); i++) {
      stripe.add(source.metadata(rows[i]));
    }
    statistics.add(stripe);
    return stripe.write().written();
  }

  private void writeIndex() throws IOException {
    try (IndexBuild build = new IndexBuild(spec, kernels, source, rows, threads)) {
      IndexSections.write(build.build(), out);
    }
  }

  private MemorySegment encodedDocument(int row) {
    ByteWriter encoded = new ByteWriter();
    Document document = source.metadata(row);
    hasMetadata |= !document.fields().isEmpty();
    DocumentCodec.write(document, encoded);
    return encoded.written();
  }

  private int writeDirectory(List<SectionEntry> directory) throws IOException {
    MemorySegment entries =
        MemorySegment.ofArray(new byte[directory.size() * SegmentLayout.ENTRY_BYTES]);
    for (int i = 0; i < directory.size(); i++) {
      directory.get(i).write(entries, (long) i * SegmentLayout.ENTRY_BYTES);
    }
    long offset = out.position();
    int checksum = Checksum.of(entries);
    out.raw(entries);
    out.raw(footer(offset, directory.size(), checksum));
    return checksum;
  }

  private static MemorySegment footer(long directoryOffset, int entries, int directoryChecksum) {
    MemorySegment footer = MemorySegment.ofArray(new byte[SegmentLayout.FOOTER_BYTES]);
    footer.set(LittleEndian.I64, SegmentLayout.FOOTER_DIRECTORY_OFFSET, directoryOffset);
    footer.set(LittleEndian.I32, SegmentLayout.FOOTER_DIRECTORY_ENTRIES_OFFSET, entries);
    footer.set(LittleEndian.I32, SegmentLayout.FOOTER_DIRECTORY_CHECKSUM_OFFSET, directoryChecksum);
    MemorySegment covered = footer.asSlice(0, SegmentLayout.FOOTER_CHECKSUM_OFFSET);
    footer.set(LittleEndian.I32, SegmentLayout.FOOTER_CHECKSUM_OFFSET, Checksum.of(covered));
    footer.set(LittleEndian.I64, SegmentLayout.FOOTER_MAGIC_OFFSET, SegmentLayout.MAGIC);
    return footer;
  }
}
