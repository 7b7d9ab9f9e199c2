package io.vecgo.query;

import io.vecgo.columns.Pruned;
import io.vecgo.graph.Patience;
import io.vecgo.model.Query;
import io.vecgo.observe.PartStats.Plan;
import io.vecgo.observe.PartStats.Reason;
import io.vecgo.part.Part;
import io.vecgo.query.PartPlan.Width;
import io.vecgo.rows.RowSet;

/** Chooses how to search a part, from exact counts and without looking at vectors. */
final class Planner {
  /** Keeps recall@10 above 0.97 on text embeddings; benchmarks/README.md has the curve. */
  static final int EF_DEFAULT = 128;

  /** For larger k a walk keeps at least so many times k rows in sight. */
  private static final int EF_PER_K = 2;

  /**
   * What a walk costs for each row that it keeps in sight when all rows match, in vectors scanned;
   * and how that grows as fewer match. Measured on both sets of benchmarks/README.md.
   */
  private static final double WALK_COST_PER_EF = 30;

  /** The same for a walk through codes. */
  private static final double CODE_WALK_COST_PER_EF = 12;

  private static final double WALK_COST_GROWTH = -0.6;

  private static final double MOSTLY = 0.9;
  private static final double PATIENCE_NEAREST_PER_K = 1.5;
  private static final double PATIENCE_HOPS_PER_EF = 0.65;

  private Planner() {}

  /**
   * How to search a part.
   *
   * @param rows its live rows that match
   */
  static PartPlan plan(Query query, Part part, RowSet rows) {
    if (rows.isEmpty()) {
      return PartPlan.skip(reasonToSkip(query, part));
    }
    if (query.mode() == Query.Mode.EXACT) {
      return scan(Reason.EXACT_ASKED_FOR, query, rows);
    }
    return part.hasGraph() ? cheaper(query, part, rows) : scan(Reason.NO_GRAPH, query, rows);
  }

  /** Why no row matches: a proof, if there is one, else that none was found. */
  private static Reason reasonToSkip(Query query, Part part) {
    return part.pruned(query.filter()).map(Planner::reason).orElse(Reason.NO_ROW_MATCHES);
  }

  private static Reason reason(Pruned pruned) {
    return switch (pruned) {
      case BY_STATS -> Reason.PRUNED_BY_STATS;
      case BY_BLOOM -> Reason.PRUNED_BY_BLOOM;
    };
  }

  /** Without a look at the index, which may be damaged. */
  private static PartPlan scan(Reason reason, Query query, RowSet rows) {
    return PartPlan.scan(reason, rows, Double.POSITIVE_INFINITY, query.k());
  }

  private static PartPlan cheaper(Query query, Part part, RowSet rows) {
    int candidates = candidates(query, part);
    int ef = Math.max(candidates, query.ef().orElse(Math.max(EF_DEFAULT, EF_PER_K * query.k())));
    double walkCost = walkCost(ef, rows, part);
    if (walkCost >= rows.cardinality()) {
      return PartPlan.scan(Reason.SCAN_COSTS_LESS, rows, walkCost, query.k());
    }
    Width alone = alone(query, ef, rows, part);
    return new PartPlan(Plan.GRAPH, Reason.WALK_COSTS_LESS, rows, walkCost, ef, alone, candidates);
  }

  /**
   * Where nearly all rows match, a walk is given twice ef rows and ends when it finds nothing more:
   * at equal recall that takes 4 to 20 % fewer distances (benchmarks/README.md).
   */
  private static Width alone(Query query, int ef, RowSet rows, Part part) {
    if (rows.cardinality() < MOSTLY * part.live().span()) {
      return Width.endless(ef);
    }
    int nearest = (int) Math.ceil(PATIENCE_NEAREST_PER_K * query.k());
    int hops = (int) Math.ceil(PATIENCE_HOPS_PER_EF * ef);
    return new Width(2 * ef, new Patience(nearest, hops));
  }

  /** Rows that a walk finds, of which the k nearest are among the results. */
  private static int candidates(Query query, Part part) {
    double oversampling =
        part.oversampling() == 1 ? 1 : query.oversampling().orElse(part.oversampling());
    return (int) Math.ceil(query.k() * oversampling);
  }

  /**
   * Expected cost of a walk, in vectors scanned: the fewer match, the more others it passes, be
   * they live or deleted.
   */
  private static double walkCost(int ef, RowSet matching, Part part) {
    double selectivity = (double) matching.cardinality() / part.live().span();
    double costPerEf = part.oversampling() > 1 ? CODE_WALK_COST_PER_EF : WALK_COST_PER_EF;
    return ef * costPerEf * Math.pow(selectivity, WALK_COST_GROWTH);
  }
}
