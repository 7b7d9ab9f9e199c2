package io.vecgo.benchmarks.text;

import java.util.List;

/** A row that was found, and its score. */
record Ranked(int row, float score) {
  private static final double TOLERANCE = 2e-6;

  /**
   * Whether two results are the same, ties aside: the scores at each rank are equal but for
   * rounding, and rows differ only where a neighbour has an equal score.
   */
  static boolean areSame(List<Ranked> one, List<Ranked> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!isTie(one.get(i), other.get(i)) || !isKnown(one.get(i), other)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a row is in a result, or lost its place there to one of equal score. */
  private static boolean isKnown(Ranked row, List<Ranked> result) {
    return isTie(row, result.getLast())
        || result.stream().anyMatch(of -> of.row() == row.row() && isTie(of, row));
  }

  private static boolean isTie(Ranked one, Ranked other) {
    return Math.abs(one.score() - other.score()) <= TOLERANCE * Math.max(1, Math.abs(one.score()));
  }
}
