package io.vecgo.benchmarks.ann;

/**
 * Which share of the rows a filtered query may find. A row carries a bucket, its number modulo
 * 1000, and matches if that is below the limit.
 *
 * @param share above 0, at most 1
 */
record Selectivity(double share) {
  static final String FIELD = "bucket";
  static final Selectivity ALL = new Selectivity(1);

  private static final int BUCKETS = 1000;

  Selectivity {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "selectivity=" + share + ": must be above 0 and at most 1");
    }
  }

  static int bucket(int row) {
    return row % BUCKETS;
  }

  /** Buckets below this match. */
  int limit() {
    return (int) Math.max(1, Math.round(share * BUCKETS));
  }

  boolean isAll() {
    return limit() == BUCKETS;
  }

  boolean matches(int row) {
    return bucket(row) < limit();
  }
}
