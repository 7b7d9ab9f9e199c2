package io.vecgo.quant;

import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains the centroids of the subspaces of one block of components and, if asked, a rotation of the
 * block that lowers their error: OPQ (Ge, He, Ke, Sun 2013), not parametric. Confined to one
 * thread.
 *
 * <p>The rotation begins as the identity with the centroids of plain product quantization. A round
 * turns the points to where their centroids are (an orthogonal Procrustes problem), then improves
 * the centroids. Neither raises the error, and the best round is kept, so the result is never worse
 * than plain product quantization.
 */
final class BlockTraining {
  private static final int PLAIN_ITERATIONS = 8;
  private static final int ROUNDS = 8;
  private static final int ROUND_ITERATIONS = 1;
  private static final double IMPROVEMENT_MIN = 0.002;

  /** Weight of the rotation so far, which decides where the points themselves do not. */
  private static final double INERTIA = 1e-3;

  private final float[][] points;
  private final float[][] rotated;
  private final List<KMeans> subspaces = new ArrayList<>();
  private List<Centroids> centroids;
  private double error;
  private double[][] rotation = new double[0][];

  /**
   * Trains the centroids.
   *
   * @param points by component, not copied
   * @param sizes components of each subspace
   * @param seed of the random choice of seeds
   */
  BlockTraining(float[][] points, int[] sizes, long seed) {
    this.points = points;
    this.rotated = new float[points.length][];
    for (int component = 0; component < points.length; component++) {
      rotated[component] = points[component].clone();
    }
    SplittableRandom random = new SplittableRandom(seed);
    int begin = 0;
    for (int size : sizes) {
      float[][] part = new float[size][];
      System.arraycopy(rotated, begin, part, 0, size);
      subspaces.add(new KMeans(part, random.split()));
      begin += size;
    }
    centroids = refine(PLAIN_ITERATIONS);
    error = error();
  }

  /** Trains the rotation and the centroids of rotated points. */
  void learnRotation() {
    rotation = identity(points.length);
    double[][] turned = rotation;
    for (int round = 0; round < ROUNDS && error > 0; round++) {
      turned = Orthogonal.nearestTo(correlation(turned));
      if (turned.length == 0) {
        return;
      }
      rotate(turned);
      List<Centroids> candidates = refine(ROUND_ITERATIONS);
      double before = error;
      if (error() < error) {
        error = error();
        centroids = candidates;
        rotation = turned;
      }
      if (!(error < before * (1 - IMPROVEMENT_MIN))) {
        return;
      }
    }
  }

  List<Centroids> centroids() {
    return centroids;
  }

  /** The rotation learned, by columns. */
  float[][] rotation() {
    float[][] columns = new float[rotation.length][rotation.length];
    for (int row = 0; row < rotation.length; row++) {
      for (int column = 0; column < rotation.length; column++) {
        columns[column][row] = (float) rotation[row][column];
      }
    }
    return columns;
  }

  /** Sum of the squared distances of points from their centroids. */
  private double error() {
    return subspaces.stream().mapToDouble(KMeans::error).sum();
  }

  private List<Centroids> refine(int iterations) {
    subspaces.forEach(subspace -> subspace.refine(iterations));
    return subspaces.stream().map(KMeans::centroids).toList();
  }

  /** What the next rotation is the polar factor of: the sum over points of {@code centroid xᵀ}. */
  private double[][] correlation(double[][] turned) {
    float[][] targets = new float[points.length][points[0].length];
    int begin = 0;
    for (KMeans subspace : subspaces) {
      float[][] part = new float[subspace.dimension()][];
      System.arraycopy(targets, begin, part, 0, part.length);
      subspace.reconstruct(part);
      begin += part.length;
    }
    return plusInertia(products(targets, points), turned);
  }

  private static double[][] products(float[][] a, float[][] b) {
    FloatKernels kernels = Kernels.choose();
    double[][] products = new double[a.length][b.length];
    for (int row = 0; row < a.length; row++) {
      for (int column = 0; column < b.length; column++) {
        products[row][column] = kernels.dot(a[row], b[column]);
      }
    }
    return products;
  }

  private static double[][] plusInertia(double[][] correlation, double[][] turned) {
    double sum = 0;
    for (double[] row : correlation) {
      for (double element : row) {
        sum += element * element;
      }
    }
    double weight = INERTIA * Math.sqrt(sum / correlation.length);
    for (int row = 0; row < correlation.length; row++) {
      Columns.addMultiples(weight, turned[row], correlation[row], correlation.length);
    }
    return correlation;
  }

  private void rotate(double[][] turned) {
    for (int row = 0; row < turned.length; row++) {
      Arrays.fill(rotated[row], 0);
      for (int column = 0; column < turned.length; column++) {
        float factor = (float) turned[row][column];
        Columns.addMultiples(factor, points[column], rotated[row], rotated[row].length);
      }
    }
  }

  private static double[][] identity(int size) {
    double[][] rows = new double[size][size];
    for (int i = 0; i < size; i++) {
      rows[i][i] = 1;
    }
    return rows;
  }
}
