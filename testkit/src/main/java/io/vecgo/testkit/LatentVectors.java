package io.vecgo.testkit;

import io.vecgo.model.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes vectors as embeddings have them: of many components, which a few hidden ones nearly
 * determine. Fast, and the same for the same seed. Confined to one thread.
 */
public final class LatentVectors {
  private static final float NOISE = 0.05f;

  private final SplittableRandom random;
  private final float[][] directions;
  private final int dimension;

  /**
   * @param seed of the directions and, with {@code stream}, of the vectors
   * @param stream another one gives other vectors of the same kind
   * @param hidden number of components that the others follow from
   */
  public LatentVectors(long seed, long stream, int dimension, int hidden) {
    Limits.checkDimension(dimension);
    this.dimension = dimension;
    this.directions = directions(new SplittableRandom(seed), dimension, hidden);
    this.random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (stream + 1));
  }

  private static float[][] directions(SplittableRandom random, int dimension, int hidden) {
    float[][] directions = new float[hidden][dimension];
    for (float[] direction : directions) {
      for (int i = 0; i < dimension; i++) {
        direction[i] = (float) random.nextDouble(-1, 1);
      }
    }
    return directions;
  }

  /** The next vector. */
  public float[] next() {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = NOISE * (float) random.nextDouble(-1, 1);
    }
    for (float[] direction : directions) {
      add((float) random.nextGaussian(), direction, vector);
    }
    return vector;
  }

  private static void add(float weight, float[] direction, float[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * direction[i];
    }
  }

  /** The next so many vectors. */
  public List<float[]> next(int count) {
    List<float[]> vectors = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      vectors.add(next());
    }
    return vectors;
  }
}
