package io.vecgo.quant;

import io.vecgo.kernel.Distances;

/**
 * Distances estimated from codes. They are estimates of the same numbers that full vectors give, so
 * that estimates of different quantizers can be compared.
 */
public interface CodeDistances extends Distances {

  /** Measures from now on from this vector, which is copied as needed. */
  void aimAt(float[] query);
}
