package io.vecgo.graph;

import java.util.Arrays;

/**
 * The best distances found so far in all parts that one search has walked: what is farther than the
 * ef-th of them is not worth a step in the next part. Thread-safe.
 */
public final class SharedBound {
  private final float[] best;
  private final int floor;
  private final boolean fixed;
  private int size; // guarded by this

  private SharedBound(float[] best, int floor, boolean fixed) {
    this.best = best;
    this.floor = floor;
    this.fixed = fixed;
    this.size = fixed ? best.length : 0;
  }

  /**
   * A bound of several walks.
   *
   * @param ef distances that the whole search keeps in sight
   * @param floor rows that each walk keeps in sight whatever the bound, so that it can find its way
   */
  public SharedBound(int ef, int floor) {
    this(new float[ef], floor, false);
  }

  /** The bound of a walk by itself: none. */
  public static SharedBound none() {
    return new SharedBound(new float[] {Float.POSITIVE_INFINITY}, 1, true);
  }

  /** The bound as it is now; what walks with it find does not change it. */
  public SharedBound asFixed() {
    return new SharedBound(new float[] {distance()}, floor, true);
  }

  /** Rows that each walk keeps in sight whatever the bound. */
  int floor() {
    return floor;
  }

  /** The ef-th best distance; infinite while fewer are known. */
  public synchronized float distance() {
    return size < best.length ? Float.POSITIVE_INFINITY : best[size - 1];
  }

  /** Adds the wanted rows of a walk that has ended. */
  void addAll(CandidatePool pool) {
    if (!fixed) {
      float[] distances = new float[pool.wantedCount()];
      addAll(distances, pool.copyWantedTo(distances));
    }
  }

  /** Adds what a walk has found: {@link Ranked} rows with exact distances, in any order. */
  void addAll(long[] found, int count) {
    if (!fixed) {
      long[] sorted = Arrays.copyOf(found, count);
      Arrays.sort(sorted);
      float[] distances = new float[count];
      for (int i = 0; i < count; i++) {
        distances[i] = Ranked.distance(sorted[i]);
      }
      addAll(distances, count);
    }
  }

  private synchronized void addAll(float[] ascending, int count) {
    float[] merged = new float[Math.min(best.length, size + count)];
    int mine = 0;
    int theirs = 0;
    for (int i = 0; i < merged.length; i++) {
      boolean takeMine = theirs == count || (mine < size && best[mine] <= ascending[theirs]);
      merged[i] = takeMine ? best[mine++] : ascending[theirs++];
    }
    System.arraycopy(merged, 0, best, 0, merged.length);
    size = merged.length;
  }
}
