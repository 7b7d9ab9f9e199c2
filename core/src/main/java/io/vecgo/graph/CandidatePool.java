package io.vecgo.graph;

import java.util.Arrays;
import java.util.function.IntPredicate;

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
  private long[] fresh = new long[64];
  private int size;
  private int wantedCount;
  private int ef;
  private int floor;
  private float bound;
  private int nextUnexpanded;
  private long near;
  private long wantedNear;

  /** Memory that it takes. */
  long bytes() {
    return (long) (entries.length + fresh.length) * Long.BYTES;
  }

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
    near = 0;
    wantedNear = 0;
  }

  /** Only rows nearer than this get in. */
  float limit() {
    if (wantedCount < floor) {
      return Float.POSITIVE_INFINITY;
    }
    float last = Ranked.distance(entries[size - 1]);
    return wantedCount < ef ? Math.max(bound, last) : last;
  }

  /**
   * Offers rows with their distances. They are sorted and merged in one pass: one by one, finding
   * and making room for each takes longer than computing its distance.
   *
   * @return the place in the pool, from 0, of the nearest of them that got in; more than any place
   *     if none did
   */
  int offerAll(int[] rows, int count, float[] distances, IntPredicate wanted) {
    int passing = takeNearerThan(limit(), rows, count, distances);
    if (passing == 0) {
      return Integer.MAX_VALUE;
    }
    int wantedBefore = wantedCount;
    for (int i = 0; i < passing; i++) {
      if (wanted.test(rowOf(fresh[i]))) {
        fresh[i] |= WANTED;
        wantedCount++;
      }
    }
    near += passing;
    wantedNear += wantedCount - wantedBefore;
    sortFresh(passing);
    int place = merge(passing);
    endAtLastWanted();
    return place;
  }

  /** Whether fewer than {@code count} wanted rows are in the pool before a place. */
  boolean hasFewerWantedBefore(int place, int count) {
    int unwanted = size - wantedCount;
    if (place >= count + unwanted) {
      return false;
    }
    int wanted = 0;
    for (int i = 0; i < place && wanted < count; i++) {
      wanted += (entries[i] & WANTED) != 0 ? 1 : 0;
    }
    return wanted < count;
  }

  /** Makes entries of the rows that are near enough; without a branch, as half of them may be. */
  private int takeNearerThan(float limit, int[] rows, int count, float[] distances) {
    if (count > fresh.length) {
      fresh = new long[count];
    }
    long[] target = fresh;
    int passing = 0;
    for (int i = 0; i < count; i++) {
      target[passing] = Ranked.of(distances[i], rows[i] << FLAG_BITS);
      passing += distances[i] < limit ? 1 : 0;
    }
    return passing;
  }

  /** Insertion sort: there are a few. */
  private void sortFresh(int count) {
    long[] sorted = fresh;
    for (int i = 1; i < count; i++) {
      long entry = sorted[i];
      int at = i;
      while (at > 0 && sorted[at - 1] > entry) {
        sorted[at] = sorted[at - 1];
        at--;
      }
      sorted[at] = entry;
    }
  }

  /** Returns the place of the first of the fresh entries. */
  private int merge(int count) {
    if (size + count > entries.length) {
      entries = Arrays.copyOf(entries, 2 * (size + count));
    }
    long[] merged = entries;
    int old = size - 1;
    int at = size + count - 1;
    for (int i = count - 1; i >= 0; at--) {
      merged[at] = old >= 0 && merged[old] > fresh[i] ? merged[old--] : fresh[i--];
    }
    nextUnexpanded = Math.min(nextUnexpanded, at + 1);
    size += count;
    return at + 1;
  }

  /**
   * Fills {@code target} with the nearest rows whose neighbours were not looked at yet, which now
   * count as looked at; returns how many there were.
   */
  int expand(int[] target) {
    int count = 0;
    for (; nextUnexpanded < size && count < target.length; nextUnexpanded++) {
      if ((entries[nextUnexpanded] & EXPANDED) == 0) {
        entries[nextUnexpanded] |= EXPANDED;
        target[count++] = rowOf(entries[nextUnexpanded]);
      }
    }
    return count;
  }

  /** Whether as many wanted rows were met as looked for. */
  boolean isFull() {
    return wantedCount == ef;
  }

  /** Offers the wanted rows, best first, to the result until it is full. */
  void drainWanted(NearestRows result) {
    for (int i = 0; i < size && result.hasRoom(); i++) {
      if ((entries[i] & WANTED) != 0) {
        result.offer(Ranked.of(Ranked.distance(entries[i]), rowOf(entries[i])));
      }
    }
  }

  /** Rows that were near enough when they were met, since the start. */
  long near() {
    return near;
  }

  /** How many of them are wanted. */
  long wantedNear() {
    return wantedNear;
  }

  /** Counts as near no more than so many nearest rows. */
  void countNearest(int nearest) {
    near = Math.min(nearest, size);
    wantedNear = Math.round(wantedShare(nearest) * near);
  }

  /** How many of so many nearest rows are wanted, as a share. */
  double wantedShare(int nearest) {
    int rows = Math.min(nearest, size);
    int wanted = 0;
    for (int i = 0; i < rows; i++) {
      wanted += (entries[i] & WANTED) != 0 ? 1 : 0;
    }
    return rows == 0 ? 0 : (double) wanted / rows;
  }

  int wantedCount() {
    return wantedCount;
  }

  /** The distance of the last row if there is no room for more, else infinite. */
  float reach() {
    return wantedCount == ef ? Ranked.distance(entries[size - 1]) : Float.POSITIVE_INFINITY;
  }

  /** Copies the distances of the wanted rows, ascending; returns how many. */
  int copyWantedTo(float[] target) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      if ((entries[i] & WANTED) != 0) {
        target[count++] = Ranked.distance(entries[i]);
      }
    }
    return count;
  }

  /** Copies the wanted rows, best first, as {@link Ranked} longs; returns how many. */
  int copyWantedTo(long[] target) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      if ((entries[i] & WANTED) != 0) {
        target[count++] = Ranked.of(Ranked.distance(entries[i]), rowOf(entries[i]));
      }
    }
    return count;
  }

  /** Drops wanted rows of which there are too many, and what stands behind the last of them. */
  private void endAtLastWanted() {
    while (wantedCount > ef) {
      dropLast();
    }
    while (wantedCount >= floor && isEndTooFar()) {
      dropLast();
    }
  }

  /** Whether the last row is of no use: behind the last one that counts. */
  private boolean isEndTooFar() {
    boolean wanted = (entries[size - 1] & WANTED) != 0;
    boolean near = Ranked.distance(entries[size - 1]) < bound;
    return wanted ? !near && wantedCount > floor : !near || wantedCount == ef;
  }

  private void dropLast() {
    size--;
    wantedCount -= (entries[size] & WANTED) != 0 ? 1 : 0;
  }

  private static int rowOf(long entry) {
    return (int) entry >>> FLAG_BITS;
  }
}
