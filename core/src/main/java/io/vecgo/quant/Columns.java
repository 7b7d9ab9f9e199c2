package io.vecgo.quant;

/**
 * Arithmetic on points that are stored by component: {@code columns[component][point]}. Each method
 * is a plain loop over arrays with one index, which the compiler turns into vector code; every
 * element is computed by itself, so results do not depend on that.
 */
final class Columns {
  private Columns() {}

  /** Adds the squared difference of each element from a value. */
  static void addSquaredDifferences(float value, float[] column, float[] sums, int count) {
    for (int i = 0; i < count; i++) {
      float difference = column[i] - value;
      sums[i] = Math.fma(difference, difference, sums[i]);
    }
  }

  /** Adds each element times a factor. */
  static void addMultiples(float factor, float[] column, float[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] = Math.fma(factor, column[i], sums[i]);
    }
  }

  /** Adds each element times a factor. */
  static void addMultiples(double factor, double[] column, double[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] = Math.fma(factor, column[i], sums[i]);
    }
  }

  /** Lowers each element to the other one where that is less. */
  static void lower(float[] elements, float[] others, int count) {
    for (int i = 0; i < count; i++) {
      elements[i] = Math.min(elements[i], others[i]);
    }
  }
}
