package io.vecgo.kernel;

import io.vecgo.model.Metric;
import java.lang.foreign.MemorySegment;

/**
 * Exact distances to float vectors. Under cosine a distance is the inner product times the
 * {@linkplain #scale scales} of both vectors; vectors themselves stay as they were given.
 */
public final class FloatDistances implements VectorDistances {
  private static final int BATCH = 4;

  private final FloatKernels kernels;
  private final Metric metric;
  private final FloatRows vectors;
  private final FloatRows scales;
  private final float[] query;
  private final float[] rest = new float[BATCH];
  private float queryScale = 1;

  /**
   * Distances to {@code vectors}; aim before the first use.
   *
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

  @Override
  public FloatDistances aimAt(float[] vector) {
    System.arraycopy(vector, 0, query, 0, vector.length);
    queryScale = metric == Metric.COSINE ? scale(vector) : 1;
    return this;
  }

  @Override
  public void aimAt(int row) {
    vectors.get(row, query);
    queryScale = metric == Metric.COSINE ? scales.first(row) : 1;
  }

  @Override
  public void to(int[] rows, int count, float[] out) {
    int i = 0;
    for (; i + BATCH <= count; i += BATCH) {
      products(rows[i], rows[i + 1], rows[i + 2], rows[i + 3], out, i);
    }
    if (i < count) {
      productsOfRest(rows, i, count, out);
    }
    convert(rows, count, out);
  }

  /** One to three rows: the last one stands in for those that are missing. */
  private void productsOfRest(int[] rows, int from, int count, float[] out) {
    int last = rows[count - 1];
    int second = from + 1 < count ? rows[from + 1] : last;
    products(rows[from], second, last, last, rest, 0);
    System.arraycopy(rest, 0, out, from, count - from);
  }

  /** Squared distances under L2, else inner products. */
  private void products(int a, int b, int c, int d, float[] out, int at) {
    MemorySegment ofA = vectors.chunk(a);
    MemorySegment ofB = vectors.chunk(b);
    MemorySegment ofC = vectors.chunk(c);
    MemorySegment ofD = vectors.chunk(d);
    long atA = vectors.offset(a);
    long atB = vectors.offset(b);
    long atC = vectors.offset(c);
    long atD = vectors.offset(d);
    if (metric == Metric.L2) {
      kernels.l2x4(query, ofA, atA, ofB, atB, ofC, atC, ofD, atD, out, at);
    } else {
      kernels.dot4(query, ofA, atA, ofB, atB, ofC, atC, ofD, atD, out, at);
    }
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
          float cosine = out[i] * queryScale * scales.first(rows[i]);
          out[i] = -Math.max(-1f, Math.min(1f, cosine)); // rounding may carry it past 1
        }
      }
    }
  }
}
