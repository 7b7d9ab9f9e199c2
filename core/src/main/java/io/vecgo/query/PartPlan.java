package io.vecgo.query;

import io.vecgo.graph.Patience;
import io.vecgo.observe.PartStats.Plan;
import io.vecgo.observe.PartStats.Reason;
import io.vecgo.rows.RowSet;

/**
 * How one part is searched.
 *
 * @param reason why so
 * @param rows the rows that can be results
 * @param walkCost what a walk is expected to cost, in vectors scanned; infinite if there is no
 *     graph or none is wanted
 * @param ef rows that a graph walk keeps in sight if it is one of several; 0 for other plans
 * @param alone how a walk looks that is the only one
 * @param candidates how many rows to find: k, or more if their distances are estimates
 */
record PartPlan(
    Plan kind, Reason reason, RowSet rows, double walkCost, int ef, Width alone, int candidates) {

  /** No row can be a result. */
  static PartPlan skip(Reason reason) {
    return new PartPlan(
        Plan.SKIP, reason, RowSet.none(), Double.POSITIVE_INFINITY, 0, Width.NONE, 0);
  }

  /** Rows match, and none of them can be near enough. */
  PartPlan tooFar() {
    return new PartPlan(Plan.SKIP, Reason.PRUNED_BY_DISTANCE, rows, walkCost, 0, Width.NONE, 0);
  }

  /** Every row that can be a result is compared. */
  static PartPlan scan(Reason reason, RowSet rows, double walkCost, int k) {
    return new PartPlan(Plan.EXACT, reason, rows, walkCost, 0, Width.NONE, k);
  }

  /**
   * How wide a walk looks.
   *
   * @param ef rows that it keeps in sight
   * @param patience when it ends before all of them are looked at
   */
  record Width(int ef, Patience patience) {
    static final Width NONE = new Width(0, Patience.ENDLESS);

    static Width endless(int ef) {
      return new Width(ef, Patience.ENDLESS);
    }
  }
}
