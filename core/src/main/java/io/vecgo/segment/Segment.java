package io.vecgo.segment;

import io.vecgo.analysis.Analyzer;
import io.vecgo.bytes.BlobBytes;
import io.vecgo.bytes.ByteReader;
import io.vecgo.columns.DocumentCodec;
import io.vecgo.graph.NearestRows;
import io.vecgo.kernel.FloatDistances;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.FloatRows;
import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.model.Limits;
import io.vecgo.model.Metric;
import io.vecgo.part.Counted;
import io.vecgo.part.EfProbe;
import io.vecgo.part.Effort;
import io.vecgo.part.ExactScan;
import io.vecgo.part.IdlePool;
import io.vecgo.rows.RowSet;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.text.EncodedField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An open segment file. It knows nothing of deletes: which of its rows a snapshot sees is the
 * {@code live} set of a {@link SegmentPart}. Thread-safe.
 */
public final class Segment extends Counted {
  private static final double UNKNOWN = 0;

  private final SegmentInfo info;
  private final BlobReader blob;
  private final Arena memory;
  private final FloatKernels kernels;
  private final Section vectors;
  private final Optional<Section> scales;
  private final Section ids;
  private final RowBytes keys;
  private final Optional<Section> keyTable;
  private final RowBytes documents;
  private final RowBytes payloads;
  private final SegmentColumns columns;
  private final Optional<IndexSections> indexSections;
  private final SegmentText text;
  private final IdlePool<Comparer> comparers = new IdlePool<>();
  private volatile double oversampling = UNKNOWN;
  private volatile int ef; // 0 until it is asked for
  private volatile @Nullable SegmentIndex index; // made by the first walk

  /** What comparing vectors works with; handed from search to search. */
  private record Comparer(FloatDistances distances, ExactScan scan) {}

  private Segment(SegmentInfo info, BlobReader blob, Arena memory, FloatKernels kernels)
      throws IOException {
    this.info = info;
    this.blob = blob;
    this.memory = memory;
    this.kernels = kernels;
    SegmentFile file = new SegmentFile(info, BlobBytes.of(blob, memory));
    int rows = info.rows();
    this.vectors =
        file.required(SectionKind.VECTORS, rows * FloatRows.strideBytes(info.dimension()));
    this.scales =
        info.metric() == Metric.COSINE
            ? Optional.of(file.required(SectionKind.SCALES, (long) rows * Float.BYTES))
            : Optional.empty();
    this.ids = file.required(SectionKind.IDS, (long) rows * Long.BYTES);
    this.keys = new RowBytes(file.required(SectionKind.KEYS), rows, Limits.KEY_BYTES_MAX);
    this.keyTable = file.optional(SectionKind.KEY_TABLE);
    keyTable.ifPresent(KeyTable::check);
    this.documents =
        new RowBytes(file.required(SectionKind.DOCUMENTS), rows, Limits.DOCUMENT_BYTES_MAX);
    this.payloads =
        new RowBytes(file.required(SectionKind.PAYLOADS), rows, Limits.PAYLOAD_BYTES_MAX);
    this.columns = new SegmentColumns(file.optional(SectionKind.COLUMNS), rows);
    this.indexSections = IndexSections.of(file);
    this.text = new SegmentText(info, file.optional(SectionKind.TEXT), this::metadata);
  }

  /**
   * Opens a segment file and checks its frame; the data is checked as it is read.
   *
   * @throws io.vecgo.model.CorruptException if it is not the file that {@code info} describes
   */
  @SuppressWarnings("MustBeClosedChecker") // the segment owns the arena and closes it in free()
  public static Segment open(BlobStore store, SegmentInfo info, FloatKernels kernels)
      throws IOException {
    BlobReader blob = store.open(info.file());
    Arena memory = Arena.ofShared();
    try {
      return new Segment(info, blob, memory, kernels);
    } catch (IOException | RuntimeException failure) {
      memory.close();
      blob.close();
      throw failure;
    }
  }

  public SegmentInfo info() {
    return info;
  }

  /** Reads and checks the metadata columns. */
  void verifyColumns() {
    columns.verify();
  }

  /** Reads and checks the texts. */
  void verifyText() {
    text.verify();
  }

  /** Compares the terms of the texts with the documents, of which it makes them again. */
  void verifyText(Analyzer analyzer) {
    text.verifyTexts(analyzer);
  }

  /** Distances of full vectors. */
  FloatDistances newDistances() {
    return newDistances(vectors());
  }

  /** Copies the vector of a row and returns its scale; 1 where there are none. */
  float readScaled(int row, float[] target) {
    vectors().get(row, target);
    return scales.isPresent() ? scales().first(row) : 1;
  }

  /** Reads every byte of every section and so verifies all checksums. */
  public void verify() {
    vectors.all();
    scales.ifPresent(Section::all);
    ids.all();
    keyTable.ifPresent(Section::all);
    keys.verify();
    documents.verify();
    payloads.verify();
    columns.verify();
    indexSections.ifPresent(_ -> index());
    text.verify();
  }

  /** A field of the documents, indexed as text. */
  EncodedField text(String field, Analyzer analyzer) {
    return text.field(field, analyzer);
  }

  /** The first row of which the statistics say what is not true, if there is one. Reads all. */
  OptionalInt rowBeyondStatistics() {
    SegmentStatistics statistics = info.statistics();
    for (int row = 0; row < info.rows(); row++) {
      float[] vector = vector(row);
      boolean isInBall = statistics.ball().map(ball -> ball.holds(vector)).orElse(true);
      if (!isInBall || !statistics.metadata().admits(metadata(row))) {
        return OptionalInt.of(row);
      }
    }
    return OptionalInt.empty();
  }

  Effort scan(float[] query, RowSet rows, NearestRows result) {
    vectors.all();
    Comparer comparer = comparers.take(this::newComparer);
    long bytesPerRow = FloatRows.strideBytes(info.dimension());
    Effort effort =
        comparer.scan().run(comparer.distances().aimAt(query), bytesPerRow, rows, result);
    comparers.giveBack(comparer);
    return effort;
  }

  void scanAll(List<float[]> queries, RowSet rows, List<NearestRows> results) {
    FloatRows all = vectors();
    List<FloatDistances> distances =
        queries.stream().map(query -> newDistances(all).aimAt(query)).toList();
    new ExactScan().runAll(distances, rows, results);
  }

  /** Verifies the rows that it reads and no others. */
  void distances(float[] query, int[] rows, int count, float[] out) {
    long stride = FloatRows.strideBytes(info.dimension());
    for (int i = 0; i < count; i++) {
      vectors.ensureVerified(rows[i] * stride, stride);
    }
    Comparer comparer = comparers.take(this::newComparer);
    comparer.distances().aimAt(query).to(rows, count, out);
    comparers.giveBack(comparer);
  }

  /** Reads what it is asked for and does not verify it. */
  private Comparer newComparer() {
    FloatRows rows = FloatRows.over(vectors.unverified(), info.dimension());
    return new Comparer(newDistances(rows), new ExactScan());
  }

  private FloatDistances newDistances(FloatRows rows) {
    return new FloatDistances(kernels, info.metric(), rows, scales());
  }

  boolean hasGraph() {
    return indexSections.isPresent();
  }

  /** What {@link io.vecgo.part.Part#oversampling} is, without reading the index. */
  public double storedOversampling() {
    double known = oversampling;
    if (known == UNKNOWN) {
      known = indexSections.map(IndexSections::oversampling).orElse(1.0);
      oversampling = known;
    }
    return known;
  }

  /** What {@link io.vecgo.part.Part#ef} is, without reading the index. */
  int storedEf() {
    int known = ef;
    if (known == 0) {
      known = indexSections.map(IndexSections::ef).orElse(EfProbe.EF_LEAST);
      ef = known;
    }
    return known;
  }

  /** The graph, for segments that {@link #hasGraph have} one; verified when it is first used. */
  SegmentIndex index() {
    SegmentIndex made = index;
    if (made == null) {
      made = indexSections.orElseThrow().read(info, () -> newDistances(vectors()));
      index = made; // two threads may make two, which are equal
    }
    return made;
  }

  /** All vectors, verified. */
  FloatRows vectors() {
    return FloatRows.over(vectors.all(), info.dimension());
  }

  /** All scales, verified; under other metrics than cosine no rows at all. */
  FloatRows scales() {
    return FloatRows.scalarsOver(scales.map(Section::all).orElse(MemorySegment.NULL));
  }

  long id(int row) {
    return ids.getLong((long) row * Long.BYTES);
  }

  /** The row of an id, live or not; binary search. */
  OptionalInt rowOf(long id) {
    if (id < info.minId() || id > info.maxId()) {
      return OptionalInt.empty();
    }
    int low = 0;
    int high = info.rows() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (id(middle) < id) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return id(low) == id ? OptionalInt.of(low) : OptionalInt.empty();
  }

  /** The row of a key, live or not. */
  OptionalInt rowOf(String key) {
    byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
    return keyTable
        .map(table ->
            KeyTable.find(table, key, info.rows(), row -> Arrays.equals(wanted, keys.bytes(row))))
        .orElse(OptionalInt.empty());
  }

  Optional<String> key(int row) {
    byte[] key = keys.bytes(row);
    return key.length == 0
        ? Optional.empty()
        : Optional.of(new String(key, StandardCharsets.UTF_8));
  }

  float[] vector(int row) {
    long stride = FloatRows.strideBytes(info.dimension());
    return FloatRows.over(vectors.slice(row * stride, stride), info.dimension()).get(0);
  }

  Document metadata(int row) {
    ByteReader encoded = documents.reader(row);
    return DocumentCodec.read(encoded);
  }

  /** Those of some rows that satisfy a filter. */
  RowSet matching(Filter filter, RowSet candidates) {
    return columns.matching(filter, candidates, this::metadata);
  }

  byte[] payload(int row) {
    return payloads.bytes(row);
  }

  @Override
  protected void free() {
    memory.close();
    try {
      blob.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
