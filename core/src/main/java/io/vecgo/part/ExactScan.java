package io.vecgo.part;

import io.vecgo.graph.NearestRows;
import io.vecgo.kernel.Distances;
import io.vecgo.rows.RowSet;
import java.util.List;

/**
 * Compares a query with every row of a set, a batch at a time. A batch takes its rows in turn from
 * four quarters of the set, so that the four rows that a kernel compares at once come from four
 * long streams: memory delivers these 1.2 to 2.7 times faster than four neighbouring rows
 * (benchmarks/README.md, scan). What it works with is used again by the next scan. Confined to one
 * thread at a time.
 */
public final class ExactScan {
  private static final int BATCH_ROWS = 256;

  /** Small enough that the rows of a batch stay in the second-level cache. */
  private static final int SHARED_BATCH_ROWS = 64;

  private static final int STREAMS = 4;

  /** Memory that one takes. */
  public static final long BYTES = BATCH_ROWS * (long) (Integer.BYTES + Float.BYTES);

  private final int[] next = new int[STREAMS];
  private final int[] end = new int[STREAMS];
  private final int[] batch = new int[BATCH_ROWS];
  private final float[] distances = new float[BATCH_ROWS];

  /**
   * Offers every row of the set with its distance.
   *
   * @param fromQuery aimed at the query
   * @param bytesPerRow what one distance reads
   */
  public Effort run(Distances fromQuery, long bytesPerRow, RowSet rows, NearestRows result) {
    runAll(List.of(fromQuery), rows, List.of(result), BATCH_ROWS);
    return Effort.ofScan(rows.cardinality(), bytesPerRow);
  }

  /**
   * Offers every row with its distance from each of many queries. Each batch is read once from main
   * memory and then from the cache.
   *
   * @param fromQueries aimed at the queries
   * @param results one a query
   */
  public void runAll(
      List<? extends Distances> fromQueries, RowSet rows, List<NearestRows> results) {
    runAll(fromQueries, rows, results, SHARED_BATCH_ROWS);
  }

  private void runAll(
      List<? extends Distances> fromQueries,
      RowSet rows,
      List<NearestRows> results,
      int batchRows) {
    aimAt(rows);
    for (int count = fill(rows, batchRows); count > 0; count = fill(rows, batchRows)) {
      for (int i = 0; i < results.size(); i++) {
        fromQueries.get(i).to(batch, count, distances);
        results.get(i).offerAll(batch, count, distances);
      }
    }
  }

  private void aimAt(RowSet rows) {
    int quarter = rows.span() / STREAMS + 1;
    for (int stream = 0; stream < STREAMS; stream++) {
      next[stream] = rows.nextRow(stream * quarter);
      end[stream] = (stream + 1) * quarter;
    }
  }

  /** The next rows, one of each stream in turn; 0 if there are no more. */
  private int fill(RowSet rows, int batchRows) {
    int count = 0;
    int before;
    do {
      before = count;
      for (int stream = 0; stream < STREAMS; stream++) {
        count = take(rows, stream, count);
      }
    } while (count > before && count <= batchRows - STREAMS);
    return count;
  }

  private int take(RowSet rows, int stream, int count) {
    int row = next[stream];
    if (row == RowSet.END || row >= end[stream]) {
      return count;
    }
    batch[count] = row;
    next[stream] = rows.nextRow(row + 1);
    return count + 1;
  }
}
