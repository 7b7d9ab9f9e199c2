package io.vecgo.graph;

import java.util.Arrays;

/**
 * The rows that can be reached along links from some roots, each with one of the rows that link to
 * it as its parent. As long as the links from parents to children are kept, all other links may go
 * and every row of the tree stays reachable. Confined to one thread.
 */
final class RowTree {
  private static final int NO_PARENT = -1;

  private final Links links;
  private final int[] parents;
  private final int[] neighbours;
  private int[] waiting = new int[1024];

  private RowTree(Links links) {
    this.links = links;
    this.parents = new int[links.capacityRows()];
    this.neighbours = new int[links.linksMax()];
    Arrays.fill(parents, NO_PARENT);
  }

  /** The rows that can be reached from the first {@code count} of these. */
  static RowTree from(int[] roots, int count, Links links) {
    RowTree tree = new RowTree(links);
    for (int i = 0; i < count; i++) {
      if (!tree.contains(roots[i])) {
        tree.add(roots[i], roots[i]);
      }
    }
    return tree;
  }

  boolean contains(int row) {
    return parents[row] != NO_PARENT;
  }

  boolean isParent(int row, int child) {
    return parents[child] == row;
  }

  /** Adds a row and what can be reached from it. */
  void add(int row, int parent) {
    parents[row] = parent;
    waiting[0] = row;
    for (int size = 1; size > 0; ) {
      size = addNeighbours(waiting[size - 1], size - 1);
    }
  }

  /** Puts the neighbours that are new to the tree on the stack; returns its new size. */
  private int addNeighbours(int row, int size) {
    int count = links.read(row, neighbours);
    waiting = waiting.length < size + count ? Arrays.copyOf(waiting, 2 * size + count) : waiting;
    int end = size;
    for (int i = 0; i < count; i++) {
      if (!contains(neighbours[i])) {
        parents[neighbours[i]] = row;
        waiting[end++] = neighbours[i];
      }
    }
    return end;
  }
}
