package io.vecgo.graph;

import io.vecgo.rows.RowArray;
import java.util.Arrays;

/**
 * The layers above the base layer, on the heap: few rows have any. A change replaces the arrays of
 * its row, so readers see old or new links, never a mixture. One writer a row at a time.
 */
final class UpperLinks {
  private static final int[] NO_LINKS = {};
  private static final int[][] NO_LAYERS = {};

  private final RowArray<int[][]> layersOfRow = new RowArray<>();

  /** Makes room for so many rows. Called by one thread at a time. */
  void ensureCapacity(int rows) {
    layersOfRow.ensureCapacity(rows);
  }

  /** The neighbours of a row on a layer, 1 or higher. The array must not be changed. */
  int[] get(int row, int layer) {
    int[][] layers = layersOfRow.get(row).orElse(NO_LAYERS);
    return layer <= layers.length ? layers[layer - 1] : NO_LINKS;
  }

  /** Replaces the neighbours of a row on a layer, 1 or higher. */
  void set(int row, int layer, int[] links) {
    int[][] old = layersOfRow.get(row).orElse(NO_LAYERS);
    int[][] layers = Arrays.copyOf(old, Math.max(old.length, layer));
    Arrays.fill(layers, old.length, layers.length, NO_LINKS);
    layers[layer - 1] = links;
    layersOfRow.set(row, layers);
  }
}
