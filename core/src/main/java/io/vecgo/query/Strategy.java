package io.vecgo.query;

/**
 * What the planner may choose from. Whatever is chosen, if k rows match, k are found; the others
 * than the cheapest are there to measure whether it is.
 */
public enum Strategy {
  /** Whatever is expected to cost least. */
  CHEAPEST,
  /** Scans of vectors. */
  VECTORS,
  /** Scans of codes where there are any, else of vectors. */
  CODES,
  /** Walks where there is a graph, to their end. */
  WALK
}
