package io.vecgo.observe;

import io.vecgo.observe.PartStats.Reason;

/**
 * What the text side of a search did in one part.
 *
 * @param part name of the part
 * @param reason why it was searched or skipped
 * @param liveRows rows that the snapshot sees
 * @param matchingRows rows among them that the filter lets through
 * @param matchingPostings entries that the terms of the query have, one for each row with the term
 * @param postingsRead entries that were read; the others cannot be of hits
 * @param candidates rows found, before the best of all parts were taken
 * @param filterNanos time that the filter took
 * @param nanos time that the search took, without what is done for all parts together
 */
public record TextPartStats(
    String part,
    Reason reason,
    long liveRows,
    long matchingRows,
    long matchingPostings,
    long postingsRead,
    int candidates,
    long filterNanos,
    long nanos) {

  /** Whether no row could be a result. */
  public boolean isSkipped() {
    return reason != Reason.HOLDS_TERMS;
  }

  /** Share of the live rows that match; 1 where there are none. */
  public double selectivity() {
    return liveRows == 0 ? 1 : (double) matchingRows / liveRows;
  }
}
