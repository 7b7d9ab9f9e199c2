package io.vecgo.query;

import io.vecgo.graph.NearestRows;
import io.vecgo.graph.Ranked;
import io.vecgo.graph.SharedBound;
import io.vecgo.model.Query;
import io.vecgo.observe.PartStats;
import io.vecgo.observe.PartStats.Plan;
import io.vecgo.part.Effort;
import io.vecgo.part.Part;
import io.vecgo.part.WalkLimits;
import io.vecgo.query.PartPlan.Width;
import java.util.Arrays;

/** The search of one part: its plan, then what was found and what it took. One thread at a time. */
final class PartSearch {
  private static final int WIDENING = 3;

  private final Query query;
  private final Part part;
  private final PartPlan plan;
  private long[] found = {};
  private boolean estimated;
  private boolean done;
  private int walkedEf;
  private Effort effort = Effort.NONE;
  private int reranked;
  private long nanos;

  PartSearch(Query query, Part part) {
    long start = System.nanoTime();
    this.query = query;
    this.part = part;
    this.plan = Planner.plan(query, part);
    this.nanos = System.nanoTime() - start;
  }

  Part part() {
    return part;
  }

  PartPlan plan() {
    return plan;
  }

  Query query() {
    return query;
  }

  boolean isScan() {
    return plan.kind() == Plan.EXACT;
  }

  /** Whether every live row can be a result. */
  boolean isOfAllRows() {
    return plan.rows().cardinality() == part.live().cardinality();
  }

  /** Whether there is nothing left to do but to rerank. */
  boolean isDone() {
    return done;
  }

  boolean isWalk() {
    return plan.kind() == Plan.GRAPH;
  }

  /** The rows found with their distances as {@link Ranked} longs, best first. */
  long[] found() {
    return found;
  }

  /** Whether the distances of {@link #found} are estimates. */
  boolean isEstimated() {
    return estimated;
  }

  /** Rows that could be results and that this part should have found by itself. */
  int expected() {
    return Math.min(query.k(), plan.rows().cardinality());
  }

  /**
   * Does what the plan says.
   *
   * @param width of the walk, if it is one
   */
  void run(Width width, SharedBound bound) {
    long start = System.nanoTime();
    done = true;
    switch (plan.kind()) {
      case SKIP -> {}
      case EXACT -> scan();
      case GRAPH -> walk(width, bound);
    }
    nanos += System.nanoTime() - start;
  }

  /** Whether a wider walk may find rows nearer than this. */
  boolean isCutShortBefore(float distance) {
    return isWalk() && walkedEf < plan.ef() && effort.reach() < distance;
  }

  /** Walks again, wider. */
  void widen(SharedBound bound) {
    run(Width.endless(Math.min(plan.ef(), WIDENING * walkedEf)), bound);
  }

  /** Compares every row, in place of a walk that found too few, as it may among copies. */
  void scanInstead() {
    long start = System.nanoTime();
    scan();
    nanos += System.nanoTime() - start;
  }

  /** Takes the result of a scan that was done for several queries. */
  void accept(NearestRows nearest, long shareOfNanos) {
    done = true;
    effort = Effort.ofScan(plan.rows().cardinality());
    found = nearest.drainSorted();
    nanos += shareOfNanos;
  }

  private void scan() {
    NearestRows nearest = new NearestRows(query.k());
    effort = effort.plus(part.scan(query.vector(), plan.rows(), nearest));
    found = nearest.drainSorted();
    estimated = false;
  }

  private void walk(Width width, SharedBound bound) {
    walkedEf = width.ef();
    NearestRows nearest = new NearestRows(plan.candidates());
    WalkLimits limits = new WalkLimits(plan.rows(), width.ef(), width.patience(), bound);
    effort = effort.plus(part.walk(query.vector(), limits, nearest));
    found = nearest.drainSorted();
    estimated = part.oversampling() > 1;
  }

  /** Puts true distances in place of the estimates up to a limit; drops what is farther. */
  void rerank(long limit) {
    long start = System.nanoTime();
    int[] rows = rowsWithin(limit);
    float[] distances = new float[rows.length];
    part.distances(query.vector(), rows, rows.length, distances);
    long[] exact = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      exact[i] = Ranked.of(distances[i], rows[i]);
    }
    Arrays.sort(exact);
    found = exact.length > query.k() ? Arrays.copyOf(exact, query.k()) : exact;
    estimated = false;
    reranked = rows.length;
    nanos += System.nanoTime() - start;
  }

  /** In their order in the part, which is that in memory. */
  private int[] rowsWithin(long limit) {
    int count = 0;
    while (count < found.length && Ranked.distance(found[count]) <= Ranked.distance(limit)) {
      count++;
    }
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = Ranked.row(found[i]);
    }
    Arrays.sort(rows);
    return rows;
  }

  PartStats stats() {
    return new PartStats(
        part.name(),
        plan.kind(),
        part.live().cardinality(),
        plan.rows().cardinality(),
        effort.vectorsScanned(),
        effort.distanceComputations() + reranked,
        effort.graphHops(),
        reranked,
        nanos);
  }
}
