package io.vecgo.model;

/** Exact order of 64-bit integers and doubles. */
final class Numbers {
  private static final double TWO_POW_63 = 0x1p63;

  private Numbers() {}

  /** Compares two doubles by magnitude: unlike {@code Double.compare}, -0.0 equals 0.0. */
  static int compare(double a, double b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  /**
   * Compares without rounding the integer to double: above 2^53 that would make different numbers
   * equal.
   */
  static int compare(long a, double b) {
    if (b >= TWO_POW_63) {
      return -1;
    }
    if (b < -TWO_POW_63) {
      return 1;
    }
    long whole = (long) b;
    if (a != whole) {
      return a < whole ? -1 : 1;
    }
    return compare(0.0, b - whole);
  }
}
