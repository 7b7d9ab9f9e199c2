package io.vecgo.graph;

import io.vecgo.kernel.RowDistances;
import java.util.Arrays;

/**
 * Chooses the neighbours of a record, {@link TurboLayout#LINKS} where there are as many: all links
 * of the row, thinned out if there are more, filled up with the nearest links of its nearest
 * neighbours if there are fewer. A record is scored as a whole, so neighbours in slots that would
 * be empty cost a walk nothing and shorten it. Confined to one thread.
 */
final class TurboNeighbours {
  /** How many neighbours are asked for their links; more only if these have too few. */
  private static final int ASKED = 8;

  private final Links links;
  private final RowDistances distances;
  private final NeighborSelection selection;
  private final VisitedRows met = new VisitedRows();
  private final int[] read;
  private final int[] candidates;
  private final float[] candidateDistances;
  private final long[] ranked;
  private final int[] chosen = new int[TurboLayout.LINKS];

  /**
   * @param links of the graph, complete
   * @param distances of its rows; aimed anew as needed
   */
  TurboNeighbours(Links links, RowDistances distances, Diversity diversity) {
    int candidatesMax = links.linksMax() * (1 + ASKED);
    this.links = links;
    this.distances = distances;
    this.selection = new NeighborSelection(candidatesMax, diversity);
    this.read = new int[links.linksMax()];
    this.candidates = new int[candidatesMax];
    this.candidateDistances = new float[candidatesMax];
    this.ranked = new long[candidatesMax];
  }

  /** Chooses for a row; returns how many rows stand in {@link #chosen}. */
  int choose(int row) {
    met.start(links.capacityRows());
    met.add(row);
    int count = addUnmet(row, 0);
    distances.aimAt(row);
    rank(0, count);
    if (count > chosen.length) {
      int kept = selection.select(ranked, count, chosen.length, chosen.length, distances);
      System.arraycopy(selection.chosen(), 0, chosen, 0, kept);
      return kept;
    }
    copyRanked(0, count);
    return count < chosen.length ? fillUp(count) : count;
  }

  /** The rows chosen last; valid until the next choice. */
  int[] chosen() {
    return chosen;
  }

  private int fillUp(int count) {
    int end = 0;
    for (int i = 0; i < count && (i < ASKED || end < chosen.length - count); i++) {
      end = addUnmet(chosen[i], end);
    }
    rank(0, end);
    return copyRanked(count, Math.min(chosen.length, count + end));
  }

  private int addUnmet(int row, int count) {
    int more = links.read(row, read, 0);
    int end = count;
    for (int i = 0; i < more; i++) {
      if (met.add(read[i])) {
        candidates[end++] = read[i];
      }
    }
    return end;
  }

  private void rank(int from, int to) {
    distances.to(candidates, to, candidateDistances);
    for (int i = from; i < to; i++) {
      ranked[i] = Ranked.of(candidateDistances[i], candidates[i]);
    }
    Arrays.sort(ranked, from, to);
  }

  /** Chooses the nearest of those ranked for the places {@code from} to {@code to - 1}. */
  private int copyRanked(int from, int to) {
    for (int i = from; i < to; i++) {
      chosen[i] = Ranked.row(ranked[i - from]);
    }
    return to;
  }
}
