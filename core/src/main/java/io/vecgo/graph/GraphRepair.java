package io.vecgo.graph;

import io.vecgo.kernel.RowDistances;
import java.util.function.IntPredicate;

/**
 * Makes every row reachable: one that is not gets a link from a row near to it that is. If that
 * row's record is full, its longest link goes that is nobody's only way: see {@link RowTree}. Rows
 * are taken in order, so that equal graphs are repaired alike. Where distances lead nowhere, as
 * those of damaged vectors may, the link comes from below an entry row. Confined to one thread.
 */
final class GraphRepair {
  private static final int EF = 64;

  private final LinkRecords records;
  private final EntryRows.Growing entries;
  private final BuildScratch scratch;
  private final RowTree tree;
  private final long[] nearest = new long[EF];

  GraphRepair(LinkRecords records, EntryRows.Growing entries, BuildScratch scratch) {
    this.records = records;
    this.entries = entries;
    this.scratch = scratch;
    this.tree = entries.reachable(records);
  }

  /** Makes those rows reachable that satisfy the condition. */
  void reach(IntPredicate wanted) {
    for (int row = 0; row < records.capacityRows(); row++) {
      if (!tree.contains(row) && wanted.test(row)) {
        tree.add(row, linkTo(row));
      }
    }
  }

  /** Links a reachable row to this one and returns it. */
  private int linkTo(int row) {
    int found = nearestReachable(row);
    for (int i = 0; i < found; i++) {
      int parent = Ranked.row(nearest[i]);
      if (addLink(parent, row)) {
        return parent;
      }
    }
    return linkBelow(found > 0 ? Ranked.row(nearest[0]) : entries.first(), row);
  }

  private int nearestReachable(int row) {
    RowDistances distances = scratch.exact;
    distances.aimAt(row);
    int starts = entries.nearest(distances, scratch.walk);
    GraphWalk.walk(records, distances, scratch.walk.starts, starts, _ -> true, EF, scratch.walk);
    return scratch.walk.pool.copyWantedTo(nearest);
  }

  /**
   * Goes down the tree from a row until one takes the link: a row that cannot has children only,
   * and a row without children can. A child is chosen by the new row, so that many copies of one
   * vector spread out.
   */
  private int linkBelow(int top, int row) {
    int parent = top;
    int choice = row;
    while (!addLink(parent, row)) {
      int children = records.read(parent, scratch.rows);
      parent = scratch.rows[choice % children];
      choice /= children;
    }
    return parent;
  }

  private boolean addLink(int parent, int row) {
    int[] links = scratch.rows;
    int count = records.read(parent, links);
    if (count == records.linksMax()) {
      if (!hasSpareLink(parent, links, count)) {
        return false;
      }
      removeLongestSpare(parent, links, count--);
    }
    links[count] = row;
    records.replace(parent, links, count + 1);
    return true;
  }

  /** Whether a row has a link to one that has another parent. */
  private boolean hasSpareLink(int row, int[] links, int count) {
    for (int i = 0; i < count; i++) {
      if (!tree.isParent(row, links[i])) {
        return true;
      }
    }
    return false;
  }

  private void removeLongestSpare(int row, int[] links, int count) {
    scratch.rank(row, count);
    int last = count - 1;
    while (tree.isParent(row, Ranked.row(scratch.ranked[last]))) {
      last--;
    }
    remove(Ranked.row(scratch.ranked[last]), links, count);
  }

  private static void remove(int row, int[] links, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (links[i] != row) {
        links[kept++] = links[i];
      }
    }
  }
}
