package io.vecgo.graph;

import io.vecgo.kernel.RowDistances;
import java.util.Arrays;

/** The memory of one insert, reused by the next. Confined to one insert at a time. */
public final class InsertScratch {
  final WalkScratch walk;
  final NeighborSelection selection;
  final long[] candidates;
  private final int[] candidateRows;
  private final float[] candidateDistances;
  final int[] links;
  final int[] neighbours;
  final float[] neighbourDistances;
  final long[] ranked;

  InsertScratch(WalkScratch walk, int candidatesMax, int neighboursMax, Diversity diversity) {
    this.walk = walk;
    this.selection = new NeighborSelection(Math.max(candidatesMax, neighboursMax), diversity);
    this.candidates = new long[candidatesMax];
    this.candidateRows = new int[candidatesMax];
    this.candidateDistances = new float[candidatesMax];
    this.links = new int[neighboursMax];
    this.neighbours = new int[neighboursMax];
    this.neighbourDistances = new float[neighboursMax];
    this.ranked = new long[neighboursMax];
  }

  /** Memory that it takes. */
  public long bytes() {
    return walk.bytes() + (long) (candidates.length + neighbours.length) * 2 * Long.BYTES;
  }

  /** Ranks the first {@code count} {@link #candidates} by these distances in place of their own. */
  void rankCandidates(int count, RowDistances distances) {
    for (int i = 0; i < count; i++) {
      candidateRows[i] = Ranked.row(candidates[i]);
    }
    distances.to(candidateRows, count, candidateDistances);
    for (int i = 0; i < count; i++) {
      candidates[i] = Ranked.of(candidateDistances[i], candidateRows[i]);
    }
    Arrays.sort(candidates, 0, count);
  }

  /** Sorts the first {@code count} neighbours by distance into {@link #ranked}. */
  void rank(int count) {
    for (int i = 0; i < count; i++) {
      ranked[i] = Ranked.of(neighbourDistances[i], neighbours[i]);
    }
    Arrays.sort(ranked, 0, count);
  }
}
