package io.vecgo.memtable;

import io.vecgo.graph.HnswGraph;
import io.vecgo.graph.InsertScratch;
import io.vecgo.graph.Links;
import io.vecgo.graph.NearestRows;
import io.vecgo.graph.WalkScratch;
import io.vecgo.kernel.FloatDistances;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.FloatRows;
import io.vecgo.kernel.RowDistances;
import io.vecgo.model.Filter;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.MemoryUse;
import io.vecgo.part.Counted;
import io.vecgo.part.EfProbe;
import io.vecgo.part.Effort;
import io.vecgo.part.ExactScan;
import io.vecgo.part.IdlePool;
import io.vecgo.part.WalkLimits;
import io.vecgo.resources.MemoryAccount;
import io.vecgo.resources.MemoryCharge;
import io.vecgo.rows.RowArray;
import io.vecgo.rows.RowSet;
import io.vecgo.text.FieldText;
import io.vecgo.text.MemoryText;
import io.vecgo.text.TextSpec;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Rows in memory: vectors and graph off the heap, keys, documents and payloads on it. It knows
 * nothing of visibility: which of its rows a snapshot sees is the {@code live} set of a {@link
 * MemtablePart}.
 *
 * <p>Writing a row takes three steps: {@link #reserve} (one thread at a time) gives it its number
 * and room; {@link #put} fills it and links it into the graph, any number of threads at once; then
 * whoever keeps the live sets publishes it.
 */
public final class Memtable extends Counted {
  private static final int NO_ROW = -1;

  /** Shorter vectors are hardly longer than their codes. */
  private static final int CODES_DIMENSION_MIN = 64;

  private final String name;
  private final long firstId;
  private final Metric metric;
  private final FloatKernels kernels;
  private final Arena arena = Arena.ofShared();
  private final FloatRows vectors;
  private final FloatRows scales = FloatRows.growingScalars();
  private final Optional<RowCodes> codes;
  private final HnswGraph graph;
  private final MemoryText text;
  private final RowArray<RowContent> contents = new RowArray<>();
  private final RowMetadata metadata = new RowMetadata(row -> content(row).metadata());
  private final ConcurrentHashMap<String, Integer> newestRowOfKey = new ConcurrentHashMap<>();
  private final MemoryCharge searches;
  private final IdlePool<Inserter> inserters;
  private final IdlePool<Walker> walkers;
  private final MeasuredEf ef = new MeasuredEf(this::measureEf);
  private final AtomicLong contentBytes = new AtomicLong();
  private final MemoryCharge charge;
  private volatile int reservedRows; // written by one thread at a time

  /** What one insert works with; handed from insert to insert. */
  private record Inserter(
      FloatDistances distances, Optional<RowCodes.Walking> walking, InsertScratch scratch) {}

  /** What one walk works with; handed from walk to walk. */
  private record Walker(FloatDistances distances, WalkScratch scratch, ExactScan scan) {}

  /** A memtable without text. */
  public Memtable(
      String name,
      int dimension,
      Metric metric,
      IndexSettings settings,
      FloatKernels kernels,
      long firstId) {
    this(
        name,
        dimension,
        metric,
        settings,
        TextSpec.NONE,
        kernels,
        firstId,
        MemoryAccount.unlimited());
  }

  /**
   * @param firstId the id of row 0; the ids of the other rows follow
   * @param account charged with what the rows take
   */
  public Memtable(
      String name,
      int dimension,
      Metric metric,
      IndexSettings settings,
      TextSpec text,
      FloatKernels kernels,
      long firstId,
      MemoryAccount account) {
    this.name = name;
    this.charge = account.charge(MemoryUse.MEMTABLES);
    this.searches = account.charge(MemoryUse.SEARCHES);
    this.inserters = new IdlePool<>(searches, inserter -> inserter.scratch().bytes());
    this.walkers = new IdlePool<>(searches, walker -> walker.scratch().bytes() + ExactScan.BYTES);
    this.firstId = firstId;
    this.metric = metric;
    this.kernels = kernels;
    this.vectors = FloatRows.growing(dimension);
    this.codes =
        dimension >= CODES_DIMENSION_MIN
            ? Optional.of(new RowCodes(metric, dimension))
            : Optional.empty();
    this.graph = new HnswGraph(metric, settings);
    this.text = new MemoryText(text);
  }

  public String name() {
    return name;
  }

  /** The id of row 0. */
  public long firstId() {
    return firstId;
  }

  /**
   * Makes room for more rows and returns the number of the first. Called by one thread at a time.
   */
  public int reserve(int rows) {
    if (rows > RowSet.ROWS_MAX - reservedRows) {
      throw new IllegalStateException(
          "rows=" + reservedRows + ": the memtable is full, commit first");
    }
    int first = reservedRows;
    int total = first + rows;
    vectors.ensureCapacity(total, arena);
    if (metric == Metric.COSINE) {
      scales.ensureCapacity(total, arena);
    }
    codes.ifPresent(of -> of.ensureCapacity(total, arena)); // before rows can be linked
    graph.ensureCapacity(total, arena);
    contents.ensureCapacity(total);
    text.ensureCapacity(total);
    metadata.ensureCapacity(total);
    reservedRows = total;
    charge.atLeast(bytes());
    return first;
  }

  /** Rows reserved so far. Called under the same lock as {@link #reserve}. */
  public int reservedRows() {
    return reservedRows;
  }

  /** The id that the next reserved row gets. Called under the same lock as {@link #reserve}. */
  public long nextId() {
    return firstId + reservedRows;
  }

  /** Fills a reserved row and links it. Rows with the same key must not be put at the same time. */
  public void put(int row, VectorRecord record) {
    vectors.set(row, record.vector());
    if (metric == Metric.COSINE) {
      scales.setFirst(row, FloatDistances.scale(record.vector()));
    }
    int previous = record.key().map(key -> newestRowOfKey.getOrDefault(key, NO_ROW)).orElse(NO_ROW);
    RowContent content =
        new RowContent(record.key(), record.metadata(), record.payload().clone(), previous);
    contents.set(row, content);
    metadata.wrote(row);
    contentBytes.addAndGet(content.bytes());
    record.key().ifPresent(key -> newestRowOfKey.put(key, row));
    text.add(row, record.metadata());
    charge.atLeast(bytes());
    link(row, record.vector());
  }

  /**
   * Indexes one more field as text. Called under the same lock as {@link #reserve}.
   *
   * @param live rows that are finished; of others whoever finishes them calls {@link #addText}
   */
  public void declareText(String field, RowSet live) {
    text.declare(field, live, row -> content(row).metadata());
  }

  /** Indexes a row that was put before a field was {@linkplain #declareText declared}. */
  public void addText(int row) {
    text.add(row, content(row).metadata());
  }

  private void link(int row, float[] vector) {
    Inserter inserter = inserters.take(() -> newInserter(vector));
    inserter.walking().ifPresent(walking -> walking.encode(row, vector));
    RowDistances walking =
        inserter.walking().<RowDistances>map(of -> of).orElse(inserter.distances());
    graph.insert(row, inserter.distances(), walking, inserter.scratch());
    inserters.giveBack(inserter);
  }

  private Inserter newInserter(float[] vector) {
    Optional<RowCodes.Walking> walking = codes.map(of -> of.new Walking(vectors, vector));
    return new Inserter(newDistances(), walking, graph.newInsertScratch());
  }

  /**
   * Memory that the rows use, in bytes, without what is taken in advance: of vectors, codes, links
   * and columns, and estimated of keys, documents and payloads. Thread-safe.
   */
  public long usedBytes() {
    return reservedRows * rowBytes() + text.postingsBytes() + metadata.bytes() + contentBytes.get();
  }

  private long rowBytes() {
    return FloatRows.strideBytes(vectors.dimension())
        + (metric == Metric.COSINE ? Float.BYTES : 0)
        + codes.map(RowCodes::codeBytes).orElse(0)
        + graph.rowBytes();
  }

  /** Memory that will be taken for some more rows, in bytes, but for that of their texts. */
  public long bytesFor(List<VectorRecord> records) {
    return takenFor(reservedRows + records.size())
        - takenFor(0)
        + records.stream().mapToLong(RowContent::bytes).sum();
  }

  /** Memory that a memtable like this one takes for its first row, in bytes. */
  public long firstBytes() {
    return vectors.chunkBytes()
        + (metric == Metric.COSINE ? scales.chunkBytes() : 0)
        + codes.map(RowCodes::firstBytes).orElse(0L)
        + graph.chunkBytes();
  }

  /** Memory of vectors, codes and links once there is room for so many rows, in bytes. */
  private long takenFor(int rows) {
    return vectors.capacityBytes(rows)
        + (metric == Metric.COSINE ? scales.capacityBytes(rows) : 0)
        + codes.map(of -> of.capacityBytes(rows)).orElse(0L)
        + graph.capacityBytes(rows);
  }

  /** Memory of what its texts are indexed by, in bytes. */
  public long textBytes() {
    return text.bytes();
  }

  /**
   * Memory taken, in bytes: exact for vectors, links and columns, estimated for keys, documents and
   * payloads.
   */
  public long bytes() {
    return takenFor(0) + text.bytes() + metadata.bytes() + contentBytes.get();
  }

  Effort scan(float[] query, RowSet rows, NearestRows result) {
    Walker walker = walkers.take(this::newWalker);
    FloatDistances distances = walker.distances().aimAt(query);
    Effort effort = walker.scan().run(distances, vectors.bytesPerRow(), rows, result);
    walkers.giveBack(walker);
    return effort;
  }

  void scanAll(List<float[]> queries, RowSet rows, List<NearestRows> results) {
    List<FloatDistances> distances =
        queries.stream().map(query -> newDistances().aimAt(query)).toList();
    new ExactScan().runAll(distances, rows, results);
  }

  Effort walk(float[] query, WalkLimits limits, NearestRows result) {
    Walker walker = walkers.take(this::newWalker);
    WalkScratch scratch = walker.scratch();
    graph.search(walker.distances().aimAt(query), limits.goal(), scratch, result);
    long bytes =
        scratch.distanceComputations() * vectors.bytesPerRow()
            + scratch.hops() * graph.links().recordBytes();
    Effort effort =
        Effort.ofWalk(scratch.distanceComputations(), scratch.hops(), scratch.reach())
            .meeting(scratch.rowsNear(), scratch.wantedNear())
            .givenUp(scratch.isGivenUp())
            .reading(bytes);
    walkers.giveBack(walker);
    return effort;
  }

  /** What {@link io.vecgo.part.Part#ef} is. */
  int ef(RowSet live) {
    return ef.of(live);
  }

  private int measureEf(RowSet live) {
    EfProbe.Walker walker = EfProbe.past(newDistances(), graph.newScratch(), graph::search);
    return new EfProbe(live, this::newDistances, walker, EfProbe.NEAREST)
        .measure(row -> !graph.isInUpperLayers(row));
  }

  void distances(float[] query, int[] rows, int count, float[] out) {
    Walker walker = walkers.take(this::newWalker);
    walker.distances().aimAt(query).to(rows, count, out);
    walkers.giveBack(walker);
  }

  FieldText text(String field, RowSet live) {
    return text.field(field, live);
  }

  /** Those of some rows that satisfy a filter. */
  RowSet matching(Filter filter, RowSet candidates) {
    return metadata.matching(filter, candidates);
  }

  FloatRows vectors() {
    return vectors;
  }

  FloatRows scales() {
    return scales;
  }

  Links links() {
    return graph.links();
  }

  /** The id of a reserved row. */
  public long id(int row) {
    return firstId + row;
  }

  /** The row of an id, live or not. */
  OptionalInt rowOf(long id, RowSet live) {
    long row = id - firstId;
    return row >= 0 && row < RowSet.ROWS_MAX && live.contains((int) row)
        ? OptionalInt.of((int) row)
        : OptionalInt.empty();
  }

  /** The live row of a key, found along the chain of rows that had it. */
  OptionalInt rowOf(String key, RowSet live) {
    int row = newestRowOfKey.getOrDefault(key, NO_ROW);
    while (row != NO_ROW && !live.contains(row)) {
      row = content(row).previousRowOfKey();
    }
    return row == NO_ROW ? OptionalInt.empty() : OptionalInt.of(row);
  }

  float[] vector(int row) {
    return vectors.get(row);
  }

  RowContent content(int row) {
    return contents.get(row).orElseThrow();
  }

  @Override
  protected void free() {
    arena.close();
    charge.close();
    searches.close();
  }

  private Walker newWalker() {
    return new Walker(newDistances(), graph.newScratch(), new ExactScan());
  }

  private FloatDistances newDistances() {
    return new FloatDistances(kernels, metric, vectors, scales);
  }
}
