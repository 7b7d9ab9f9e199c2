package io.vecgo.observe;

/**
 * What a search did in one part (the memtable or a segment).
 *
 * @param part name of the part
 * @param plan how it was searched
 * @param liveRows rows that the snapshot sees
 * @param matchingRows rows among them that the filter lets through
 * @param vectorsScanned vectors compared by an exact scan
 * @param distanceComputations vectors compared in any way
 * @param graphHops graph nodes whose neighbours were looked at
 * @param reranked candidates of the walk that were compared by their full vectors
 * @param nanos time spent
 */
public record PartStats(
    String part,
    Plan plan,
    long liveRows,
    long matchingRows,
    long vectorsScanned,
    long distanceComputations,
    long graphHops,
    long reranked,
    long nanos) {

  /** The ways to search a part. */
  public enum Plan {
    /** No row can be a result. */
    SKIP,
    /** Every matching row is compared. */
    EXACT,
    /** A graph walk finds the candidates. */
    GRAPH
  }
}
