package io.vecgo.graph;

import java.util.Arrays;

/**
 * A set of rows that is emptied in constant time: a row is in it if it carries the stamp of the
 * current walk. A stamp is one byte, so that the set stays in the caches; the stamps are cleared
 * once in 255 walks.
 */
final class VisitedRows {
  private byte[] stamps = new byte[0];
  private byte stamp;

  /** Memory that it takes. */
  long bytes() {
    return stamps.length;
  }

  /** Empties the set and makes room for rows below {@code rowCount}. */
  void start(int rowCount) {
    if (rowCount > stamps.length) {
      stamps = new byte[Math.max(rowCount, stamps.length + stamps.length / 2)];
      stamp = 0;
    }
    if (++stamp == 0) {
      Arrays.fill(stamps, (byte) 0);
      stamp = 1;
    }
  }

  boolean contains(int row) {
    return stamps[row] == stamp;
  }

  /** Adds a row; false if it was there, or is newer than the walk. */
  boolean add(int row) {
    if (row >= stamps.length || stamps[row] == stamp) {
      return false;
    }
    stamps[row] = stamp;
    return true;
  }

  /**
   * Adds rows and moves those that were not there to the front; returns how many these are. Without
   * a branch on what was there: that is about every second row.
   */
  int addAll(int[] rows, int count) {
    byte[] marks = stamps;
    byte mark = stamp;
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (row < marks.length) {
        rows[kept] = row;
        kept += marks[row] == mark ? 0 : 1;
        marks[row] = mark;
      }
    }
    return kept;
  }
}
