package io.vecgo.text;

/**
 * What BM25 needs to know of a field as a whole. Rows without a term in the field do not count.
 *
 * @param rows live rows
 * @param totalLength terms in all of them
 */
public record FieldStatistics(long rows, long totalLength) {
  /** Of no rows. */
  public static final FieldStatistics NONE = new FieldStatistics(0, 0);

  /** Of the rows of both. */
  public FieldStatistics plus(FieldStatistics other) {
    return new FieldStatistics(rows + other.rows, totalLength + other.totalLength);
  }

  double averageLength() {
    return rows == 0 ? 1 : (double) totalLength / rows;
  }
}
