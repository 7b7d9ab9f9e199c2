package io.vecgo.segment;

import io.vecgo.analysis.Analyzer;
import io.vecgo.bytes.ByteReader;
import io.vecgo.columns.DocumentCodec;
import io.vecgo.graph.NearestRows;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.FloatRows;
import io.vecgo.kernel.VectorDistances;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.model.Query.Returned;
import io.vecgo.model.StoreException;
import io.vecgo.observe.MemoryUse;
import io.vecgo.part.Counted;
import io.vecgo.part.EfProbe;
import io.vecgo.part.Effort;
import io.vecgo.part.VectorLease;
import io.vecgo.resources.MemoryCharge;
import io.vecgo.rows.RowSet;
import io.vecgo.segment.SegmentReading.Mapping;
import io.vecgo.store.BlobInfo;
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
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
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
  private final SegmentReading access;
  private final MemoryCharge charge;
  private final MemoryCharge searches;
  private final MemoryCharge filters;
  private final ReentrantLock reading = new ReentrantLock();
  private @Nullable MemorySegment room; // for a copy; guarded by reading
  private volatile @Nullable SegmentSections sections; // read by the first who asks
  private volatile double oversampling = UNKNOWN;
  private volatile int ef; // 0 until it is asked for
  private volatile @Nullable SegmentIndex index; // made by the first walk

  private Segment(
      SegmentInfo info, BlobReader blob, Arena memory, FloatKernels kernels, SegmentReading access)
      throws IOException {
    this.access = access;
    this.charge = access.account().charge(MemoryUse.SEGMENTS);
    this.searches = access.account().charge(MemoryUse.SEARCHES);
    this.filters = access.account().charge(MemoryUse.ROW_SETS);
    this.info = info;
    this.blob = blob;
    this.memory = memory;
    this.kernels = kernels;
    if (access.mapping() == Mapping.WHERE_POSSIBLE && blob.isNear()) {
      this.sections = read();
    }
  }

  /** As {@link #open(BlobStore, SegmentInfo, FloatKernels, SegmentReading)}, mapped or whole. */
  public static Segment open(BlobStore store, SegmentInfo info, FloatKernels kernels)
      throws IOException {
    return open(store, info, kernels, SegmentReading.whole());
  }

  /**
   * Opens a segment file and checks its frame; the data is checked as it is read. A file that is
   * far away, or must not be mapped, is not touched before it is needed: see {@link #isRead}.
   *
   * @param access how its bytes are read
   * @throws io.vecgo.model.CorruptException if it is not the file that {@code info} describes
   */
  @SuppressWarnings("MustBeClosedChecker") // the segment owns the arena and closes it in free()
  public static Segment open(
      BlobStore store, SegmentInfo info, FloatKernels kernels, SegmentReading access)
      throws IOException {
    BlobReader blob = store.open(new BlobInfo(info.file(), info.bytes()));
    Arena memory = Arena.ofShared();
    try {
      return new Segment(info, blob, memory, kernels, access);
    } catch (IOException | RuntimeException failure) {
      memory.close();
      blob.close();
      throw failure;
    }
  }

  /** Whether its file has been looked at; if not, nobody knows whether it is there. */
  public boolean isRead() {
    return sections != null;
  }

  /** Looks at the file, unless somebody has. */
  void fetch() {
    var _ = sections();
  }

  /**
   * The file, read by the first who asks.
   *
   * @throws StoreException if it cannot be read now
   * @throws io.vecgo.model.CorruptException if it is not the file that was committed
   */
  private SegmentSections sections() {
    SegmentSections made = sections;
    return made == null ? readOnce() : made;
  }

  private SegmentSections readOnce() {
    reading.lock();
    try {
      SegmentSections made = sections;
      if (made == null) {
        made = read();
        sections = made;
      }
      return made;
    } catch (IOException failure) {
      throw new StoreException("reading " + info.file() + " failed", failure);
    } finally {
      reading.unlock();
    }
  }

  /** Twice if it was a copy that is not what it should be: the original may be sound. */
  private SegmentSections read() throws IOException {
    try {
      return readAsItIs();
    } catch (CorruptException damage) {
      if (!blob.distrust()) {
        throw damage;
      }
      return readAsItIs();
    }
  }

  private SegmentSections readAsItIs() throws IOException {
    SegmentFile file = new SegmentLoading(info, blob, access, this::room).load();
    return SegmentSections.of(info, file, kernels, new SegmentSections.Charges(charge, searches));
  }

  /** The same memory after a read that failed. */
  private MemorySegment room(long bytes, long alignment) {
    MemorySegment before = room;
    MemorySegment taken =
        before != null && before.byteSize() == bytes ? before : memory.allocate(bytes, alignment);
    room = taken;
    charge.to(taken.byteSize());
    return taken;
  }

  public SegmentInfo info() {
    return info;
  }

  /** Reads and checks the metadata columns. */
  void verifyColumns() {
    sections().columns().verify();
  }

  /** Reads and checks the texts. */
  void verifyText() {
    sections().text().verify();
  }

  /** Compares the terms of the texts with the documents, of which it makes them again. */
  void verifyText(Analyzer analyzer) {
    sections().text().verifyTexts(analyzer);
  }

  /** Distances of full vectors. */
  VectorDistances newDistances() {
    return sections().vectors().newDistances();
  }

  /** Copies the vector of a row and returns its scale; 1 where there are none. */
  float readScaled(int row, float[] target) {
    sections().vectors().get(row, target);
    return sections().scales().isPresent() ? scales().first(row) : 1;
  }

  /** Reads every byte of every section and so verifies all checksums. */
  public void verify() {
    sections().vectors().verify();
    sections().scales().ifPresent(Section::verify);
    sections().ids().all();
    sections().keyTable().ifPresent(Section::all);
    sections().keys().verify();
    sections().documents().verify();
    sections().payloads().verify();
    sections().columns().verify();
    sections().indexSections().ifPresent(_ -> index());
    sections().text().verify();
  }

  /** Length of what its texts are indexed by. */
  long textBytes() {
    return sections().text().bytes();
  }

  /** A field of the documents, indexed as text. */
  EncodedField text(String field, Analyzer analyzer) {
    return sections().text().field(field, analyzer);
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
    return sections().vectors().scan(query, rows, result);
  }

  void scanAll(List<float[]> queries, RowSet rows, List<NearestRows> results) {
    sections().vectors().scanAll(queries, rows, results);
  }

  /** Verifies the rows that it reads and no others. */
  void distances(float[] query, int[] rows, int count, float[] out) {
    sections().vectors().distances(query, rows, count, out);
  }

  boolean hasGraph() {
    return sections().indexSections().isPresent();
  }

  /** What {@link io.vecgo.part.Part#oversampling} is, without reading the index. */
  public double storedOversampling() {
    double known = oversampling;
    if (known == UNKNOWN) {
      known = sections().indexSections().map(IndexSections::oversampling).orElse(1.0);
      oversampling = known;
    }
    return known;
  }

  /** What {@link io.vecgo.part.Part#ef} is, without reading the index. */
  int storedEf() {
    int known = ef;
    if (known == 0) {
      known = sections().indexSections().map(IndexSections::ef).orElse(EfProbe.EF_LEAST);
      ef = known;
    }
    return known;
  }

  /** The graph, for segments that {@link #hasGraph have} one; verified when it is first used. */
  SegmentIndex index() {
    SegmentIndex made = index;
    if (made == null) {
      made = sections().indexSections().orElseThrow().read(info, this::newDistances, searches);
      index = made; // two threads may make two, which are equal
    }
    return made;
  }

  /** All vectors, verified; there while a {@link #vectorLease} is open. */
  FloatRows vectors() {
    return sections().vectors().all();
  }

  /** Keeps {@link #vectors} in memory. */
  VectorLease vectorLease() {
    return sections().vectors().lease();
  }

  /** All scales, verified; under other metrics than cosine no rows at all. */
  FloatRows scales() {
    return sections().allScales();
  }

  /** Whether rows are not in memory. */
  boolean isPaged() {
    return sections().isPaged();
  }

  /** See {@link io.vecgo.part.Part#fetches}. */
  List<Runnable> fetches(int[] rows, Set<Returned> what) {
    return sections().fetches(rows, what);
  }

  /** See {@link io.vecgo.part.Part#fetchOfVectors}. */
  Optional<Runnable> fetchOfVectors(int[] rows) {
    return sections().vectors().fetch(rows);
  }

  long id(int row) {
    return sections().ids().getLong((long) row * Long.BYTES);
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
    RowBytes keys = sections().keys();
    return sections()
        .keyTable()
        .map(table ->
            KeyTable.find(table, key, info.rows(), row -> Arrays.equals(wanted, keys.bytes(row))))
        .orElse(OptionalInt.empty());
  }

  Optional<String> key(int row) {
    byte[] key = sections().keys().bytes(row);
    return key.length == 0
        ? Optional.empty()
        : Optional.of(new String(key, StandardCharsets.UTF_8));
  }

  float[] vector(int row) {
    float[] vector = new float[info.dimension()];
    sections().vectors().get(row, vector);
    return vector;
  }

  Document metadata(int row) {
    ByteReader encoded = sections().documents().reader(row);
    return DocumentCodec.read(encoded);
  }

  /** Those of some rows that satisfy a filter. To say that all do, the file is not read. */
  RowSet matching(Filter filter, RowSet candidates) {
    if (filter.equals(Filter.all())) {
      return candidates;
    }
    RowSet matching = sections().columns().matching(filter, candidates, this::metadata);
    filters.to(sections().columns().filterBytes());
    return matching;
  }

  byte[] payload(int row) {
    return sections().payloads().bytes(row);
  }

  @Override
  protected void free() {
    SegmentSections made = sections;
    if (made != null) {
      made.close();
    }
    memory.close();
    charge.close();
    searches.close();
    filters.close();
    try {
      blob.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
