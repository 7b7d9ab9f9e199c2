package io.vecgo.quant;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Centroids for the points of one subspace: seeds spread by k-means++ (Arthur and Vassilvitskii
 * 2007), then Lloyd's iterations. Equal input gives equal centroids. Confined to one thread.
 *
 * <p>Points may be moved between iterations (the arrays are not copied), as the training of a
 * rotation does.
 */
final class KMeans {
  private final float[][] points;
  private final int pointCount;
  private final float[][] centroids;
  private final int[] nearest;
  private final float[] nearestDistances;
  private final float[] distances = new float[Centroids.COUNT_MAX];
  private int count;

  /**
   * Chooses the seeds: at most {@link Centroids#COUNT_MAX}, all different.
   *
   * @param points for each component one float a point; at least one point
   */
  KMeans(float[][] points, RandomGenerator random) {
    this.points = points;
    this.pointCount = points[0].length;
    this.centroids = new float[points.length][Centroids.COUNT_MAX];
    this.nearest = new int[pointCount];
    this.nearestDistances = new float[pointCount];
    seed(random);
  }

  /** Components of a point. */
  int dimension() {
    return points.length;
  }

  /** Moves centroids to the means of the points that are nearest to them, again and again. */
  void refine(int iterations) {
    for (int i = 0; i < iterations; i++) {
      Interruption.check();
      assign();
      reviveEmpty();
      moveToMeans();
    }
    assign();
  }

  /** Sum of the squared distances of points from their centroids, as of the last refinement. */
  double error() {
    double sum = 0;
    for (float distance : nearestDistances) {
      sum += distance;
    }
    return sum;
  }

  /** Writes for each point its centroid, as of the last refinement. */
  void reconstruct(float[][] target) {
    for (int component = 0; component < points.length; component++) {
      for (int point = 0; point < pointCount; point++) {
        target[component][point] = centroids[component][nearest[point]];
      }
    }
  }

  /** A copy of the centroids. */
  Centroids centroids() {
    float[][] columns = new float[centroids.length][];
    for (int component = 0; component < columns.length; component++) {
      columns[component] = centroids[component].clone();
    }
    return new Centroids(columns, count);
  }

  /** Each seed is a point, likely one that is far from all seeds before it. */
  private void seed(RandomGenerator random) {
    float[] fromSeeds = new float[pointCount];
    float[] fromLast = new float[pointCount];
    Arrays.fill(fromSeeds, Float.MAX_VALUE);
    for (int point = random.nextInt(pointCount); point >= 0; ) {
      Interruption.check();
      addCentroid(point);
      Arrays.fill(fromLast, 0);
      for (float[] column : points) {
        Columns.addSquaredDifferences(column[point], column, fromLast, pointCount);
      }
      Columns.lower(fromSeeds, fromLast, pointCount);
      point = count < Centroids.COUNT_MAX ? draw(fromSeeds, random) : -1;
    }
  }

  private void addCentroid(int point) {
    for (int component = 0; component < points.length; component++) {
      centroids[component][count] = points[component][point];
    }
    count++;
  }

  /** A point with probability proportional to its weight; -1 if all weights are zero. */
  private int draw(float[] weights, RandomGenerator random) {
    double total = 0;
    for (float weight : weights) {
      total += weight;
    }
    double rest = random.nextDouble() * total;
    int drawn = -1;
    for (int point = 0; point < pointCount && rest >= 0; point++) {
      if (weights[point] > 0) {
        drawn = point;
        rest -= weights[point];
      }
    }
    return drawn;
  }

  private void assign() {
    for (int point = 0; point < pointCount; point++) {
      Arrays.fill(distances, 0, count, 0);
      for (int component = 0; component < points.length; component++) {
        Columns.addSquaredDifferences(
            points[component][point], centroids[component], distances, count);
      }
      nearest[point] = Centroids.nearest(distances, count);
      nearestDistances[point] = distances[nearest[point]];
    }
  }

  /** A centroid that is nearest to no point takes the point that is farthest from its own. */
  private void reviveEmpty() {
    int[] sizes = sizes();
    for (int centroid = 0; centroid < count; centroid++) {
      if (sizes[centroid] == 0) {
        int farthest = farthest(sizes);
        if (farthest < 0) {
          return;
        }
        sizes[nearest[farthest]]--;
        sizes[centroid]++;
        nearest[farthest] = centroid;
        nearestDistances[farthest] = 0;
      }
    }
  }

  private int[] sizes() {
    int[] sizes = new int[count];
    for (int centroid : nearest) {
      sizes[centroid]++;
    }
    return sizes;
  }

  /** The point farthest from its centroid among those that share it; -1 if none is away from it. */
  private int farthest(int[] sizes) {
    int farthest = -1;
    float most = 0;
    for (int point = 0; point < pointCount; point++) {
      if (nearestDistances[point] > most && sizes[nearest[point]] > 1) {
        most = nearestDistances[point];
        farthest = point;
      }
    }
    return farthest;
  }

  private void moveToMeans() {
    int[] sizes = sizes();
    double[] sums = new double[count];
    for (int component = 0; component < points.length; component++) {
      Arrays.fill(sums, 0);
      for (int point = 0; point < pointCount; point++) {
        sums[nearest[point]] += points[component][point];
      }
      for (int centroid = 0; centroid < count; centroid++) {
        if (sizes[centroid] > 0) {
          centroids[component][centroid] = (float) (sums[centroid] / sizes[centroid]);
        }
      }
    }
  }
}
