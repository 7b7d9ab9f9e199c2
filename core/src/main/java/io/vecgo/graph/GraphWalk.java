package io.vecgo.graph;

import io.vecgo.kernel.Distances;
import java.util.function.IntPredicate;

/**
 * The best-first walk of one layer of a graph: the neighbours of the nearest rows not yet looked at
 * are scored in one batch, until no row of the pool is left to look at. Every graph is searched and
 * built with it.
 */
final class GraphWalk {
  /**
   * Rows looked at together. A row in sight is looked at sooner or later, so that few are looked at
   * in vain, and the memory of several is read at once.
   */
  static final int BEAM = 3;

  private GraphWalk() {}

  /**
   * Walks and leaves its finds in {@code scratch.pool}. Adds to the effort counted in the scratch.
   *
   * @param starts {@link Ranked} rows where the walk begins
   * @param wanted the rows that count; all rows are walked through
   * @param ef wanted rows to look for
   */
  static void walk(
      Links links,
      Distances from,
      long[] starts,
      int startCount,
      IntPredicate wanted,
      int ef,
      WalkScratch scratch) {
    scratch.pool.start(ef);
    begin(links, starts, startCount, wanted, scratch);
    run(links, from, wanted, Patience.ENDLESS, Checkpoint.NONE, scratch);
  }

  /** A walk that is one of several of a search. */
  static void walk(
      Links links,
      Distances from,
      long[] starts,
      int startCount,
      WalkGoal goal,
      WalkScratch scratch) {
    SharedBound bound = goal.bound();
    int floor = Math.min(goal.ef(), bound.floor());
    scratch.pool.start(goal.ef(), floor, bound.distance());
    begin(links, starts, startCount, goal.wanted(), scratch);
    run(links, from, goal.wanted(), goal.patience(), goal.checkpoint(), scratch);
    if (!scratch.givenUp) {
      bound.addAll(scratch.pool);
    }
  }

  private static void run(
      Links links,
      Distances from,
      IntPredicate wanted,
      Patience patience,
      Checkpoint checkpoint,
      WalkScratch scratch) {
    CandidatePool pool = scratch.pool;
    int hopsInVain = 0;
    long checkAt = scratch.hops + checkpoint.hops();
    for (int rows = pool.expand(scratch.beam);
        rows > 0 && hopsInVain <= patience.hops() && !scratch.givenUp;
        rows = pool.expand(scratch.beam)) {
      int count = 0;
      for (int i = 0; i < rows; i++) {
        count += links.read(scratch.beam[i], scratch.rows, count);
      }
      int fresh = scratch.visited.addAll(scratch.rows, count);
      from.to(scratch.rows, fresh, scratch.distances);
      int place = pool.offerAll(scratch.rows, fresh, scratch.distances, wanted);
      boolean inVain = !pool.hasFewerWantedBefore(place, patience.nearest());
      hopsInVain = inVain ? hopsInVain + rows : 0;
      scratch.distanceComputations += fresh;
      scratch.hops += rows;
      if (scratch.hops >= checkAt) {
        checkAt = Long.MAX_VALUE;
        scratch.givenUp = checkpoint.isToGiveUp(pool);
      }
    }
  }

  private static void begin(
      Links links, long[] starts, int count, IntPredicate wanted, WalkScratch scratch) {
    VisitedRows visited = scratch.visited;
    visited.start(links.capacityRows());
    if (scratch.hidesRow()) {
      visited.add(scratch.hidden);
    }
    int different = 0;
    for (int i = 0; i < count; i++) {
      if (visited.add(Ranked.row(starts[i]))) {
        scratch.rows[different] = Ranked.row(starts[i]);
        scratch.distances[different++] = Ranked.distance(starts[i]);
      }
    }
    scratch.pool.offerAll(scratch.rows, different, scratch.distances, wanted);
  }
}
