package io.vecgo.kernel;

/**
 * Distances (smaller is better) from one point to the rows of a part. Graphs are walked and rows
 * are scanned through nothing else. Confined to one thread.
 */
public interface Distances {

  /**
   * The distances to {@code rows[0 .. count-1]}, into {@code out[0 .. count-1]}. One call for many
   * rows: they are read four at a time, which hides half of the memory latency.
   */
  void to(int[] rows, int count, float[] out);
}
