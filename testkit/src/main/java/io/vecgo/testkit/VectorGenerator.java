package io.vecgo.testkit;

import io.vecgo.model.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Makes vectors as users have them and as are hard to search: most in clusters, some spread evenly,
 * some on a coarse grid so that many distances are equal, and some exact copies of earlier ones.
 * Components are -2 to 2, and no vector is zero.
 */
public final class VectorGenerator {
  private static final int CLUSTERS = 8;
  private static final float CLUSTER_RADIUS = 0.1f;

  /** How many earlier vectors may be copied. */
  private static final int COPY_WINDOW = 64;

  private final RandomGenerator random;
  private final int dimension;
  private final List<float[]> centres;
  private final List<float[]> recent = new ArrayList<>();

  public VectorGenerator(RandomGenerator random, int dimension) {
    Limits.checkDimension(dimension);
    this.random = random;
    this.dimension = dimension;
    this.centres = Stream.generate(this::uniform).limit(CLUSTERS).toList();
  }

  /** Number of components of each vector. */
  public int dimension() {
    return dimension;
  }

  /** A vector of any kind. */
  public float[] next() {
    int kind = random.nextInt(10);
    if (kind == 0 && !recent.isEmpty()) {
      return recent.get(random.nextInt(recent.size())).clone();
    }
    float[] vector = kind < 3 ? uniform() : kind < 5 ? onGrid() : clustered();
    remember(vector);
    return vector;
  }

  /** So many vectors of any kind. */
  public List<float[]> next(int count) {
    return Stream.generate(this::next).limit(count).toList();
  }

  /** A vector whose components are even in -1 to 1. */
  public float[] uniform() {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = random.nextFloat(-1, 1);
    }
    return notZero(vector);
  }

  /** A vector near one of a few centres, which stay the same. */
  public float[] clustered() {
    float[] vector = centres.get(random.nextInt(CLUSTERS)).clone();
    for (int i = 0; i < dimension; i++) {
      vector[i] += CLUSTER_RADIUS * (float) random.nextGaussian(0, 1);
    }
    clamp(vector);
    return notZero(vector);
  }

  /** A vector with components -1, 0 and 1. */
  public float[] onGrid() {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = random.nextInt(-1, 2);
    }
    return notZero(vector);
  }

  private void remember(float[] vector) {
    if (recent.size() < COPY_WINDOW) {
      recent.add(vector.clone());
    } else {
      recent.set(random.nextInt(COPY_WINDOW), vector.clone());
    }
  }

  private static void clamp(float[] vector) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] = Math.clamp(vector[i], -2f, 2f);
    }
  }

  private static float[] notZero(float[] vector) {
    for (float component : vector) {
      if (component != 0) {
        return vector;
      }
    }
    vector[0] = 1;
    return vector;
  }
}
