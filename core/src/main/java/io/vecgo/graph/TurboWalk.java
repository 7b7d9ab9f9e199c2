package io.vecgo.graph;

import io.vecgo.bytes.LittleEndian;
import io.vecgo.kernel.CacheLines;
import io.vecgo.kernel.FastScanKernels;
import io.vecgo.kernel.FastScanTables;
import io.vecgo.kernel.FloatDistances;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.FloatRows;
import io.vecgo.kernel.Kernels;
import io.vecgo.model.Metric;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntPredicate;

/**
 * Best-first search of {@link TurboRecords}. The nearest candidate by estimate is taken, its exact
 * distance is computed and kept as a result, and its neighbours become candidates by the estimates
 * that its record gives. Confined to one thread; allocates nothing once its memory has grown to
 * what searches need.
 *
 * <p>A row is a candidate once for each record that it was met in: each gives another estimate, and
 * the least one counts. What was met from many sides fills the list of candidates and ends the walk
 * early, which takes a seventh fewer steps at equal recall than a list of different rows. A walk
 * that finds too few rows is walked again with twice the width.
 */
public final class TurboWalk {
  /** Candidates for each row to find; about half of a list are rows that are in it before. */
  private static final int CANDIDATES_PER_ROW = 2;

  /** Records looked at together: the memory of several is read at once. */
  private static final int BEAM = 3;

  private final TurboRecords records;
  private final TurboLayout layout;
  private final int strideBytes;
  private final MemorySegment bytes;
  private final Metric metric;
  private final FloatKernels floats = Kernels.choose();
  private final FastScanKernels fastScan = Kernels.forFastScan();
  private final FastScanTables tables;
  private final CandidatePool pool = new CandidatePool();
  private final VisitedRows visited = new VisitedRows();
  private final float[] query;
  private final float[] turned;
  private final short[] sums = new short[TurboLayout.LINKS];
  private final float[] estimates = new float[TurboLayout.LINKS];
  private final int[] beam = new int[BEAM];
  private final int[] metRows = new int[BEAM * TurboLayout.LINKS];
  private final float[] metDistances = new float[BEAM * TurboLayout.LINKS];
  private long[] finds = new long[256];
  private int findCount;
  private float queryScale = 1;
  private float estimateScale = 1;
  private float reach;
  private long hops;
  private long distanceComputations;
  private boolean givenUp;

  @SuppressWarnings("UnusedVariable") // loads whose result nobody keeps are not made
  private int touched;

  public TurboWalk(TurboRecords records) {
    TurboSpace space = records.space();
    this.records = records;
    this.layout = records.layout();
    this.strideBytes = layout.strideBytes();
    this.bytes = records.bytes();
    this.metric = space.metric();
    this.tables = new FastScanTables(space.components());
    this.query = new float[FloatRows.paddedDimension(space.dimension())];
    this.turned = new float[space.components()];
  }

  /** Memory that it takes: mostly a byte for each row. */
  public long memoryBytes() {
    return pool.bytes() + visited.bytes() + (long) finds.length * Long.BYTES;
  }

  /** Records whose neighbours were looked at in the last search. */
  public long hops() {
    return hops;
  }

  /** Distances computed or estimated in the last search. */
  public long distanceComputations() {
    return distanceComputations;
  }

  /** Whether the last walk ended at its checkpoint. */
  public boolean isGivenUp() {
    return givenUp;
  }

  /** Candidates that the last walk met and that were near enough then. */
  public long rowsNear() {
    return pool.near();
  }

  /** How many of them are wanted. */
  public long wantedNear() {
    return pool.wantedNear();
  }

  /** Bytes of the records read in the last search. */
  public long bytesRead() {
    return hops * strideBytes;
  }

  /**
   * Estimated distance from which on candidates of the last search were dropped for want of room;
   * infinite if none were.
   */
  public float reach() {
    return reach;
  }

  /**
   * The nearest wanted rows among those met, by exact distances.
   *
   * @param vector the query
   * @param goal what to look for; a walk does not ask its patience, see {@link #width}
   * @param result gets as many rows as it can hold, if the walk can reach as many that are nearer
   *     than the bound
   */
  public void search(float[] vector, WalkGoal goal, NearestRows result) {
    aimAt(vector);
    hops = 0;
    distanceComputations = 0;
    givenUp = false;
    int width = Math.max(width(goal), CANDIDATES_PER_ROW * result.capacity());
    walk(goal, width);
    while (!givenUp && findCount < result.capacity() && pool.isFull()) {
      width *= CANDIDATES_PER_ROW;
      walk(goal, width);
    }
    reach = pool.reach() / estimateScale;
    if (!givenUp) {
      goal.bound().addAll(finds, findCount);
    }
    for (int i = 0; i < findCount; i++) {
      result.offer(finds[i]);
    }
  }

  /**
   * Candidates to look for. Whoever gives a walk patience gives it about twice the rows, as most
   * walks end before they have looked at them. These do not end before, and need as many
   * candidates.
   */
  private static int width(WalkGoal goal) {
    boolean endless = goal.patience().equals(Patience.ENDLESS);
    return endless ? CANDIDATES_PER_ROW * goal.ef() : goal.ef();
  }

  private void walk(WalkGoal goal, int width) {
    IntPredicate wanted = goal.wanted();
    int floor = Math.min(width, CANDIDATES_PER_ROW * goal.bound().floor());
    visited.start(records.rows());
    pool.start(width, floor, goal.bound().distance() * estimateScale);
    findCount = 0;
    for (int entry = records.rows(); entry < records.records(); entry++) {
      long record = layout.recordAt(entry);
      int count = addNeighbours(record, exact(record), 0);
      pool.offerAll(metRows, count, metDistances, wanted);
    }
    long checkAt = hops + goal.checkpoint().hops();
    for (int rows = pool.expand(beam); rows > 0 && !givenUp; rows = pool.expand(beam)) {
      visit(visited.addAll(beam, rows), wanted);
      if (hops >= checkAt) {
        checkAt = Long.MAX_VALUE;
        givenUp = goal.checkpoint().isToGiveUp(pool);
      }
    }
  }

  private void aimAt(float[] vector) {
    System.arraycopy(vector, 0, query, 0, vector.length);
    queryScale = metric == Metric.COSINE ? FloatDistances.scale(vector) : 1;
    estimateScale = metric == Metric.DOT ? toMeanLength(vector) : 1;
    records.space().turn(vector, queryScale * estimateScale, turned);
    tables.aimAt(turned);
  }

  /**
   * Under dot the length of a query changes no order, and estimates are best for a query among the
   * rows: they are made for one of the rows' mean length.
   */
  private float toMeanLength(float[] vector) {
    double length = Math.sqrt(FloatDistances.squaredLength(vector));
    float scale = (float) (records.space().length() / length);
    return scale > 0 && scale < Float.MAX_VALUE ? scale : 1;
  }

  /** Visits the first rows of the beam. Their records are read at once: each is far from others. */
  private void visit(int rows, IntPredicate wanted) {
    for (int i = 0; i < rows; i++) {
      touched += CacheLines.touch(bytes, layout.recordAt(beam[i]), strideBytes);
    }
    int count = 0;
    for (int i = 0; i < rows; i++) {
      long record = layout.recordAt(beam[i]);
      float distance = exact(record);
      if (wanted.test(beam[i])) {
        addFind(Ranked.of(distance, beam[i]));
      }
      count = addNeighbours(record, distance, count);
    }
    pool.offerAll(metRows, count, metDistances, wanted);
  }

  /** Adds the neighbours that are near enough to those met; returns how many these are then. */
  private int addNeighbours(long record, float distance, int count) {
    hops++;
    distanceComputations += 1 + TurboLayout.LINKS;
    int end = count;
    for (int rest = estimate(record, distance); rest != 0; rest &= rest - 1) {
      int slot = Integer.numberOfTrailingZeros(rest);
      int row = bytes.get(LittleEndian.I32, record + (long) slot * Integer.BYTES);
      Objects.checkIndex(row, records.rows());
      metRows[end] = row;
      metDistances[end] = estimates[slot];
      end += visited.contains(row) ? 0 : 1;
    }
    return end;
  }

  private void addFind(long ranked) {
    if (findCount == finds.length) {
      finds = Arrays.copyOf(finds, 2 * findCount);
    }
    finds[findCount++] = ranked;
  }

  /**
   * Estimates the distances of all neighbours; returns a bit for each that the pool has room for.
   */
  private int estimate(long record, float distance) {
    fastScan.sums(tables.bytes(), bytes, record + layout.codesAt(), sums);
    return fastScan.estimate(
        sums,
        bytes,
        record + layout.factorsAt(),
        tables.scale(),
        tables.shift(),
        distance * estimateScale,
        pool.limit(),
        estimates);
  }

  /** The distance of a record's own vector, to the bit as {@link FloatDistances} computes it. */
  private float exact(long record) {
    long at = record + layout.vectorAt();
    return switch (metric) {
      case L2 -> floats.l2(query, bytes, at);
      case DOT -> -floats.dot(query, bytes, at);
      case COSINE -> {
        float scale = bytes.get(LittleEndian.F32, record + layout.scaleAt());
        float cosine = floats.dot(query, bytes, at) * queryScale * scale;
        yield -Math.max(-1f, Math.min(1f, cosine)); // rounding may carry it past 1
      }
    };
  }
}
