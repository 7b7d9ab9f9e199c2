package io.vecgo.part;

import io.vecgo.graph.SharedBound;
import io.vecgo.rows.RowSet;

/**
 * What a walk through a part looks for.
 *
 * @param wanted the rows that count
 * @param ef wanted rows to keep in sight
 * @param bound what the search has found in other parts
 */
public record WalkLimits(RowSet wanted, int ef, SharedBound bound) {

  /** As many rows as the part can give by itself. */
  public static WalkLimits of(RowSet wanted, int ef) {
    return new WalkLimits(wanted, ef, SharedBound.none());
  }
}
