package io.vecgo.quant;

import io.vecgo.model.Metric;

/**
 * The point from which a quantizer sees vectors: the mean of its training sample, of directions
 * under cosine. Immutable, thread-safe.
 */
final class Centre {
  private final Metric metric;
  private final float[] point;
  private final double length;

  /**
   * @param point kept
   */
  Centre(Metric metric, float[] point) {
    this.metric = metric;
    this.point = point;
    this.length = length(point);
  }

  /** The mean of a sample; zero if the sample is empty. */
  static Centre meanOf(float[][] sample, Metric metric, int dimension) {
    double[] sums = new double[dimension];
    for (float[] vector : sample) {
      double scale = scale(vector, metric);
      for (int i = 0; i < dimension; i++) {
        sums[i] += vector[i] * scale;
      }
    }
    float[] mean = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      mean[i] = (float) (sums[i] / Math.max(1, sample.length));
    }
    return new Centre(metric, mean);
  }

  /** What a vector is multiplied with before anything else: under cosine only directions count. */
  static double scale(float[] vector, Metric metric) {
    if (metric != Metric.COSINE) {
      return 1;
    }
    double length = length(vector);
    return length > 0 ? 1 / length : 1;
  }

  private static double length(float[] vector) {
    double sum = 0;
    for (float component : vector) {
      sum += (double) component * component;
    }
    return Math.sqrt(sum);
  }

  Metric metric() {
    return metric;
  }

  /** A view. */
  float[] point() {
    return point;
  }

  double length() {
    return length;
  }

  /** The vector less {@code share} of this point, into {@code residual}; returns its length. */
  double residual(float[] vector, double scale, double share, double[] residual) {
    double sum = 0;
    for (int i = 0; i < point.length; i++) {
      double difference = vector[i] * scale - share * point[i];
      residual[i] = difference;
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  /** Length of a scaled vector in the direction of this point; 0 if the point is zero. */
  double along(float[] vector, double scale) {
    double sum = 0;
    for (int i = 0; i < point.length; i++) {
      sum += (double) vector[i] * point[i];
    }
    return length > 0 ? sum * scale / length : 0;
  }

  /** Length of a residual in the direction of this point; 0 if the point is zero. */
  double along(double[] residual) {
    double sum = 0;
    for (int i = 0; i < point.length; i++) {
      sum += residual[i] * point[i];
    }
    return length > 0 ? sum / length : 0;
  }
}
