package io.vecgo.kernel;

/** Distances from a row to other rows of its part: what a graph is built with. */
public interface RowDistances extends Distances {

  /** Measures from now on from the vector of this row. */
  void aimAt(int row);
}
