package io.vecgo.kernel;

/** Exact distances to rows, from any vector. Confined to one thread. */
public interface VectorDistances extends RowDistances {

  /** Measures from now on from this vector, which is copied; returns itself. */
  VectorDistances aimAt(float[] vector);

  /** Memory that it keeps for copies of rows. */
  default long memoryBytes() {
    return 0;
  }
}
