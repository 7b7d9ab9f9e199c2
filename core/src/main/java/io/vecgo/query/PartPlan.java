package io.vecgo.query;

import io.vecgo.graph.Patience;
import io.vecgo.observe.PartStats.Plan;
import io.vecgo.rows.RowSet;

/**
 * How one part is searched.
 *
 * @param rows the rows that can be results
 * @param ef rows that a graph walk keeps in sight if it is one of several; 0 for other plans
 * @param alone how a walk looks that is the only one
 * @param candidates how many rows to find: k, or more if their distances are estimates
 */
record PartPlan(Plan kind, RowSet rows, int ef, Width alone, int candidates) {

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
