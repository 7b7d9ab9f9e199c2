package io.vecgo.graph;

import io.vecgo.kernel.RowDistances;
import java.util.Arrays;

/** The memory of one thread that builds a graph. */
final class BuildScratch {
  final RowDistances exact;
  final RowDistances walking;
  final WalkScratch walk;
  final NeighborSelection selection;
  final VisitedRows seen = new VisitedRows();
  final VisitedRows goneSeen = new VisitedRows();

  /** Candidates; {@link #rank} sorts them into {@link #ranked}. */
  final int[] rows;

  final long[] ranked;
  private final float[] distances;

  /**
   * @param exact what links are chosen with
   * @param walking what walks measure with, which may be the same
   * @param candidatesMax most rows that are ranked at a time
   */
  BuildScratch(
      RowDistances exact,
      RowDistances walking,
      Diversity diversity,
      int linksMax,
      int candidatesMax) {
    this.exact = exact;
    this.walking = walking;
    this.walk = new WalkScratch(linksMax);
    this.selection = new NeighborSelection(candidatesMax, diversity);
    this.rows = new int[candidatesMax];
    this.ranked = new long[candidatesMax];
    this.distances = new float[candidatesMax];
  }

  boolean walksExactly() {
    return walking.equals(exact);
  }

  /** Ranks the first {@code count} of {@link #ranked} by their exact distance from a row. */
  void rankAgain(int row, int count) {
    for (int i = 0; i < count; i++) {
      rows[i] = Ranked.row(ranked[i]);
    }
    rank(row, count);
  }

  /** Ranks the first {@code count} of {@link #rows} by their exact distance from a row. */
  void rank(int row, int count) {
    exact.aimAt(row);
    exact.to(rows, count, distances);
    for (int i = 0; i < count; i++) {
      ranked[i] = Ranked.of(distances[i], rows[i]);
    }
    Arrays.sort(ranked, 0, count);
  }
}
