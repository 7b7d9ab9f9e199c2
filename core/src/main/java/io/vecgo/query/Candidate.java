package io.vecgo.query;

import io.vecgo.part.Part;
import java.util.Comparator;

/**
 * A row that may be a result.
 *
 * @param distance smaller is better: of vectors, or a negated score of texts
 */
record Candidate(float distance, long id, Part part, int row) {
  static final Comparator<Candidate> ORDER =
      Comparator.comparingDouble(Candidate::distance).thenComparingLong(Candidate::id);
}
