package io.vecgo.graph;

import java.util.Arrays;

/**
 * A set of rows that is emptied in constant time: a row is in it if it carries the stamp of the
 * current walk.
 */
final class VisitedRows {
  private int[] stamps = new int[0];
  private int stamp;

  /** Empties the set and makes room for rows below {@code rowCount}. */
  void start(int rowCount) {
    if (rowCount > stamps.length) {
      stamps = new int[Math.max(rowCount, stamps.length + stamps.length / 2)];
      stamp = 0;
    }
    if (++stamp == 0) {
      Arrays.fill(stamps, 0);
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
}
