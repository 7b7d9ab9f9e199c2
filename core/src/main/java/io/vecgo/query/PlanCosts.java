package io.vecgo.query;

import io.vecgo.graph.Checkpoint;
import io.vecgo.part.Part;
import io.vecgo.query.PartPlan.Cost;

/**
 * What searching a part costs, in vectors compared by a scan: how many of them take as long. Ratios
 * of times measured on one machine; docs/decisions has the table, and {@code filtered-plans} of the
 * benchmarks makes it again.
 *
 * @param perCode of a code in a scan; infinite if there are none
 * @param codeScanStart of a scan of codes before the first, and of ranking what it finds
 * @param perEf of a walk for each row that it keeps in sight, when all rows match
 */
record PlanCosts(double perCode, double codeScanStart, double perEf) {
  /** Share of the cost of a scan that may be spent to find out whether a walk costs less. */
  static final double TRYING_MAX = 0.3;

  /** How the cost of a walk grows as fewer rows match: it passes more that do not. */
  private static final double GROWTH = -0.75;

  /** How the cost of a walk grows with the rows of the part, from that of {@link #ROWS_USUAL}. */
  private static final double GROWTH_WITH_ROWS = 0.3;

  private static final double ROWS_USUAL = 50_000;

  /** Share of its hops after which a walk looks at its surroundings, and at how many rows. */
  private static final double CHECK_AT = 0.1;

  private static final int CHECK_ROWS = 64;

  /** From nanoseconds: a start, and so much for each component of a vector. */
  static PlanCosts of(Part part, int dimension) {
    double vector = 8 + 0.1 * dimension;
    double size = Math.pow(part.live().span() / ROWS_USUAL, GROWTH_WITH_ROWS);
    if (part.oversampling() > 1) {
      double code = 9 + 0.024 * dimension;
      double walk = size * (400 + 0.75 * dimension);
      return new PlanCosts(code / vector, 12_000 / vector, walk / vector);
    }
    double walk = size * (900 + 2 * dimension);
    return new PlanCosts(Double.POSITIVE_INFINITY, 0, walk / vector);
  }

  /**
   * What each way costs.
   *
   * @param share of rows near the query that match
   */
  Cost of(int rows, int ef, double share) {
    double codes = codeScanStart + perCode * rows;
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
