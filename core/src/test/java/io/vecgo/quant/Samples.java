package io.vecgo.quant;

import io.vecgo.model.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Vectors that are the same in every run, and plain distances between them. */
final class Samples {
  private static final int CLUSTERS = 8;

  private Samples() {}

  /** Normally distributed around a point that is not zero. */
  static float[][] gaussian(long seed, int count, int dimension) {
    Random random = new Random(seed);
    float[][] vectors = new float[count][dimension];
    for (float[] vector : vectors) {
      for (int i = 0; i < dimension; i++) {
        vector[i] = 0.5f + (float) random.nextGaussian();
      }
    }
    return vectors;
  }

  /** Around a few points, more in some components than in others. */
  static float[][] clustered(long seed, int count, int dimension) {
    Random random = new Random(seed);
    float[][] centres = gaussian(seed + 1, CLUSTERS, dimension);
    float[][] vectors = new float[count][dimension];
    for (float[] vector : vectors) {
      float[] centre = centres[random.nextInt(CLUSTERS)];
      for (int i = 0; i < dimension; i++) {
        vector[i] = 3 * centre[i] + (0.3f + i % 7 * 0.3f) * (float) random.nextGaussian();
      }
    }
    return vectors;
  }

  /** Zero, one component only, tiny, huge and mixed. */
  static float[][] extremes(int dimension) {
    List<float[]> vectors = new ArrayList<>();
    for (float value :
        new float[] {0, 1, -1, Float.MIN_VALUE, 1e-30f, 1e-20f, 1e10f, 1e30f, Float.MAX_VALUE}) {
      float[] same = new float[dimension];
      Arrays.fill(same, value);
      vectors.add(same);
      float[] single = new float[dimension];
      single[dimension / 2] = -value;
      vectors.add(single);
    }
    return vectors.toArray(float[][]::new);
  }

  static double distance(Metric metric, float[] a, float[] b) {
    double dot = 0;
    double l2 = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      l2 += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
      squareA += (double) a[i] * a[i];
      squareB += (double) b[i] * b[i];
    }
    return switch (metric) {
      case L2 -> l2;
      case DOT -> -dot;
      case COSINE -> -dot / Math.sqrt(squareA * squareB);
    };
  }

  /** The rows of the smallest values. */
  static List<Integer> smallest(float[] values, int count) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(row -> values[row]))
        .limit(count)
        .toList();
  }
}
