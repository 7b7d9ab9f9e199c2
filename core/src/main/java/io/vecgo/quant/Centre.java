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
    return Math.sqrt(product(vector, vector));
  }

  /** Four sums, so that additions overlap. */
  private static double product(float[] a, float[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i < a.length - 3; i += 4) {
      s0 += (double) a[i] * b[i];
      s1 += (double) a[i + 1] * b[i + 1];
      s2 += (double) a[i + 2] * b[i + 2];
      s3 += (double) a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += (double) a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
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
  double residual(float[] vector, double scale, double share, float[] residual) {
    for (int i = 0; i < point.length; i++) {
      residual[i] = (float) (vector[i] * scale - share * point[i]);
    }
    double sum = length(residual);
    return Double.isFinite(sum) ? sum : lengthOfCut(residual);
  }

  /** Differences of the greatest floats are infinite. */
  private static double lengthOfCut(float[] residual) {
    for (int i = 0; i < residual.length; i++) {
      residual[i] = Math.clamp(residual[i], -Float.MAX_VALUE, Float.MAX_VALUE);
    }
    return length(residual);
  }

  /** Length of a vector in the direction of this point; 0 if the point is zero. */
  double along(float[] vector) {
    return length > 0 ? product(vector, point) / length : 0;
  }
}
