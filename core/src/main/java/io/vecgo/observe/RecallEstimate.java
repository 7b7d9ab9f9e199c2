package io.vecgo.observe;

/**
 * How much of the truth searches through graphs found of late, from those that were repeated
 * exactly.
 *
 * @param recall mean share of the true results that were found, 0 to 1
 * @param low lower end of the interval that holds the true mean with 95 % confidence
 * @param high upper end of it
 * @param searches number of searches that it is told from
 */
public record RecallEstimate(double recall, double low, double high, int searches) {
  /** The 97.5 % quantile of the normal distribution. */
  private static final double Z = 1.959964;

  /**
   * The estimate from sums over searches. The interval is that of Wilson (Journal of the American
   * Statistical Association 22, 1927, page 209), with the variance that was measured in place of
   * that of searches which find all or nothing: the same for those, narrower for all others, and
   * never a point, however equal few searches are.
   *
   * @param sum of the recalls of the searches
   * @param sumOfSquares of the same
   * @param searches at least one
   */
  public static RecallEstimate of(double sum, double sumOfSquares, int searches) {
    double mean = sum / searches;
    double variance = Math.max(0, sumOfSquares / searches - mean * mean);
    double z2 = Z * Z / searches;
    double centre = (mean + z2 / 2) / (1 + z2);
    double half = Z * Math.sqrt(variance / searches + z2 / (4 * searches)) / (1 + z2);
    return new RecallEstimate(
        mean,
        Math.max(0, Math.min(mean, centre - half)),
        Math.min(1, Math.max(mean, centre + half)),
        searches);
  }
}
