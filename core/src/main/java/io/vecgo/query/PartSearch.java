package io.vecgo.query;

import io.vecgo.graph.NearestRows;
import io.vecgo.graph.Ranked;
import io.vecgo.graph.SharedBound;
import io.vecgo.kernel.FloatRows;
import io.vecgo.model.Query;
import io.vecgo.observe.PartStats;
import io.vecgo.observe.PartStats.Plan;
import io.vecgo.observe.Phases;
import io.vecgo.observe.Work;
import io.vecgo.part.Effort;
import io.vecgo.part.Part;
import io.vecgo.part.WalkLimits;
import io.vecgo.query.PartPlan.Width;
import io.vecgo.rows.RowSet;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The search of one part: its plan, then what was found and what it took. One thread at a time. */
final class PartSearch {
  private static final int WIDENING = 3;

  /**
   * Where so much fewer rows match near the query than elsewhere, those that match are about
   * equally far from it, and codes cannot tell which are nearest.
   */
  private static final double FAR = 0.3;

  private final Query query;
  private final Part part;
  private final RowSet rows;
  private final Planner planner;
  private final double nearest;
  private @Nullable PartPlan plan; // made at once for a part at hand, else when it is needed
  private long[] found = {};
  private boolean estimated;
  private boolean done;
  private boolean allCompared; // by their full vectors
  private int walkedEf;
  private Effort effort = Effort.NONE;
  private int candidates;
  private int reranked;
  private final long filterNanos;
  private long planNanos;
  private long searchNanos;
  private long rerankNanos;

  PartSearch(Query query, Target target, Planner planner) {
    this.query = query;
    this.part = target.part();
    this.rows = target.rows();
    this.planner = planner;
    this.filterNanos = target.filterNanos();
    long start = System.nanoTime();
    this.nearest = rows.isEmpty() ? Double.POSITIVE_INFINITY : part.nearest(query.vector());
    this.planNanos = System.nanoTime() - start;
    if (rows.isEmpty() || part.isAtHand()) {
      plan();
    }
  }

  Part part() {
    return part;
  }

  /** How it is searched; to know that, a part that is not at hand is fetched. */
  PartPlan plan() {
    PartPlan made = plan;
    if (made == null) {
      long start = System.nanoTime();
      made = planner.plan(query, part, rows);
      plan = made;
      planNanos += System.nanoTime() - start;
    }
    return made;
  }

  /** Whether it is known how it is searched. */
  boolean isPlanned() {
    return plan != null;
  }

  /** Rows that can be results. */
  RowSet rows() {
    return rows;
  }

  Query query() {
    return query;
  }

  /** No row has a distance less than this, as far as is known before the search. */
  double nearest() {
    return nearest;
  }

  private boolean isSkipped() {
    return plan().kind() == Plan.SKIP;
  }

  /** Whether it is known to look at each row. */
  boolean isScan() {
    return isPlanned() && plan().kind() == Plan.EXACT;
  }

  /** Whether every live row can be a result. */
  boolean isOfAllRows() {
    return rows.cardinality() == part.live().cardinality();
  }

  /** Whether there is nothing left to do but to rerank. */
  boolean isDone() {
    return done;
  }

  boolean isWalk() {
    return plan().kind() == Plan.GRAPH;
  }

  /** The rows found with their distances as {@link Ranked} longs, best first. */
  long[] found() {
    return found;
  }

  /** Whether the distances of {@link #found} are estimates. */
  boolean isEstimated() {
    return estimated;
  }

  /** Whether true distances are in the place of estimates, for some of the matching rows. */
  boolean isReranked() {
    return !allCompared && reranked > 0 && reranked < rows.cardinality();
  }

  /** Rows that could be results and that this part should have found by itself. */
  int expected() {
    return isSkipped() ? 0 : Math.min(query.k(), rows.cardinality());
  }

  /**
   * Does what the plan says, unless no row can be one of the results.
   *
   * @param width of the walk, if it is one
   * @param known what other parts have; gets what this one has
   */
  void run(Width width, SharedBound bound, NearestKnown known) {
    if (!skipIfTooFar(known)) {
      run(width, bound);
    }
    if (!estimated) {
      known.addAll(found);
    }
  }

  /** Is done if no row can be one of the results, given what other parts have. */
  boolean skipIfTooFar(NearestKnown known) {
    boolean isTooFar = !rows.isEmpty() && known.excludes(nearest);
    if (isTooFar) {
      plan = PartPlan.tooFar(rows);
      done = true;
    }
    return isTooFar;
  }

  private void run(Width width, SharedBound bound) {
    long start = System.nanoTime();
    done = true;
    switch (plan().kind()) {
      case SKIP -> {}
      case EXACT -> scan();
      case CODES -> scanCodes();
      case GRAPH -> walk(width, bound);
    }
    searchNanos += System.nanoTime() - start;
  }

  /** Whether a wider walk may find rows nearer than this. */
  boolean isCutShortBefore(float distance) {
    return isWalk()
        && !effort.givenUp()
        && walkedEf < plan().walk().ef()
        && effort.reach() < distance;
  }

  /** Walks again, wider. */
  void widen(SharedBound bound) {
    run(Width.endless(Math.min(plan().walk().ef(), WIDENING * walkedEf)), bound);
  }

  /** Compares every row, in place of a search that found too few, or not surely the nearest. */
  void scanInstead() {
    long start = System.nanoTime();
    scan();
    searchNanos += System.nanoTime() - start;
  }

  /** Takes the result of a scan that was done for several queries. */
  void accept(NearestRows nearest, long shareOfNanos) {
    done = true;
    effort = Effort.ofScan(rows.cardinality(), FloatRows.strideBytes(query.vector().length));
    found = nearest.drainSorted();
    searchNanos += shareOfNanos;
  }

  private void scanAfterGivingUp() {
    boolean matchesAreFar = effort.nearSelectivity() < FAR * shareOfMatches();
    if (plan().cost().scanKind() == Plan.CODES && !matchesAreFar) {
      scanCodes();
    } else {
      scan();
    }
    effort = effort.givenUp(true);
  }

  private double shareOfMatches() {
    return (double) rows.cardinality() / part.live().cardinality();
  }

  private void scanCodes() {
    NearestRows nearest = new NearestRows(plan().candidates());
    effort = effort.plus(part.scanCodes(query.vector(), rows, nearest));
    found = nearest.drainSorted();
    estimated = true;
  }

  private void scan() {
    NearestRows nearest = new NearestRows(query.k());
    effort = effort.plus(part.scan(query.vector(), rows, nearest));
    found = nearest.drainSorted();
    estimated = false;
    allCompared = true;
  }

  private void walk(Width width, SharedBound bound) {
    walkedEf = width.ef();
    NearestRows nearest = new NearestRows(plan().candidates());
    WalkLimits limits =
        new WalkLimits(rows, width.ef(), width.patience(), plan().walk().checkpoint(), bound);
    effort = effort.plus(part.walk(query.vector(), limits, nearest));
    found = nearest.drainSorted();
    estimated = part.oversampling() > 1;
    if (effort.givenUp()) {
      scanAfterGivingUp();
    }
  }

  /** Puts true distances in place of the estimates up to a limit; drops what is farther. */
  void rerank(long limit) {
    long start = System.nanoTime();
    candidates = found.length;
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
    rerankNanos += System.nanoTime() - start;
  }

  /** What fetches that which {@link #rerank} reads, if it is not in memory. */
  Optional<Runnable> fetchForRerank(long limit) {
    return part.isPaged()
        ? part.fetchOfVectors(rowsWithin(limit)).map(fetch -> () -> fetchForRerank(fetch))
        : Optional.empty();
  }

  private void fetchForRerank(Runnable fetch) {
    long start = System.nanoTime();
    fetch.run();
    rerankNanos += System.nanoTime() - start;
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
        plan().kind(),
        plan().reason(),
        part.live().cardinality(),
        rows.cardinality(),
        plan().cost().walk(),
        plan().cost().scan(),
        effort.nearSelectivity(),
        work(),
        new Phases(filterNanos, planNanos, searchNanos, rerankNanos, 0));
  }

  private Work work() {
    long rerankedBytes =
        reranked == 0 ? 0 : reranked * FloatRows.strideBytes(query.vector().length);
    return new Work(
        effort.vectorsScanned(),
        effort.distanceComputations() + reranked,
        effort.graphHops(),
        Math.max(candidates, found.length),
        reranked,
        effort.bytesRead() + rerankedBytes);
  }
}
