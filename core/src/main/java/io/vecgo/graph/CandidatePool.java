package io.vecgo.graph;

import java.util.Arrays;

/**
 * The frontier and the result of a best-first walk in one sorted array. Every row met is offered;
 * rows that are not wanted (deleted, filtered out, not yet visible) are walked through but do not
 * count: the pool ends at the ef-th wanted row, so that unwanted ones never push wanted ones out.
 * Beyond a floor, rows that are not nearer than a bound given at the start do not get in. Confined
 * to one thread; reused from walk to walk.
 *
 * <p>An entry is a {@link Ranked} long whose low half holds the row above two flags, which leaves
 * order by distance and row intact and 30 bits for the row: see {@link
 * io.vecgo.rows.RowSet#ROWS_MAX}.
 */
final class CandidatePool {
  private static final int FLAG_BITS = 2;
  private static final long EXPANDED = 1;
  private static final long WANTED = 2;

  private long[] entries = new long[256];
  private int size;
  private int wantedCount;
  private int ef;
  private int floor;
  private float bound;
  private int nextUnexpanded;

  /** Starts a walk that looks for this many wanted rows. */
  void start(int wantedRows) {
    start(wantedRows, wantedRows, Float.POSITIVE_INFINITY);
  }

  /**
   * Starts a walk that looks for {@code floorRows} wanted rows, and for up to {@code wantedRows}
   * that are nearer than the bound.
   */
  void start(int wantedRows, int floorRows, float nearerThan) {
    ef = wantedRows;
    floor = floorRows;
    bound = nearerThan;
    size = 0;
    wantedCount = 0;
    nextUnexpanded = 0;
  }

  /** Whether a row at this distance would still get in. */
  boolean hasRoomAt(float distance) {
    return wantedCount < floor
        || (wantedCount < ef && distance < bound)
        || distance < Ranked.distance(entries[size - 1]);
  }

  void offer(float distance, int row, boolean wanted) {
    long entry = Ranked.of(distance, row << FLAG_BITS) | (wanted ? WANTED : 0);
    int at = insertionPoint(entry);
    insert(at, entry);
    nextUnexpanded = Math.min(nextUnexpanded, at);
    if (wanted) {
      wantedCount++;
      dropTail();
    }
  }

  /**
   * The nearest row whose neighbours were not looked at yet, which now counts as looked at; -1 if
   * there is none.
   */
  int expandNearest() {
    while (nextUnexpanded < size && (entries[nextUnexpanded] & EXPANDED) != 0) {
      nextUnexpanded++;
    }
    if (nextUnexpanded == size) {
      return -1;
    }
    entries[nextUnexpanded] |= EXPANDED;
    return rowOf(entries[nextUnexpanded++]);
  }

  /** Offers the wanted rows, up to ef of them, to the result. */
  void drainWanted(NearestRows result) {
    for (int i = 0; i < size; i++) {
      if (isWanted(entries[i])) {
        result.offer(Ranked.of(Ranked.distance(entries[i]), rowOf(entries[i])));
      }
    }
  }

  /** Copies the distances of the wanted rows, ascending; returns how many. */
  int copyWantedTo(float[] target) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (isWanted(entries[i])) {
        target[count++] = Ranked.distance(entries[i]);
      }
    }
    return count;
  }

  /** Copies the wanted rows, best first, as {@link Ranked} longs; returns how many. */
  int copyWantedTo(long[] target) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (isWanted(entries[i])) {
        target[count++] = Ranked.of(Ranked.distance(entries[i]), rowOf(entries[i]));
      }
    }
    return count;
  }

  private int insertionPoint(long entry) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries[middle] < entry) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void insert(int at, long entry) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, 2 * size);
    }
    System.arraycopy(entries, at, entries, at + 1, size - at);
    entries[at] = entry;
    size++;
  }

  /** Drops rows from the end that would not get in any more. */
  private void dropTail() {
    while (isTooFar(entries[size - 1])) {
      size--;
      wantedCount -= isWanted(entries[size]) ? 1 : 0;
    }
  }

  /** Whether the last row stands behind enough wanted ones. */
  private boolean isTooFar(long last) {
    int wantedBefore = isWanted(last) ? wantedCount - 1 : wantedCount;
    return wantedBefore >= ef || (wantedBefore >= floor && Ranked.distance(last) >= bound);
  }

  private static boolean isWanted(long entry) {
    return (entry & WANTED) != 0;
  }

  private static int rowOf(long entry) {
    return (int) entry >>> FLAG_BITS;
  }
}
