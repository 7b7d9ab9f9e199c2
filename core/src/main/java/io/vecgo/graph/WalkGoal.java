package io.vecgo.graph;

import java.util.function.IntPredicate;

/**
 * What a walk looks for.
 *
 * @param wanted the rows that count; all rows are walked through
 * @param ef wanted rows to keep in sight
 * @param patience when to end before all of them are looked at
 * @param checkpoint when to give up
 * @param bound what the search has found elsewhere; told of what this walk finds
 */
public record WalkGoal(
    IntPredicate wanted, int ef, Patience patience, Checkpoint checkpoint, SharedBound bound) {

  /** Without giving up. */
  public WalkGoal(IntPredicate wanted, int ef, Patience patience, SharedBound bound) {
    this(wanted, ef, patience, Checkpoint.NONE, bound);
  }

  /** The ef nearest wanted rows of one graph. */
  public static WalkGoal of(IntPredicate wanted, int ef) {
    return new WalkGoal(wanted, ef, Patience.ENDLESS, SharedBound.none());
  }
}
