package io.vecgo.graph;

/**
 * The best distances found so far in all parts that one search has walked: what is farther than the
 * ef-th of them is not worth a step in the next part. Thread-safe.
 */
public final class SharedBound {
  private final float[] best;
  private final int floor;
  private int size; // guarded by this

  /**
   * @param ef distances that the whole search keeps in sight
   * @param floor rows that each walk keeps in sight whatever the bound, so that it can find its
   *     way; at most ef
   */
  public SharedBound(int ef, int floor) {
    this.best = new float[ef];
    this.floor = floor;
  }

  /** Rows that each walk keeps in sight whatever the bound. */
  int floor() {
    return floor;
  }

  /** Adds the wanted rows of a walk that has ended. */
  void addAll(CandidatePool pool) {
    if (floor == best.length) {
      return; // every walk keeps ef rows in sight: nobody asks for the bound
    }
    float[] distances = new float[best.length];
    addAll(distances, pool.copyWantedTo(distances));
  }

  /** The ef-th best distance; infinite while fewer are known. */
  synchronized float distance() {
    return size < best.length ? Float.POSITIVE_INFINITY : best[size - 1];
  }

  /** Adds the distances of a walk, ascending. */
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
