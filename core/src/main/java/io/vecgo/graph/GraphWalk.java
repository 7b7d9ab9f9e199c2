package io.vecgo.graph;

import io.vecgo.kernel.Distances;
import java.util.function.IntPredicate;

/**
 * The best-first walk of one layer of a graph: the neighbours of the nearest row not yet looked at
 * are scored in one batch, until no row of the pool is left to look at. Every graph is searched and
 * built with it.
 */
final class GraphWalk {
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
    run(links, from, starts, startCount, wanted, scratch);
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
    scratch.pool.start(goal.ef(), Math.min(goal.ef(), bound.floor()), bound.distance());
    run(links, from, starts, startCount, goal.wanted(), scratch);
    bound.addAll(scratch.pool);
  }

  private static void run(
      Links links,
      Distances from,
      long[] starts,
      int startCount,
      IntPredicate wanted,
      WalkScratch scratch) {
    begin(links, starts, startCount, wanted, scratch);
    CandidatePool pool = scratch.pool;
    for (int row = pool.expandNearest(); row >= 0; row = pool.expandNearest()) {
      int count = unvisited(scratch.visited, links.read(row, scratch.rows), scratch.rows);
      from.to(scratch.rows, count, scratch.distances);
      scratch.distanceComputations += count;
      scratch.hops++;
      offer(pool, wanted, count, scratch);
    }
  }

  private static void begin(
      Links links, long[] starts, int count, IntPredicate wanted, WalkScratch scratch) {
    scratch.visited.start(links.capacityRows());
    for (int i = 0; i < count; i++) {
      int row = Ranked.row(starts[i]);
      float distance = Ranked.distance(starts[i]);
      if (scratch.visited.add(row) && scratch.pool.hasRoomAt(distance)) {
        scratch.pool.offer(distance, row, wanted.test(row));
      }
    }
  }

  private static int unvisited(VisitedRows visited, int count, int[] rows) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (visited.add(row)) {
        rows[kept++] = row;
      }
    }
    return kept;
  }

  private static void offer(
      CandidatePool pool, IntPredicate wanted, int count, WalkScratch scratch) {
    for (int i = 0; i < count; i++) {
      float distance = scratch.distances[i];
      if (pool.hasRoomAt(distance)) {
        pool.offer(distance, scratch.rows[i], wanted.test(scratch.rows[i]));
      }
    }
  }
}
