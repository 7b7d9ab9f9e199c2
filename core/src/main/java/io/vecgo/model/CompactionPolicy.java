package io.vecgo.model;

import java.util.List;
import java.util.Optional;

/**
 * Which segments to merge, from their sizes alone. Only neighbours are merged, so that ids ascend
 * from segment to segment. Pure: equal sizes give the same answer. A run that holds more rows than
 * a segment can, or that would change nothing, is not merged.
 */
public interface CompactionPolicy {

  /**
   * What a policy knows of a segment.
   *
   * @param rows rows in the file
   * @param liveRows rows that are not deleted
   */
  record Size(long rows, long liveRows) {

    /** Whether there are deleted rows in the file. */
    public boolean hasDeletes() {
      return liveRows < rows;
    }
  }

  /** Segments {@code from} to {@code to - 1}. */
  record Run(int from, int to) {
    private static final long ROWS_UNIT = 4_096;

    /** Whether one segment can hold these; each of them takes up whole units of 4,096 rows. */
    public boolean fitsIntoASegment(List<Size> segments) {
      long units =
          segments.subList(from, to).stream()
              .mapToLong(size -> (size.rows() + ROWS_UNIT - 1) / ROWS_UNIT)
              .sum();
      return units <= Limits.SEGMENT_ROWS_MAX / ROWS_UNIT;
    }

    /** Whether these are segments, and merging them gives another segment than there is. */
    public boolean changesSomething(List<Size> segments) {
      return from >= 0
          && from < to
          && to <= segments.size()
          && (to - from > 1 || segments.get(from).hasDeletes());
    }
  }

  /**
   * The next segments to merge, if any should be. Asked again after each merge.
   *
   * @param segments of the current version, in order
   */
  Optional<Run> choose(List<Size> segments);

  /**
   * Merges everything into one segment without deleted rows; of more rows than a segment can hold,
   * as many of the oldest segments as fit.
   */
  static CompactionPolicy full() {
    return new FullCompaction();
  }

  /** {@link SizeTieredCompaction} of ten segments and 30 % deleted rows. */
  static CompactionPolicy sizeTiered() {
    return new SizeTieredCompaction(10, 0.3);
  }

  /** {@link LeveledCompaction} of four fresh segments, a factor of 4 and 30 % deleted rows. */
  static CompactionPolicy leveled() {
    return new LeveledCompaction(4, 4, 0.3);
  }
}
