package io.vecgo.query;

import io.vecgo.columns.Pruned;
import io.vecgo.graph.Checkpoint;
import io.vecgo.graph.Patience;
import io.vecgo.model.Query;
import io.vecgo.observe.PartStats.Plan;
import io.vecgo.observe.PartStats.Reason;
import io.vecgo.part.Part;
import io.vecgo.query.PartPlan.Cost;
import io.vecgo.query.PartPlan.Walk;
import io.vecgo.query.PartPlan.Width;
import io.vecgo.rows.RowSet;

/**
 * Chooses how to search a part, from exact counts and without looking at vectors.
 *
 * <p>How many rows match says what a scan costs. What a walk costs depends on how many of the rows
 * near the query match, which nobody knows before: if the filter has to do with the query, all may,
 * or none. So a walk whose cost is in doubt looks at its surroundings early, and gives up for a
 * scan if too few rows there match; one that seems too expensive is tried if trying is cheap.
 */
final class Planner {
  /** The k for which the least ef is enough; of more results, it grows with k. */
  private static final double K_OF_EF_LEAST = 64;

  private static final double MOSTLY = 0.9;

  private final Strategy strategy;

  Planner(Strategy strategy) {
    this.strategy = strategy;
  }

  /**
   * How to search a part.
   *
   * @param rows its live rows that match
   */
  PartPlan plan(Query query, Part part, RowSet rows) {
    if (rows.isEmpty()) {
      return PartPlan.skip(reasonToSkip(query, part));
    }
    if (query.mode() == Query.Mode.EXACT) {
      return scan(Reason.EXACT_ASKED_FOR, query, rows);
    }
    return part.hasGraph() ? cheapest(query, part, rows) : scan(Reason.NO_GRAPH, query, rows);
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
    return new PartPlan(
        Plan.EXACT, reason, rows, Cost.ofScan(rows.cardinality()), Walk.NONE, query.k());
  }

  private PartPlan cheapest(Query query, Part part, RowSet rows) {
    int candidates = candidates(query, part);
    int ef = Math.max(candidates, query.ef().orElseGet(() -> usualEf(query.k(), part)));
    PlanCosts costs = PlanCosts.of(part, query.vector().length);
    double share = (double) rows.cardinality() / part.live().span();
    Cost cost = costs.of(rows.cardinality(), ef, share);
    double shareWanted = costs.shareWhereWalkCosts(cost.scan(), ef);
    boolean filtered = rows.cardinality() < part.live().cardinality();
    double trying = filtered ? costs.ofTrying(ef) : Double.POSITIVE_INFINITY;
    Reason reason = reason(cost, shareWanted, trying);
    if (reason == Reason.SCAN_COSTS_LESS) {
      return scan(scanKind(cost), reason, query, rows, cost, candidates);
    }
    Checkpoint checkpoint =
        filtered && strategy != Strategy.WALK ? costs.checkpoint(ef, shareWanted) : Checkpoint.NONE;
    Walk walk = new Walk(ef, alone(query, ef, share), checkpoint);
    return new PartPlan(Plan.GRAPH, reason, rows, cost, walk, candidates);
  }

  private static PartPlan scan(
      Plan kind, Reason reason, Query query, RowSet rows, Cost cost, int candidates) {
    int wanted = kind == Plan.CODES ? candidates : query.k();
    return new PartPlan(kind, reason, rows, cost, Walk.NONE, wanted);
  }

  private Plan scanKind(Cost cost) {
    return switch (strategy) {
      case VECTORS -> Plan.EXACT;
      case CODES -> Double.isInfinite(cost.codes()) ? Plan.EXACT : Plan.CODES;
      case CHEAPEST, WALK -> cost.scanKind();
    };
  }

  /**
   * Why a walk or a scan.
   *
   * @param shareWanted share of rows near the query from which on a walk costs less than a scan
   * @param trying what it costs to find out whether so many match
   */
  private Reason reason(Cost cost, double shareWanted, double trying) {
    return switch (strategy) {
      case VECTORS, CODES -> Reason.SCAN_COSTS_LESS;
      case WALK -> Reason.WALK_COSTS_LESS;
      case CHEAPEST -> {
        if (cost.walk() < cost.scan()) {
          yield Reason.WALK_COSTS_LESS;
        }
        boolean worthTrying = shareWanted < 1 && trying < PlanCosts.TRYING_MAX * cost.scan();
        yield worthTrying ? Reason.WALK_MAY_COST_LESS : Reason.SCAN_COSTS_LESS;
      }
    };
  }

  /** What the part has measured for ten results, and more for many. */
  private static int usualEf(int k, Part part) {
    double ef = part.ef() * Math.max(1, k / K_OF_EF_LEAST);
    return (int) Math.min(ef, RowSet.ROWS_MAX / Patience.ROOM);
  }

  /** Where nearly all rows match, a walk ends when it finds nothing more. */
  private static Width alone(Query query, int ef, double share) {
    if (share < MOSTLY) {
      return Width.endless(ef);
    }
    return new Width(Patience.ROOM * ef, Patience.of(query.k(), ef));
  }

  /** Rows that a walk finds, of which the k nearest are among the results. */
  private static int candidates(Query query, Part part) {
    double oversampling =
        part.oversampling() == 1 ? 1 : query.oversampling().orElse(part.oversampling());
    return (int) Math.ceil(query.k() * oversampling);
  }
}
