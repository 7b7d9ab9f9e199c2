package io.vecgo.quant;

import io.vecgo.bytes.ByteWriter;

/**
 * The coordinates in which the points of a code are an even grid. A direction has coordinates
 * {@code y}; the inner product of two directions is the sum of {@code weight y y'}. Immutable,
 * thread-safe.
 */
sealed interface Frame permits RotatedFrame, ScaledFrame {

  /** Number of coordinates; at least the number of components. */
  int dimension();

  /**
   * The coordinates of a direction.
   *
   * @param residual of a length above 0
   * @param length of the residual
   * @param coordinates where they go, of {@link #dimension}
   */
  void coordinates(float[] residual, double length, float[] coordinates);

  /** What a coordinate counts in inner products. */
  float weight(int coordinate);

  /** Steps of the grid in one unit of a coordinate, for the code of this direction. */
  float gridScale(float[] coordinates, double length, int bits);

  /**
   * How much of the greatest possible error (of a query in the direction of what a code lost) is to
   * be expected.
   */
  double errorShare();

  /**
   * How much error to expect from the rounding of the query, in units of its step and of the length
   * of a code, both counted in steps of their grids.
   */
  double roundingShare();

  /** Writes what its {@code read} needs. */
  void write(ByteWriter out);
}
