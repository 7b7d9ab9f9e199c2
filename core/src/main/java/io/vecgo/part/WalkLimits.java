package io.vecgo.part;

import io.vecgo.graph.Checkpoint;
import io.vecgo.graph.Patience;
import io.vecgo.graph.SharedBound;
import io.vecgo.graph.WalkGoal;
import io.vecgo.rows.RowSet;

/**
 * What a walk through a part looks for.
 *
 * @param wanted the rows that count
 * @param ef wanted rows to keep in sight
 * @param patience when to end before all of them are looked at
 * @param checkpoint when to give up
 * @param bound what the search has found in other parts
 */
public record WalkLimits(
    RowSet wanted, int ef, Patience patience, Checkpoint checkpoint, SharedBound bound) {

  /** Without giving up. */
  public WalkLimits(RowSet wanted, int ef, Patience patience, SharedBound bound) {
    this(wanted, ef, patience, Checkpoint.NONE, bound);
  }

  /** What the walk of the part's graph looks for. */
  public WalkGoal goal() {
    return new WalkGoal(wanted::contains, ef, patience, checkpoint, bound);
  }

  /** As many rows as the part can give by itself. */
  public static WalkLimits of(RowSet wanted, int ef) {
    return new WalkLimits(wanted, ef, Patience.ENDLESS, SharedBound.none());
  }
}
