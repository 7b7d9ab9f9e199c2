package io.vecgo.kernel;

import io.vecgo.model.Metric;

/**
 * Exact distances to float vectors. Under cosine a row's distance is its inner product with the
 * query of length one, times the row's {@linkplain #scale scale}; vectors themselves stay as they
 * were given.
 */
public final class FloatDistances implements Distances {
  private static final int BATCH = 4;

  private final FloatKernels kernels;
  private final Metric metric;
  private final FloatRows vectors;
  private final FloatRows scales;
  private final float[] query;

  /**
   * @param scales one float a row under cosine, ignored otherwise
   */
  public FloatDistances(FloatKernels kernels, Metric metric, FloatRows vectors, FloatRows scales) {
    this.kernels = kernels;
    this.metric = metric;
    this.vectors = vectors;
    this.scales = scales;
    this.query = new float[FloatRows.paddedDimension(vectors.dimension())];
  }

  /** The inverse of a vector's length: what makes it a unit vector. */
  public static float scale(float[] vector) {
    return (float) (1.0 / Math.sqrt(squaredLength(vector)));
  }

  /** The squared length of a vector, summed in double precision. */
  public static double squaredLength(float[] vector) {
    double sum = 0;
    for (float component : vector) {
      sum += (double) component * component;
    }
    return sum;
  }

  /** Measures from now on from this vector, which is copied. */
  public FloatDistances aimAt(float[] vector) {
    System.arraycopy(vector, 0, query, 0, vector.length);
    if (metric == Metric.COSINE) {
      scaleQuery(scale(vector));
    }
    return this;
  }

  @Override
  public void aimAt(int row) {
    vectors.get(row, query);
    if (metric == Metric.COSINE) {
      scaleQuery(scales.first(row));
    }
  }

  private void scaleQuery(float scale) {
    for (int i = 0; i < query.length; i++) {
      query[i] *= scale;
    }
  }

  @Override
  public void to(int[] rows, int count, float[] out) {
    int i = 0;
    for (; i + BATCH <= count; i += BATCH) {
      toFour(rows[i], rows[i + 1], rows[i + 2], rows[i + 3], out, i);
    }
    for (; i < count; i++) {
      out[i] = toOne(rows[i]);
    }
    convert(rows, count, out);
  }

  private void toFour(int a, int b, int c, int d, float[] out, int at) {
    if (metric == Metric.L2) {
      kernels.l2x4(
          query,
          vectors.chunk(a),
          vectors.offset(a),
          vectors.chunk(b),
          vectors.offset(b),
          vectors.chunk(c),
          vectors.offset(c),
          vectors.chunk(d),
          vectors.offset(d),
          out,
          at);
    } else {
      kernels.dot4(
          query,
          vectors.chunk(a),
          vectors.offset(a),
          vectors.chunk(b),
          vectors.offset(b),
          vectors.chunk(c),
          vectors.offset(c),
          vectors.chunk(d),
          vectors.offset(d),
          out,
          at);
    }
  }

  private float toOne(int row) {
    return metric == Metric.L2
        ? kernels.l2(query, vectors.chunk(row), vectors.offset(row))
        : kernels.dot(query, vectors.chunk(row), vectors.offset(row));
  }

  private void convert(int[] rows, int count, float[] out) {
    switch (metric) {
      case L2 -> {}
      case DOT -> {
        for (int i = 0; i < count; i++) {
          out[i] = -out[i];
        }
      }
      case COSINE -> {
        for (int i = 0; i < count; i++) {
          out[i] *= -scales.first(rows[i]);
        }
      }
    }
  }
}
