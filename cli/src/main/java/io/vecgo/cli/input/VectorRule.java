package io.vecgo.cli.input;

import io.vecgo.model.Limits;
import io.vecgo.model.Metric;

/**
 * What every vector of one input must be: of one dimension, finite, and not zero where cosine
 * compares it. Use a new rule for each input.
 */
public final class VectorRule {
  private static final int FROM_FIRST_ROW = 0;

  /** Where a vector stands: makes the exception for what is wrong with it. */
  interface Place {
    BadInputException problem(String problem);
  }

  private final Metric metric;
  private final String reason;
  private int dimension;

  private VectorRule(Metric metric, int dimension, String reason) {
    this.metric = metric;
    this.dimension = dimension;
    this.reason = reason;
  }

  /** The first vector of the input decides on the dimension. */
  public static VectorRule ofFirstRow() {
    return new VectorRule(Metric.L2, FROM_FIRST_ROW, "like the rows before");
  }

  /** The vectors must fit a database of this dimension and metric. */
  public static VectorRule of(int dimension, Metric metric) {
    Limits.checkDimension(dimension);
    return new VectorRule(metric, dimension, "the dimension of the database");
  }

  void checkDimension(Place place, long found) throws BadInputException {
    if (found < 1 || found > Limits.DIMENSION_MAX) {
      throw place.problem(
          "has the dimension %d, expected 1 to %d: is this a vector file?"
              .formatted(found, Limits.DIMENSION_MAX));
    }
    if (dimension == FROM_FIRST_ROW) {
      dimension = (int) found;
    }
    if (found != dimension) {
      throw place.problem(
          "has the dimension %d, expected %d (%s)".formatted(found, dimension, reason));
    }
  }

  void checkComponents(Place place, float[] vector) throws BadInputException {
    boolean zero = true;
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        throw place.problem("component %d is %s, expected a finite number".formatted(i, vector[i]));
      }
      zero &= vector[i] == 0;
    }
    if (zero && metric == Metric.COSINE) {
      throw place.problem(
          "is all zeros, expected a vector with a direction, as cosine compares directions");
    }
  }
}
