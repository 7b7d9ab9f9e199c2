package io.vecgo.graph;

import io.vecgo.kernel.RowDistances;

/**
 * Chooses the links of a row among its nearest candidates: a candidate is taken unless one taken
 * before stands for it ({@link Diversity}), which keeps links in all directions (Malkov and
 * Yashunin, arXiv 1603.09320, algorithm 4). Of the copies of the row itself one is taken: they do
 * not fill the list, and the one does not stand for the neighbours that it is as near to as the
 * row. What is left over fills the list up to a floor, nearest first: a row among copies of itself
 * keeps ways in and out. Confined to one thread.
 */
final class NeighborSelection {
  private final Diversity diversity;
  private static final int BATCH = 4;

  private final int[] chosen;
  private final float[] chosenDistances;
  private final int[] passedOver;
  private final int[] batch = new int[BATCH];
  private final float[] distances = new float[BATCH];

  NeighborSelection(int candidatesMax, Diversity diversity) {
    this.diversity = diversity;
    chosen = new int[candidatesMax];
    chosenDistances = new float[candidatesMax];
    passedOver = new int[candidatesMax];
  }

  /**
   * Selects at most {@code most} rows, at least {@code floor} of them if there are as many
   * candidates.
   *
   * @param candidates {@link Ranked} longs by distance from the row, best first
   * @param fromCandidate aimed anew at each candidate in turn
   * @return how many rows stand in {@link #chosen}
   */
  int select(long[] candidates, int count, int most, int floor, RowDistances fromCandidate) {
    int taken = 0;
    int left = 0;
    for (int i = 0; i < count && taken < most; i++) {
      int row = Ranked.row(candidates[i]);
      if (standsAlone(row, Ranked.distance(candidates[i]), taken, fromCandidate)) {
        chosenDistances[taken] = Ranked.distance(candidates[i]);
        chosen[taken++] = row;
      } else {
        passedOver[left++] = row;
      }
    }
    for (int i = 0; i < left && taken < floor; i++) {
      chosen[taken++] = passedOver[i];
    }
    return taken;
  }

  /** The rows selected last; valid until the next selection. */
  int[] chosen() {
    return chosen;
  }

  /** A few of the chosen at a time: most candidates are covered by one of the first. */
  private boolean standsAlone(int row, float distance, int taken, RowDistances fromCandidate) {
    if (taken > 0) {
      fromCandidate.aimAt(row);
    }
    for (int from = 0; from < taken; from += BATCH) {
      int count = Math.min(BATCH, taken - from);
      System.arraycopy(chosen, from, batch, 0, count);
      fromCandidate.to(batch, count, distances);
      for (int i = 0; i < count; i++) {
        boolean isCopy = distances[i] == distance && chosenDistances[from + i] == distance;
        if (isCopy || diversity.isCovered(distances[i], distance)) {
          return false;
        }
      }
    }
    return true;
  }
}
