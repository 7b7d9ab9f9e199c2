package io.vecgo.query;

import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.Query.Returned;
import io.vecgo.part.Part;
import java.util.Comparator;
import java.util.Optional;

/** A row that may be a result. */
record Candidate(float distance, long id, Part part, int row) {
  /** The order of results. */
  static final Comparator<Candidate> ORDER =
      Comparator.comparingDouble(Candidate::distance).thenComparingLong(Candidate::id);

  @SuppressWarnings("ReferenceEquality") // records equal by content would compare whole row sets
  boolean isOf(Part of) {
    return part == of;
  }

  /** With everything that the query asks for. */
  Hit fetch(Query query, Metric metric) {
    return new Hit(
        id,
        part.key(row),
        metric.score(distance),
        query.returns(Returned.METADATA) ? Optional.of(part.metadata(row)) : Optional.empty(),
        query.returns(Returned.VECTOR) ? Optional.of(part.vector(row)) : Optional.empty(),
        query.returns(Returned.PAYLOAD) ? Optional.of(part.payload(row)) : Optional.empty());
  }
}
