package io.vecgo.query;

import io.vecgo.model.Filter;
import io.vecgo.model.StoredRecord;
import io.vecgo.part.Part;
import io.vecgo.rows.RowSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The records that match, in the order of their ids: the parts, whose rows are in that order each,
 * merged. One record is in memory at a time. Confined to one thread.
 */
public final class RecordScan implements Iterator<StoredRecord> {
  private final PriorityQueue<RowsInTurn> parts =
      new PriorityQueue<>(Comparator.comparingLong(RecordScan::nextId));

  /**
   * @param fromId the least id that counts
   */
  public RecordScan(Filter filter, long fromId, List<? extends Part> parts) {
    Prefetch.forFilter(filter, parts);
    for (Part part : parts) {
      RowSet rows = part.matching(filter);
      add(new RowsInTurn(part, rows, firstRow(part, rows.span(), fromId)));
    }
  }

  private static long nextId(RowsInTurn rows) {
    return rows.part().id(rows.peek());
  }

  /** The first row below {@code end} with this id or a larger one, or the end; ids ascend. */
  private static int firstRow(Part part, int end, long fromId) {
    int low = 0;
    int high = end;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (part.id(middle) < fromId) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void add(RowsInTurn rows) {
    if (!rows.isEmpty()) {
      parts.add(rows);
    }
  }

  @Override
  public boolean hasNext() {
    return !parts.isEmpty();
  }

  @Override
  public StoredRecord next() {
    RowsInTurn rows = parts.remove(); // throws as it should if there is none
    Part part = rows.part();
    int row = rows.take();
    add(rows);
    return new StoredRecord(part.id(row), part.record(row));
  }
}
