package io.vecgo.observe;

/**
 * What a search did in one part (the memtable or a segment), and why.
 *
 * @param part name of the part
 * @param plan how it was searched
 * @param reason why so
 * @param liveRows rows that the snapshot sees
 * @param matchingRows rows among them that the filter lets through; exact, and what the plan goes
 *     by
 * @param walkCost what a graph walk was expected to cost, if the filter has nothing to do with the
 *     query, in vectors scanned; infinite where no walk was considered
 * @param scanCost what a scan was expected to cost
 * @param nearSelectivity share of the rows near the query that match, as a walk met them: where it
 *     is far from {@link #selectivity} the filter has to do with the query. NaN without a walk
 * @param work what was done
 * @param phases where the time went
 */
public record PartStats(
    String part,
    Plan plan,
    Reason reason,
    long liveRows,
    long matchingRows,
    double walkCost,
    double scanCost,
    double nearSelectivity,
    Work work,
    Phases phases) {

  /** The ways to search a part. */
  public enum Plan {
    /** No row can be a result. */
    SKIP,
    /** Every matching row is compared. */
    EXACT,
    /** The codes of every matching row are compared, then the best by their vectors. */
    CODES,
    /** A graph walk finds the candidates. */
    GRAPH
  }

  /** Why a part was searched in this way. */
  public enum Reason {
    NO_ROW_MATCHES("no row matches"),
    PRUNED_BY_STATS("its statistics prove that no row matches"),
    PRUNED_BY_BLOOM("its Bloom filter proves that no row matches"),
    PRUNED_BY_DISTANCE("no row can be near enough"),
    EXACT_ASKED_FOR("an exact search was asked for"),
    NO_GRAPH("it has no graph"),
    SCAN_COSTS_LESS("a scan costs less than a walk"),
    WALK_COSTS_LESS("a walk costs less than a scan"),
    WALK_MAY_COST_LESS("a walk costs less than a scan if rows near the query match"),
    NO_TERM("no row holds a term of the query"),
    HOLDS_TERMS("rows hold terms of the query");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    /** The reason as the end of a sentence. */
    public String words() {
      return words;
    }
  }

  /** Share of the live rows that match; 1 where there are none. */
  public double selectivity() {
    return liveRows == 0 ? 1 : (double) matchingRows / liveRows;
  }

  /**
   * Whether a walk met or found too few matching rows, so that the matching rows were scanned after
   * it.
   */
  public boolean isScannedAfterWalk() {
    return plan == Plan.GRAPH && work.vectorsScanned() > 0;
  }

  /** See {@link Work#vectorsScanned}. */
  public long vectorsScanned() {
    return work.vectorsScanned();
  }

  /** See {@link Work#distanceComputations}. */
  public long distanceComputations() {
    return work.distanceComputations();
  }

  /** See {@link Work#graphHops}. */
  public long graphHops() {
    return work.graphHops();
  }

  /** See {@link Work#reranked}. */
  public long reranked() {
    return work.reranked();
  }

  /** Time spent in this part. */
  public long nanos() {
    return phases.nanos();
  }
}
