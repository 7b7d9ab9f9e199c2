package io.vecgo.kernel;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.model.Metric;
import java.util.Arrays;
import java.util.Optional;

/**
 * A ball that holds all vectors of some rows; under cosine, all of them divided by their lengths.
 * By the triangle inequality it says how near a row can be at all: no row is nearer to a query than
 * the query is to the centre, less the radius. An inner product is at most that with the centre
 * plus the length of the query times the radius (Cauchy and Schwarz).
 *
 * <p>The centre is rounded to a byte a component, and the radius is the largest distance from the
 * rounded centre: rounding makes the ball larger, never wrong. Immutable, thread-safe.
 */
public final class Ball {
  /** Longer vectors have no ball: its centre would fill the manifest. */
  public static final int DIMENSION_MAX = 2_048;

  private static final int BYTE_MAX = 127;

  /** Of a radius or distance in double precision, beyond what summing can lose. */
  private static final double DOUBLE_SLACK = 1e-9;

  /** Unit roundoff of floats, twice. */
  private static final double FLOAT_SLACK = 0x1p-23;

  private static final int ROUNDINGS_BESIDE_SUM = 32;

  /** Lengths between which products of floats neither overflow nor vanish. */
  private static final double LENGTH_MIN = 1e-12;

  private static final double LENGTH_MAX = 1e12;

  private final Metric metric;
  private final float step;
  private final byte[] centre;
  private final double radius;

  private Ball(Metric metric, float step, byte[] centre, double radius) {
    this.metric = metric;
    this.step = step;
    this.centre = centre;
    this.radius = radius;
  }

  /**
   * The ball of rows; empty if a proof from it would not be safe. Reads all of them twice.
   *
   * @param rows at least one
   */
  public static Optional<Ball> around(Metric metric, FloatRows vectors, int[] rows) {
    int dimension = vectors.dimension();
    if (dimension > DIMENSION_MAX) {
      return Optional.empty();
    }
    double[] mean = new double[dimension];
    float[] vector = new float[dimension];
    for (int row : rows) {
      vectors.get(row, vector);
      double length = Math.sqrt(FloatDistances.squaredLength(vector));
      if (!isSafe(metric, length)) {
        return Optional.empty();
      }
      double weight = (metric == Metric.COSINE ? 1 / length : 1) / rows.length;
      for (int i = 0; i < dimension; i++) {
        mean[i] += weight * vector[i];
      }
    }
    return Optional.of(rounded(metric, mean).grownTo(vectors, rows));
  }

  private static boolean isSafe(Metric metric, double length) {
    return switch (metric) {
      case COSINE -> length >= LENGTH_MIN && length <= LENGTH_MAX;
      case DOT, L2 -> length <= LENGTH_MAX;
    };
  }

  private static Ball rounded(Metric metric, double[] mean) {
    double largest = Arrays.stream(mean).map(Math::abs).max().orElse(0);
    float step = (float) (largest / BYTE_MAX);
    byte[] centre = new byte[mean.length];
    for (int i = 0; i < centre.length && step > 0; i++) {
      centre[i] = (byte) Math.clamp(Math.round(mean[i] / step), -BYTE_MAX, BYTE_MAX);
    }
    return new Ball(metric, step, centre, 0);
  }

  private Ball grownTo(FloatRows vectors, int[] rows) {
    float[] vector = new float[centre.length];
    double largest = 0;
    for (int row : rows) {
      vectors.get(row, vector);
      largest = Math.max(largest, toCentre(vector));
    }
    return new Ball(metric, step, centre, largest * (1 + DOUBLE_SLACK));
  }

  /** The distance of a vector, as the metric sees it, from the centre. */
  private double toCentre(float[] vector) {
    double scale = scale(vector);
    double sum = 0;
    for (int i = 0; i < centre.length; i++) {
      double difference = scale * vector[i] - (double) step * centre[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  private double scale(float[] vector) {
    return metric == Metric.COSINE ? 1 / Math.sqrt(FloatDistances.squaredLength(vector)) : 1;
  }

  /** Whether a vector lies in the ball. */
  public boolean holds(float[] vector) {
    return toCentre(vector) <= radius * (1 + DOUBLE_SLACK);
  }

  /**
   * The smallest distance that {@link FloatDistances} can compute between a query and a row of the
   * ball, with all its rounding; negative infinity where nothing is proven.
   */
  public double nearest(float[] query) {
    double length = Math.sqrt(FloatDistances.squaredLength(query));
    if (!isSafe(metric, length)) {
      return Double.NEGATIVE_INFINITY;
    }
    return switch (metric) {
      case L2 -> nearestSquared(toCentre(query));
      case DOT -> -largestProduct(query, length);
      case COSINE -> -Math.min(1, largestProduct(query, 1)) - relativeSlack();
    };
  }

  private double nearestSquared(double toCentre) {
    double gap = toCentre * (1 - DOUBLE_SLACK) - radius * (1 + DOUBLE_SLACK);
    return gap <= 0 ? 0 : gap * gap * (1 - relativeSlack()) - absoluteSlack();
  }

  /** Of the query, as the metric sees it, with anything in the ball. */
  private double largestProduct(float[] query, double length) {
    double scale = scale(query);
    double product = 0;
    double lengthOfCentre = 0;
    for (int i = 0; i < centre.length; i++) {
      double component = (double) step * centre[i];
      product += scale * query[i] * component;
      lengthOfCentre += component * component;
    }
    double reach = Math.sqrt(lengthOfCentre) + radius;
    double slack = length * reach * (DOUBLE_SLACK + relativeSlack()) + absoluteSlack();
    return product + length * radius + slack;
  }

  /** What summing floats may lose, relative to the sum of magnitudes. */
  private double relativeSlack() {
    return (centre.length + ROUNDINGS_BESIDE_SUM) * FLOAT_SLACK;
  }

  /** What products of floats may lose when they vanish. */
  private double absoluteSlack() {
    return centre.length * (double) Float.MIN_NORMAL;
  }

  public void write(ByteWriter out) {
    out.i32(Float.floatToRawIntBits(step)).f64(radius).raw(centre);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param dimension components of the vectors, at most {@link #DIMENSION_MAX}
   */
  public static Ball read(Metric metric, int dimension, ByteReader in) {
    float step = Float.intBitsToFloat(in.i32());
    double radius = in.f64();
    if (!(step >= 0 && step <= Float.MAX_VALUE && radius >= 0 && radius <= Double.MAX_VALUE)) {
      throw in.corrupt("invalid ball", "finite step and radius, from 0", step + ", " + radius);
    }
    return new Ball(metric, step, in.raw(dimension), radius);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ball that
        && metric == that.metric
        && Float.compare(step, that.step) == 0
        && Double.compare(radius, that.radius) == 0
        && Arrays.equals(centre, that.centre);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(centre) + Double.hashCode(radius);
  }

  @Override
  public String toString() {
    return "ball of radius " + radius;
  }
}
