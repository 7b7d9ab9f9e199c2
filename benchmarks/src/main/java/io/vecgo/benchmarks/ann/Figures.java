package io.vecgo.benchmarks.ann;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;

/** Numbers in maps that become lines of JSON. */
final class Figures {
  private static final MathContext DIGITS = new MathContext(5);

  private Figures() {}

  static double number(Map<String, Object> fields, String name) {
    if (fields.get(name) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(name + ": must be a number in " + fields);
  }

  /** With five digits, more than any figure here is good for. */
  static BigDecimal rounded(double figure) {
    return new BigDecimal(figure).round(DIGITS).stripTrailingZeros();
  }
}
