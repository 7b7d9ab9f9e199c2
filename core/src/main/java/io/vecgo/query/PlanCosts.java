package io.vecgo.query;

import io.vecgo.graph.Checkpoint;
import io.vecgo.part.Part;
import io.vecgo.query.PartPlan.Cost;

/**
 * What searching a part costs, in vectors compared by a scan. Measured: docs/decisions has the
 * table, and {@code filtered-plans} in benchmarks makes it again.
 *
 * @param perCode of a code in a scan; infinite if there are none
 * @param perEf of a walk for each row that it keeps in sight, when all rows match
 */
record PlanCosts(double perCode, double perEf) {
  /** Share of the cost of a scan that is spent to find out whether a walk costs less. */
  static final double TRYING_MAX = 0.2;

  private static final double CODE_SCAN = 0.35;
  private static final double CODE_SCAN_START = 100;
  private static final double PER_RERANKED = 2;
  private static final double WALK_PER_EF = 30;
  private static final double CODE_WALK_PER_EF = 12;

  /** How the cost of a walk grows as fewer rows match: it passes more that do not. */
  private static final double GROWTH = -0.6;

  /** Share of its hops after which a walk looks at its surroundings, and at how many rows. */
  private static final double CHECK_AT = 0.25;

  private static final int CHECK_ROWS = 64;

  static PlanCosts of(Part part, int dimension) {
    boolean codes = part.oversampling() > 1;
    return new PlanCosts(
        codes ? CODE_SCAN : Double.POSITIVE_INFINITY, codes ? CODE_WALK_PER_EF : WALK_PER_EF);
  }

  /**
   * What each way costs.
   *
   * @param share of rows near the query that match
   */
  Cost of(int rows, int ef, int candidates, double share) {
    double codes = CODE_SCAN_START + perCode * rows + PER_RERANKED * Math.min(candidates, rows);
    return new Cost(rows, codes, ef * perEf * Math.pow(share, GROWTH));
  }

  /** The share of matching rows at which a walk costs so much; more than 1 if it never does. */
  double shareWhereWalkCosts(double cost, int ef) {
    return Math.pow(cost / (ef * perEf), 1 / GROWTH);
  }

  /** What it costs to look at the surroundings of the query. */
  double ofTrying(int ef) {
    return CHECK_AT * ef * perEf;
  }

  Checkpoint checkpoint(int ef, double leastShare) {
    return new Checkpoint((int) (CHECK_AT * ef), CHECK_ROWS, leastShare);
  }
}
