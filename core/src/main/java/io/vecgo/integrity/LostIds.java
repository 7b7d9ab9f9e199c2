package io.vecgo.integrity;

import io.vecgo.observe.IdRange;
import io.vecgo.rows.RowSet;
import io.vecgo.segment.SegmentSalvage;
import java.util.ArrayList;
import java.util.List;

/** The ids of lost rows as ranges, exact where they are known. */
final class LostIds {
  private final List<IdRange> ranges = new ArrayList<>();

  private LostIds() {}

  /** Those of some rows of a salvaged segment. */
  static List<IdRange> of(SegmentSalvage salvage, RowSet lost) {
    LostIds ids = new LostIds();
    for (int row = lost.nextRow(0); row != RowSet.END; row = lost.nextRow(row + 1)) {
      if (salvage.knowsId(row)) {
        ids.add(salvage.id(row));
      } else {
        ids.addUnknown(salvage.smallestId(row), salvage.largestId(row));
      }
    }
    return ids.ranges;
  }

  private void add(long id) {
    if (!ranges.isEmpty() && ranges.getLast().isExact() && ranges.getLast().last() == id - 1) {
      IdRange last = ranges.removeLast();
      ranges.add(new IdRange(last.first(), id, last.records() + 1));
    } else {
      ranges.add(new IdRange(id, id, 1));
    }
  }

  private void addUnknown(long first, long last) {
    if (!ranges.isEmpty() && ranges.getLast().first() == first && ranges.getLast().last() == last) {
      IdRange same = ranges.removeLast();
      ranges.add(new IdRange(first, last, same.records() + 1));
    } else {
      ranges.add(new IdRange(first, last, 1));
    }
  }
}
