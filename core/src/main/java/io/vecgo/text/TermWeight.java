package io.vecgo.text;

/**
 * The BM25 score that a term gives a row:
 *
 * <pre>{@code
 * count * idf * f / (f + k1 * (1 - b + b * length / averageLength))
 * idf = ln(1 + (N - n + 0.5) / (n + 0.5))
 * }</pre>
 *
 * where f is how often the term stands in the text, count how often in the query, N the number of
 * live rows with a text and n of those with the term. It is the form that Lucene computes: without
 * the constant factor k1 + 1, which changes no order.
 *
 * <p>Scores are rounded to multiples of 2^-36, so that sums of them are exact and do not depend on
 * the order of the terms, nor on how rows are divided into parts. Every step is monotonic in f and
 * in the length, so that a score of larger f and smaller length is a bound.
 */
public final class TermWeight {
  /** Doubles of this magnitude are multiples of 2^-36. */
  private static final double ROUNDING = 0x1.8p16;

  private final double weight;
  private final Norms norms;

  /**
   * @param count how often the term stands in the query
   * @param rowsWithTerm live rows of all parts
   */
  public TermWeight(int count, long rowsWithTerm, FieldStatistics statistics, Norms norms) {
    this.weight = count * idf(rowsWithTerm, statistics.rows());
    this.norms = norms;
  }

  private static double idf(long rowsWithTerm, long rows) {
    return Math.log1p((rows - rowsWithTerm + 0.5) / (rowsWithTerm + 0.5));
  }

  /** The score of a row. */
  double score(int frequency, int length) {
    double score = weight - weight / (1 + frequency * norms.of(length));
    return score + ROUNDING - ROUNDING;
  }

  /** What no score exceeds. */
  double limit() {
    return weight + ROUNDING - ROUNDING;
  }
}
