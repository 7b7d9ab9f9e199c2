package io.vecgo.kernel;

import java.util.Random;

/**
 * A random rotation that costs little more than reading the vector: three rounds of random signs
 * and a Hadamard transform. After it the components of any vector look like those of a random
 * direction. The same seed gives the same rotation, to the bit, on every machine. Immutable,
 * thread-safe.
 *
 * <p>A transform needs a power of two. Other dimensions are covered by two windows that overlap,
 * one at each end; three rounds carry every component everywhere.
 */
public final class Rotation {
  static final int GRANULARITY = 64;
  static final int ROUNDS = 3;

  private final CodeKernels kernels;
  private final int dimension;
  private final int window;
  private final float[][] signs;

  /**
   * @param dimension of the vectors that go in
   */
  public Rotation(CodeKernels kernels, int dimension, long seed) {
    this.kernels = kernels;
    this.dimension = rotatedDimension(dimension);
    this.window = Integer.highestOneBit(this.dimension);
    this.signs = signs(this.dimension, new Random(seed));
  }

  private static float[][] signs(int dimension, Random random) {
    float[][] signs = new float[ROUNDS][dimension];
    for (float[] round : signs) {
      for (int i = 0; i < dimension; i++) {
        round[i] = random.nextBoolean() ? 1 : -1;
      }
    }
    return signs;
  }

  /** Components that come out: the next multiple of 64. */
  public static int rotatedDimension(int dimension) {
    return (dimension + GRANULARITY - 1) / GRANULARITY * GRANULARITY;
  }

  /** Components that come out. */
  public int rotatedDimension() {
    return dimension;
  }

  /**
   * Rotates in place.
   *
   * @param vector of {@link #rotatedDimension}, its tail filled with zeros
   */
  public void rotate(float[] vector) {
    for (float[] round : signs) {
      flip(vector, round);
      kernels.hadamard(vector, 0, window);
      if (window < dimension) {
        kernels.hadamard(vector, dimension - window, window);
      }
    }
  }

  private static void flip(float[] vector, float[] signs) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= signs[i];
    }
  }
}
