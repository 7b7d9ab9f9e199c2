package io.vecgo.graph;

import java.util.Arrays;

/**
 * Takes over the links of a graph for those of its rows that stay. Where a neighbour is gone, its
 * own neighbours take its place, so that ways through it stay open (Singh et al., FreshDiskANN,
 * arXiv 2105.09613); where there are too many, some are chosen. A row keeps as many links as it
 * had, or half of what a record holds: otherwise degrees would sink with every copy of a copy.
 */
final class GraphCopy {
  static final int NO_ROW = -1;

  private static final int CANDIDATES_PER_LINK = 8;
  private static final int GONE_ROWS_MAX = 1024;

  private final Links source;
  private final int[] newRowOf;
  private final LinkRecords target;
  private final int[] oldRowOf;

  /**
   * @param newRowOf for each row of the source its row in the target, or {@link #NO_ROW}
   */
  GraphCopy(Links source, int[] newRowOf, LinkRecords target) {
    this.source = source;
    this.newRowOf = newRowOf;
    this.target = target;
    this.oldRowOf = inverse(newRowOf, target.capacityRows());
  }

  /** Most candidates that a row of a copy has. */
  static int candidatesMax(int sourceLinksMax, int linksMax) {
    return sourceLinksMax + CANDIDATES_PER_LINK * linksMax;
  }

  /** Whether a row of the target is one of the source. */
  boolean has(int row) {
    return oldRowOf[row] != NO_ROW;
  }

  void run(Workers<BuildScratch> workers) throws InterruptedException {
    workers.run(
        oldRowOf.length,
        (from, to, scratch) -> {
          Bridges bridges = new Bridges(scratch);
          for (int row = from; row < to; row++) {
            if (has(row)) {
              bridges.copy(row);
            }
          }
        });
  }

  private static int[] inverse(int[] newRowOf, int newRows) {
    int[] oldRowOf = new int[newRows];
    Arrays.fill(oldRowOf, NO_ROW);
    for (int old = 0; old < newRowOf.length; old++) {
      if (newRowOf[old] != NO_ROW) {
        oldRowOf[newRowOf[old]] = old;
      }
    }
    return oldRowOf;
  }

  /** Copies one record after the other. */
  private final class Bridges {
    private final BuildScratch scratch;
    private final int[] links = new int[source.linksMax()];
    private final int[] gone = new int[GONE_ROWS_MAX];
    private int goneCount;
    private int count;

    Bridges(BuildScratch scratch) {
      this.scratch = scratch;
    }

    void copy(int row) {
      start(row);
      collect(oldRowOf[row]);
      int kept = count;
      int lost = goneCount;
      if (lost == 0 && kept <= target.linksMax()) {
        target.replace(row, scratch.rows, kept);
        return;
      }
      bridge(lost);
      choose(row, kept + lost);
    }

    private void start(int row) {
      count = 0;
      goneCount = 0;
      scratch.seen.start(target.capacityRows());
      scratch.seen.add(row);
      scratch.goneSeen.start(newRowOf.length);
    }

    /** Sorts the neighbours of a row into those that stay and those that are gone. */
    private void collect(int oldRow) {
      int degree = source.read(oldRow, links);
      for (int i = 0; i < degree; i++) {
        int newRow = newRowOf[links[i]];
        if (newRow == NO_ROW) {
          addGone(links[i]);
        } else if (count < scratch.rows.length && scratch.seen.add(newRow)) {
          scratch.rows[count++] = newRow;
        }
      }
    }

    private void addGone(int oldRow) {
      if (goneCount < gone.length && scratch.goneSeen.add(oldRow)) {
        gone[goneCount++] = oldRow;
      }
    }

    /** Goes on behind the lost neighbours, and further only until there are enough rows. */
    private void bridge(int lost) {
      for (int i = 0; i < goneCount && (i < lost || count < target.linksMax()); i++) {
        collect(gone[i]);
      }
    }

    private void choose(int row, int degree) {
      int floor = degree > target.linksMax() ? target.linksMax() / 2 : degree;
      scratch.rank(row, count);
      int chosen =
          scratch.selection.select(scratch.ranked, count, target.linksMax(), floor, scratch.exact);
      target.replace(row, scratch.selection.chosen(), chosen);
    }
  }
}
