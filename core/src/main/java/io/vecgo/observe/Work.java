package io.vecgo.observe;

/**
 * What a search did, in counts.
 *
 * @param vectorsScanned rows compared because a scan compares every matching row, by vectors or
 *     codes
 * @param distanceComputations vectors compared in any way, by themselves or by their codes
 * @param graphHops graph nodes whose neighbours were looked at
 * @param candidates rows that a walk or a scan found, before the best k of all were taken
 * @param reranked candidates whose distances were estimates and were computed from full vectors
 * @param bytesRead bytes of vectors, codes and links that were read to compare, be they in memory
 *     or not
 */
public record Work(
    long vectorsScanned,
    long distanceComputations,
    long graphHops,
    long candidates,
    long reranked,
    long bytesRead) {
  public static final Work NONE = new Work(0, 0, 0, 0, 0, 0);

  /** What both took. */
  public Work plus(Work other) {
    return new Work(
        vectorsScanned + other.vectorsScanned,
        distanceComputations + other.distanceComputations,
        graphHops + other.graphHops,
        candidates + other.candidates,
        reranked + other.reranked,
        bytesRead + other.bytesRead);
  }
}
