package io.vecgo.query;

import io.vecgo.model.Hit;
import java.util.Comparator;
import java.util.Optional;

/**
 * A row that may be a result of a query, with what the sides of a hybrid one say of it.
 *
 * @param score as users see it
 */
record FusedRow(
    Candidate row, float score, Optional<Hit.Place> byVector, Optional<Hit.Place> byText) {
  /** Of hybrid queries: larger scores first, then ids. */
  static final Comparator<FusedRow> ORDER =
      Comparator.comparingDouble((FusedRow fused) -> -fused.score())
          .thenComparingLong(fused -> fused.row().id());

  /** A row of a query that has one side only. */
  static FusedRow alone(Candidate row, float score) {
    return new FusedRow(row, score, Optional.empty(), Optional.empty());
  }
}
