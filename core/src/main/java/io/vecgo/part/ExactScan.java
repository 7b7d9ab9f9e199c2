package io.vecgo.part;

import io.vecgo.graph.NearestRows;
import io.vecgo.kernel.Distances;
import io.vecgo.rows.RowSet;

/** Compares a query with every row of a set, a batch at a time. */
public final class ExactScan {
  private static final int BATCH_ROWS = 256;

  private ExactScan() {}

  /**
   * Offers every row of the set with its distance.
   *
   * @param fromQuery aimed at the query
   */
  public static Effort run(Distances fromQuery, RowSet rows, NearestRows result) {
    int[] batch = new int[BATCH_ROWS];
    float[] distances = new float[BATCH_ROWS];
    int count = 0;
    for (int row = rows.nextRow(0); row != RowSet.END; row = rows.nextRow(row + 1)) {
      batch[count++] = row;
      if (count == BATCH_ROWS) {
        compare(fromQuery, batch, count, distances, result);
        count = 0;
      }
    }
    compare(fromQuery, batch, count, distances, result);
    return Effort.ofScan(rows.cardinality());
  }

  private static void compare(
      Distances fromQuery, int[] rows, int count, float[] distances, NearestRows result) {
    fromQuery.to(rows, count, distances);
    result.offerAll(rows, count, distances);
  }
}
