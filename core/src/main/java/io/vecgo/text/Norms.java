package io.vecgo.text;

/**
 * How much the length of a text takes away from the frequency of its terms, by BM25 with k1 = 1.2
 * and b = 0.75. Immutable once made.
 */
public final class Norms {
  private static final double K1 = 1.2;
  private static final double B = 0.75;
  private static final int TABLE_LENGTH = 256;

  private final FieldStatistics statistics;
  private final double averageLength;
  private final double[] table = new double[TABLE_LENGTH];

  /** For the rows of all parts together. */
  public Norms(FieldStatistics statistics) {
    this.statistics = statistics;
    this.averageLength = statistics.averageLength();
    for (int length = 0; length < TABLE_LENGTH; length++) {
      table[length] = compute(length);
    }
  }

  boolean areOf(FieldStatistics others) {
    return statistics.equals(others);
  }

  /** The factor of the frequency of a term in a text of this length. */
  double of(int length) {
    return length < TABLE_LENGTH ? table[length] : compute(length);
  }

  private double compute(int length) {
    return 1 / (K1 * (1 - B + B * (length / averageLength)));
  }
}
