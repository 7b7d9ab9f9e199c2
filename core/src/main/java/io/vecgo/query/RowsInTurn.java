package io.vecgo.query;

import io.vecgo.part.Part;
import io.vecgo.rows.RowSet;

/** The rows of a set in ascending order, a batch at a time. Confined to one thread. */
final class RowsInTurn {
  private final Part part;
  private final RowSet rows;
  private int next;

  RowsInTurn(Part part, RowSet rows, int from) {
    this.part = part;
    this.rows = rows;
    this.next = rows.nextRow(from);
  }

  Part part() {
    return part;
  }

  boolean isEmpty() {
    return next == RowSet.END;
  }

  /** The next row; there must be one. */
  int peek() {
    return next;
  }

  int take() {
    int row = next;
    next = rows.nextRow(row + 1);
    return row;
  }

  /** Takes as many as the batch holds, or as are left; returns how many. */
  int take(int[] batch) {
    int count = 0;
    while (count < batch.length && !isEmpty()) {
      batch[count++] = take();
    }
    return count;
  }
}
