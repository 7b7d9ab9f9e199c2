package io.vecgo.quant;

import io.vecgo.kernel.Distances;

/**
 * Distances estimated from codes. They are estimates of the same numbers that full vectors give, so
 * that estimates of different quantizers can be compared.
 */
public interface CodeDistances extends Distances {

  /** Measures from now on from this vector, which is copied as needed. */
  void aimAt(float[] query);

  /**
   * How far the estimated distance to a row may be from the true one. With random codes (RaBitQ) it
   * is a confidence interval that holds for about 19 of 20 rows, with others it always holds;
   * infinite where nothing is known. Reranking may stop once no estimate less its bound is small
   * enough.
   */
  default float errorBound(int row) {
    return Float.POSITIVE_INFINITY;
  }
}
