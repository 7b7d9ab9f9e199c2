package io.vecgo.columns;

import io.vecgo.rows.RowSet;

/**
 * What a column knows of a condition.
 *
 * @param sure rows that satisfy it
 * @param open rows whose documents must be asked; all others do not satisfy it
 */
record Match(RowSet sure, RowSet open) {
  static final Match NONE = sure(RowSet.none());

  static Match sure(RowSet rows) {
    return new Match(rows, RowSet.none());
  }

  Match or(Match other) {
    return new Match(joined(sure, other.sure), joined(open, other.open));
  }

  private static RowSet joined(RowSet a, RowSet b) {
    return a.isEmpty() ? b : b.isEmpty() ? a : a.or(b);
  }
}
