package io.vecgo.segment;

import io.vecgo.analysis.Analyzer;
import io.vecgo.bytes.ByteReader;
import io.vecgo.columns.DocumentCodec;
import io.vecgo.graph.NearestRows;
import io.vecgo.kernel.FloatDistances;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.FloatRows;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.model.StoreException;
import io.vecgo.observe.MemoryUse;
import io.vecgo.part.Counted;
import io.vecgo.part.EfProbe;
import io.vecgo.part.Effort;
import io.vecgo.part.ExactScan;
import io.vecgo.part.IdlePool;
import io.vecgo.resources.MemoryAccount;
import io.vecgo.resources.MemoryCharge;
import io.vecgo.rows.RowSet;
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
  private final MemoryCharge charge;
  private final IdlePool<Comparer> comparers = new IdlePool<>();
  private final ReentrantLock reading = new ReentrantLock();
  private @Nullable MemorySegment room; // for a copy; guarded by reading
  private volatile @Nullable SegmentSections sections; // read by the first who asks
  private volatile double oversampling = UNKNOWN;
  private volatile int ef; // 0 until it is asked for
  private volatile @Nullable SegmentIndex index; // made by the first walk

  /** What comparing vectors works with; handed from search to search. */
  private record Comparer(FloatDistances distances, ExactScan scan) {}

  private Segment(
      SegmentInfo info, BlobReader blob, Arena memory, FloatKernels kernels, MemoryAccount account)
      throws IOException {
    this.charge = account.charge(MemoryUse.SEGMENTS);
    this.info = info;
    this.blob = blob;
    this.memory = memory;
    this.kernels = kernels;
    if (blob.isNear()) {
      this.sections = read();
    }
  }

  /** As {@link #open(BlobStore, SegmentInfo, FloatKernels, MemoryAccount)}, charged to nobody. */
  public static Segment open(BlobStore store, SegmentInfo info, FloatKernels kernels)
      throws IOException {
    return open(store, info, kernels, MemoryAccount.unlimited());
  }

  /**
   * Opens a segment file and checks its frame; the data is checked as it is read. A file that is
   * far away is not touched before it is needed, and then read whole: see {@link #isRead}.
   *
   * @param account charged with the memory that it takes
   * @throws io.vecgo.model.CorruptException if it is not the file that {@code info} describes
   */
  @SuppressWarnings("MustBeClosedChecker") // the segment owns the arena and closes it in free()
  public static Segment open(
      BlobStore store, SegmentInfo info, FloatKernels kernels, MemoryAccount account)
      throws IOException {
    BlobReader blob = store.open(new BlobInfo(info.file(), info.bytes()));
    Arena memory = Arena.ofShared();
    try {
      return new Segment(info, blob, memory, kernels, account);
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
      return SegmentSections.read(info, blob, this::room);
    } catch (CorruptException damage) {
      if (!blob.distrust()) {
        throw damage;
      }
      return SegmentSections.read(info, blob, this::room);
    }
  }

  /** The same memory after a read that failed. */
  private MemorySegment room(long bytes, long alignment) {
    MemorySegment taken = room == null ? memory.allocate(bytes, alignment) : room;
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
  FloatDistances newDistances() {
    return newDistances(vectors());
  }

  /** Copies the vector of a row and returns its scale; 1 where there are none. */
  float readScaled(int row, float[] target) {
    vectors().get(row, target);
    return sections().scales().isPresent() ? scales().first(row) : 1;
  }

  /** Reads every byte of every section and so verifies all checksums. */
  public void verify() {
    sections().vectors().all();
    sections().scales().ifPresent(Section::all);
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
    sections().vectors().all();
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
    long start = System.nanoTime();
    Section vectors = sections().vectors();
    long stride = FloatRows.strideBytes(info.dimension());
    for (int i = 0; i < count; i++) {
      vectors.makeReady(rows[i] * stride, stride);
    }
    Comparer comparer = comparers.take(this::newComparer);
    comparer.distances().aimAt(query).to(rows, count, out);
    comparers.giveBack(comparer);
    vectors.waits().note(System.nanoTime() - start, count, count * stride);
  }

  /** Reads what it is asked for and does not verify it. */
  private Comparer newComparer() {
    FloatRows rows = FloatRows.over(sections().vectors().unverified(), info.dimension());
    return new Comparer(newDistances(rows), new ExactScan());
  }

  private FloatDistances newDistances(FloatRows rows) {
    return new FloatDistances(kernels, info.metric(), rows, scales());
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
      made = sections().indexSections().orElseThrow().read(info, () -> newDistances(vectors()));
      index = made; // two threads may make two, which are equal
    }
    return made;
  }

  /** All vectors, verified. */
  FloatRows vectors() {
    return FloatRows.over(sections().vectors().all(), info.dimension());
  }

  /** All scales, verified; under other metrics than cosine no rows at all. */
  FloatRows scales() {
    return FloatRows.scalarsOver(sections().scales().map(Section::all).orElse(MemorySegment.NULL));
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
    long stride = FloatRows.strideBytes(info.dimension());
    return FloatRows.over(sections().vectors().slice(row * stride, stride), info.dimension())
        .get(0);
  }

  Document metadata(int row) {
    ByteReader encoded = sections().documents().reader(row);
    return DocumentCodec.read(encoded);
  }

  /** Those of some rows that satisfy a filter. */
  RowSet matching(Filter filter, RowSet candidates) {
    return sections().columns().matching(filter, candidates, this::metadata);
  }

  byte[] payload(int row) {
    return sections().payloads().bytes(row);
  }

  @Override
  protected void free() {
    memory.close();
    charge.close();
    try {
      blob.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
