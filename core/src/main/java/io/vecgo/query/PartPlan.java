package io.vecgo.query;

import io.vecgo.graph.Checkpoint;
import io.vecgo.graph.Patience;
import io.vecgo.observe.PartStats.Plan;
import io.vecgo.observe.PartStats.Reason;
import io.vecgo.rows.RowSet;

/**
 * How one part is searched.
 *
 * @param reason why so
 * @param rows the rows that can be results
 * @param cost what the ways to search are expected to cost
 * @param walk how a walk looks, if it is one
 * @param candidates how many rows to find: k, or more if their distances are estimates
 */
record PartPlan(Plan kind, Reason reason, RowSet rows, Cost cost, Walk walk, int candidates) {

  /**
   * What the ways to search are expected to cost, in vectors compared by a scan; infinite where
   * there is no such way.
   *
   * @param vectors of a scan of vectors
   * @param codes of a scan of codes
   * @param walk of a walk, if the filter has nothing to do with the query
   */
  record Cost(double vectors, double codes, double walk) {
    static Cost ofScan(int rows) {
      return new Cost(rows, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    double scan() {
      return Math.min(vectors, codes);
    }

    /** The cheaper scan. */
    Plan scanKind() {
      return codes < vectors ? Plan.CODES : Plan.EXACT;
    }
  }

  /**
   * How a walk looks.
   *
   * @param ef rows that it keeps in sight if it is one of several
   * @param alone how it looks if it is the only one
   * @param checkpoint when it gives up for a scan
   */
  record Walk(int ef, Width alone, Checkpoint checkpoint) {
    static final Walk NONE = new Walk(0, Width.NONE, Checkpoint.NONE);
  }

  /** Rows match, and none of them can be near enough. */
  static PartPlan tooFar(RowSet rows) {
    Cost cost = Cost.ofScan(rows.cardinality());
    return new PartPlan(Plan.SKIP, Reason.PRUNED_BY_DISTANCE, rows, cost, Walk.NONE, 0);
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

  /** No row can be a result. */
  static PartPlan skip(Reason reason) {
    return new PartPlan(Plan.SKIP, reason, RowSet.none(), Cost.ofScan(0), Walk.NONE, 0);
  }
}
