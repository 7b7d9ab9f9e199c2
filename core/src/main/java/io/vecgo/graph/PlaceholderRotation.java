package io.vecgo.graph;

import java.util.SplittableRandom;

final class PlaceholderRotation {
  private final float[][] signs;
  private final int dimension;

  PlaceholderRotation(int dimension, long seed) {
    this.dimension = dimension;
    signs = new float[4][dimension];
    SplittableRandom random = new SplittableRandom(seed);
    for (float[] row : signs) {
      for (int i = 0; i < dimension; i++) {
        row[i] = random.nextBoolean() ? 1 : -1;
      }
    }
  }

  void apply(float[] v) {
    int window = Integer.highestOneBit(dimension);
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < dimension; i++) {
        v[i] *= signs[round][i];
      }
      hadamard(v, (round & 1) == 0 ? 0 : dimension - window, window);
    }
  }

  private static void hadamard(float[] v, int from, int length) {
    for (int half = 1; half < length; half *= 2) {
      for (int begin = from; begin < from + length; begin += 2 * half) {
        for (int i = begin; i < begin + half; i++) {
          float a = v[i];
          float b = v[i + half];
          v[i] = a + b;
          v[i + half] = a - b;
        }
      }
    }
    float scale = (float) (1 / Math.sqrt(length));
    for (int i = from; i < from + length; i++) {
      v[i] *= scale;
    }
  }
}
