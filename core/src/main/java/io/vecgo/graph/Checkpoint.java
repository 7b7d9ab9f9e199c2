package io.vecgo.graph;

/**
 * When a walk gives up: once, early, it looks at how many of the nearest rows that it has met are
 * wanted. Where a filter has to do with the query, that says what share of all rows is wanted does
 * not: how far the walk will have to go.
 *
 * @param hops after so many hops
 * @param nearest rows that it looks at
 * @param leastShare it gives up if a smaller share of them is wanted
 */
public record Checkpoint(int hops, int nearest, double leastShare) {
  /** Never gives up. */
  public static final Checkpoint NONE = new Checkpoint(Integer.MAX_VALUE, 1, 0);

  /** Decides, and lets the pool tell of the surroundings alone if it gives up. */
  boolean isToGiveUp(CandidatePool pool) {
    boolean few = pool.wantedShare(nearest) < leastShare;
    if (few) {
      pool.countNearest(nearest);
    }
    return few;
  }
}
