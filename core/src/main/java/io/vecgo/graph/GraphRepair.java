package io.vecgo.graph;

import io.vecgo.kernel.RowDistances;
import java.util.function.IntPredicate;

/**
 * Makes every row reachable: one that is not gets a link from a row near to it that is. If that
 * row's record is full, its longest link goes that is nobody's only way: see {@link RowTree}. Rows
 * are taken in order, so that equal graphs are repaired alike. Confined to one thread.
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
    return linkFromAnywhere(row);
  }

  private int nearestReachable(int row) {
    RowDistances distances = scratch.exact;
    distances.aimAt(row);
    int starts = entries.nearest(distances, scratch.walk);
    GraphWalk.walk(records, distances, scratch.walk.starts, starts, _ -> true, EF, scratch.walk);
    return scratch.walk.pool.copyWantedTo(nearest);
  }

  /** The rows of a tree are more than its links, so one of them has room. */
  private int linkFromAnywhere(int row) {
    for (int parent = 0; parent < records.capacityRows(); parent++) {
      if (tree.contains(parent) && addLink(parent, row)) {
        return parent;
      }
    }
    throw new IllegalStateException("no row has room for a link to row " + row);
  }

  private boolean addLink(int parent, int row) {
    int[] links = scratch.rows;
    int count = records.read(parent, links);
    if (count == records.linksMax() && !removeLongest(parent, links, count--)) {
      return false;
    }
    links[count] = row;
    records.replace(parent, links, count + 1);
    return true;
  }

  /** Removes the longest of the links to rows that have another parent; false if there is none. */
  private boolean removeLongest(int parent, int[] links, int count) {
    scratch.rank(parent, count);
    for (int i = count - 1; i >= 0; i--) {
      int candidate = Ranked.row(scratch.ranked[i]);
      if (!tree.isParent(parent, candidate)) {
        remove(candidate, links, count);
        return true;
      }
    }
    return false;
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
