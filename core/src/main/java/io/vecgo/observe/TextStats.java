package io.vecgo.observe;

/**
 * What the text side of a search took, in all parts together.
 *
 * @param terms different terms of the query that some record holds, counted field by field
 * @param matchingPostings entries that these terms have, one for each record with the term
 * @param postingsRead entries that were read; the others cannot be of hits
 * @param nanos time spent
 */
public record TextStats(int terms, long matchingPostings, long postingsRead, long nanos) {
  /** Of a query without text. */
  public static final TextStats NONE = new TextStats(0, 0, 0, 0);
}
