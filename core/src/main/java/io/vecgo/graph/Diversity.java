package io.vecgo.graph;

import io.vecgo.model.Metric;

/**
 * When one neighbour stands for another that lies behind it: if the other is nearer to it than to
 * the row, clearly so. Asking for a margin keeps some more links, above all long ones, and takes
 * fewer distances to the same recall (Subramanya et al., DiskANN, NeurIPS 2019).
 *
 * @param margin factor by which it must be nearer, 1 or more; of squared distances
 * @param zero the distance of a row from itself, from which the factor counts
 */
record Diversity(float margin, float zero) {
  private static final float MARGIN = 1.1f;

  /** Inner products have no zero: they get no margin. */
  static Diversity of(Metric metric) {
    return switch (metric) {
      case L2 -> new Diversity(MARGIN, 0);
      case COSINE -> new Diversity(MARGIN, -1);
      case DOT -> new Diversity(1, 0);
    };
  }

  /**
   * Whether a neighbour stands for a candidate.
   *
   * @param fromNeighbour distance between the two
   * @param fromRow distance between the candidate and the row
   */
  boolean isCovered(float fromNeighbour, float fromRow) {
    return margin * (fromNeighbour - zero) < fromRow - zero;
  }
}
