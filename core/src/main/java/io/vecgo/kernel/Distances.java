package io.vecgo.kernel;

/**
 * Distances (smaller is better) from one point to the rows of a part, where the point is a query or
 * a row itself. A graph is built and walked through nothing else. Confined to one thread.
 */
public interface Distances {

  /** Measures from now on from the vector of this row. */
  void aimAt(int row);

  /**
   * The distances to {@code rows[0 .. count-1]}, into {@code out[0 .. count-1]}. One call for many
   * rows: they are read four at a time, which hides half of the memory latency.
   */
  void to(int[] rows, int count, float[] out);
}
