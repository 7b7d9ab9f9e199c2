package io.vecgo.query;

import io.vecgo.model.Hit;
import io.vecgo.model.Hit.Place;
import io.vecgo.model.Query;
import java.util.Comparator;
import java.util.Optional;

/**
 * A row that may be a result of a hybrid query, with what both sides say of it.
 *
 * @param score fused; larger is better
 */
record FusedRow(Candidate row, float score, Optional<Place> byVector, Optional<Place> byText) {
  /** Larger scores first, then ids. */
  static final Comparator<FusedRow> ORDER =
      Comparator.comparingDouble((FusedRow fused) -> -fused.score())
          .thenComparingLong(fused -> fused.row().id());

  /** With everything that the query asks for. */
  Hit fetch(Query query) {
    return row.fetch(query, score, byVector, byText);
  }
}
