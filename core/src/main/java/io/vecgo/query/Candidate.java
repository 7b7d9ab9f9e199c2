package io.vecgo.query;

import io.vecgo.model.Hit;
import io.vecgo.model.Hit.Place;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.Query.Returned;
import io.vecgo.part.Part;
import java.util.Comparator;
import java.util.Optional;

/**
 * A row that may be a result.
 *
 * @param distance smaller is better: of vectors, or a negated score of texts
 */
record Candidate(float distance, long id, Part part, int row) {
  /** The order of results. */
  static final Comparator<Candidate> ORDER =
      Comparator.comparingDouble(Candidate::distance).thenComparingLong(Candidate::id);

  @SuppressWarnings("ReferenceEquality") // records equal by content would compare whole row sets
  boolean isOf(Part of) {
    return part == of;
  }

  /** With everything that a query by vector alone, or by text alone, asks for. */
  Hit fetch(Query query, Metric metric) {
    float score = query.hasVector() ? metric.score(distance) : -distance;
    return fetch(query, score, Optional.empty(), Optional.empty());
  }

  /** With everything that a query asks for. */
  Hit fetch(Query query, float score, Optional<Place> byVector, Optional<Place> byText) {
    return new Hit(
        id,
        part.key(row),
        score,
        query.returns(Returned.METADATA) ? Optional.of(part.metadata(row)) : Optional.empty(),
        query.returns(Returned.VECTOR) ? Optional.of(part.vector(row)) : Optional.empty(),
        query.returns(Returned.PAYLOAD) ? Optional.of(part.payload(row)) : Optional.empty(),
        byVector,
        byText);
  }
}
