package io.vecgo.graph;

import io.vecgo.kernel.Distances;

/**
 * Where walks of a segment's graph begin: a random sample of its rows stands for upper layers. A
 * search scores all of it, which is cheap as the same few rows are read by every search, and begins
 * at the nearest of them. In high dimensions upper layers find no better places (Munyampirwa et
 * al., arXiv 2412.01940).
 */
final class EntryRows {
  /** How many of the entry rows a walk begins at. */
  static final int STARTS = 4;

  /** Most entry rows of a graph. */
  static final int COUNT_MAX = 512;

  /** Least number of entry rows of a graph that has so many rows. */
  static final int COUNT_MIN = 32;

  private EntryRows() {}

  /** Most entry rows of a graph of so many rows: all of few, the cube root of many. */
  static int count(int rows) {
    int root = (int) StrictMath.cbrt(rows); // a reader checks it: the same on every machine
    return Math.min(rows, Math.clamp(root, COUNT_MIN, COUNT_MAX));
  }

  /** Finds where a walk begins: its rows stand in {@code scratch.starts}; returns how many. */
  static int nearest(int[] entries, int count, Distances from, WalkScratch scratch) {
    from.to(entries, count, scratch.distances);
    scratch.distanceComputations += count;
    long[] starts = scratch.starts;
    int found = 0;
    for (int i = 0; i < count; i++) {
      long ranked = Ranked.of(scratch.distances[i], entries[i]);
      if (found < STARTS || ranked < starts[STARTS - 1]) {
        found = Math.min(found + 1, STARTS);
        insert(starts, found, ranked);
      }
    }
    return found;
  }

  /** Puts an entry into its place among {@code size} sorted ones, the last of which goes. */
  private static void insert(long[] sorted, int size, long ranked) {
    int at = size - 1;
    while (at > 0 && sorted[at - 1] > ranked) {
      sorted[at] = sorted[at - 1];
      at--;
    }
    sorted[at] = ranked;
  }

  /** The entry rows of a graph that is being built: those that are linked by now. */
  static final class Growing {
    private final int[] rows;
    private int count;

    Growing(int countMax) {
      this.rows = new int[countMax];
    }

    boolean isEmpty() {
      return count == 0;
    }

    /** One of the rows; there must be any. */
    int first() {
      return rows[0];
    }

    /** Adds rows that are linked from now on, as long as there are too few. */
    void addAll(int[] linked) {
      int added = Math.min(linked.length, rows.length - count);
      System.arraycopy(linked, 0, rows, count, added);
      count += added;
    }

    int nearest(Distances from, WalkScratch scratch) {
      return EntryRows.nearest(rows, count, from, scratch);
    }

    RowTree reachable(Links links) {
      return RowTree.from(rows, count, links);
    }
  }
}
