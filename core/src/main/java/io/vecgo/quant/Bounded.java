package io.vecgo.quant;

/**
 * Numbers cut to magnitudes from which no estimate can become infinite or NaN. Vectors longer than
 * {@code 2^40} may lose their order, but never break a walk.
 */
final class Bounded {
  private static final float SUMMAND_MAX = 0x1p124f;
  private static final float FACTOR_MAX = 0x1p62f;
  private static final float STEP_MAX = 0x1p32f;

  private Bounded() {}

  /** What is added to an estimate as it is. */
  static float summand(double value) {
    return (float) Math.clamp(value, -SUMMAND_MAX, SUMMAND_MAX);
  }

  /** What is multiplied with another factor. */
  static float factor(double value) {
    return (float) Math.clamp(value, -FACTOR_MAX, FACTOR_MAX);
  }

  /** What is multiplied with an integer product; the result is a factor. */
  static float step(double value) {
    return (float) Math.clamp(value, 0, STEP_MAX);
  }
}
