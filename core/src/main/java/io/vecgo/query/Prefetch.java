package io.vecgo.query;

import io.vecgo.model.Query;
import io.vecgo.part.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings together what hits are read from, where rows are not in memory: one wait for all in place
 * of several for each.
 */
final class Prefetch {
  /** So many hits at a time, so that the blocks of the first are still there for them. */
  static final int ROWS_MAX = 32;

  private Prefetch() {}

  /** For what a query returns of these rows. */
  static void run(Query query, List<Candidate> rows) {
    List<Candidate> left = new ArrayList<>();
    for (Candidate row : rows) {
      if (row.part().isPaged()) {
        left.add(row);
      }
    }
    while (!left.isEmpty()) {
      Part part = left.getFirst().part();
      int[] ofPart =
          left.stream().filter(row -> row.isOf(part)).mapToInt(Candidate::row).sorted().toArray();
      part.prefetch(ofPart, query.returned());
      left.removeIf(row -> row.isOf(part));
    }
  }
}
