package io.vecgo.part;

import io.vecgo.graph.NearestRows;
import io.vecgo.kernel.Distances;
import io.vecgo.rows.RowSet;

/**
 * Compares a query with every row of a set, a batch at a time. A batch takes its rows in turn from
 * four quarters of the set, so that the four rows that a kernel compares at once come from four
 * long streams: memory delivers these 1.2 to 2.7 times faster than four neighbouring rows
 * (benchmarks/README.md, scan).
 */
public final class ExactScan {
  private static final int BATCH_ROWS = 256;
  private static final int STREAMS = 4;

  private final RowSet rows;
  private final int[] next = new int[STREAMS];
  private final int[] end = new int[STREAMS];

  private ExactScan(RowSet rows) {
    this.rows = rows;
    int quarter = rows.span() / STREAMS + 1;
    for (int stream = 0; stream < STREAMS; stream++) {
      next[stream] = rows.nextRow(stream * quarter);
      end[stream] = (stream + 1) * quarter;
    }
  }

  /**
   * Offers every row of the set with its distance.
   *
   * @param fromQuery aimed at the query
   */
  public static Effort run(Distances fromQuery, RowSet rows, NearestRows result) {
    ExactScan scan = new ExactScan(rows);
    int[] batch = new int[BATCH_ROWS];
    float[] distances = new float[BATCH_ROWS];
    for (int count = scan.fill(batch); count > 0; count = scan.fill(batch)) {
      fromQuery.to(batch, count, distances);
      result.offerAll(batch, count, distances);
    }
    return Effort.ofScan(rows.cardinality());
  }

  /** The next rows, one of each stream in turn; 0 if there are no more. */
  private int fill(int[] batch) {
    int count = 0;
    int before;
    do {
      before = count;
      for (int stream = 0; stream < STREAMS; stream++) {
        count = take(stream, batch, count);
      }
    } while (count > before && count <= BATCH_ROWS - STREAMS);
    return count;
  }

  private int take(int stream, int[] batch, int count) {
    int row = next[stream];
    if (row == RowSet.END || row >= end[stream]) {
      return count;
    }
    batch[count] = row;
    next[stream] = rows.nextRow(row + 1);
    return count + 1;
  }
}
