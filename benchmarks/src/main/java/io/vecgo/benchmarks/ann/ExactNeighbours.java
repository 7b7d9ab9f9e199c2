package io.vecgo.benchmarks.ann;

import io.vecgo.model.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The true nearest rows of queries, found by comparing every row, with code of its own. */
final class ExactNeighbours {
  private final List<float[]> rows;
  private final Metric metric;
  private final double[] inverseLengths;

  ExactNeighbours(List<float[]> rows, Metric metric) {
    this.rows = rows;
    this.metric = metric;
    this.inverseLengths =
        rows.parallelStream().mapToDouble(row -> 1 / Math.sqrt(dot(row, row))).toArray();
  }

  /** For each query the k nearest rows among those that match, nearest first. */
  List<int[]> nearest(List<float[]> queries, int k, IntPredicate matching) {
    int[] candidates = IntStream.range(0, rows.size()).filter(matching).toArray();
    return queries.parallelStream().map(query -> nearest(query, k, candidates)).toList();
  }

  private int[] nearest(float[] query, int k, int[] candidates) {
    int[] best = new int[Math.min(k, candidates.length)];
    double[] distances = new double[best.length];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    for (int row : candidates) {
      double distance = distance(query, row);
      int place = best.length;
      while (place > 0 && distance < distances[place - 1]) {
        place--;
      }
      insert(best, distances, place, row, distance);
    }
    return best;
  }

  private static void insert(int[] best, double[] distances, int place, int row, double distance) {
    if (place < best.length) {
      int moved = best.length - place - 1;
      System.arraycopy(best, place, best, place + 1, moved);
      System.arraycopy(distances, place, distances, place + 1, moved);
      best[place] = row;
      distances[place] = distance;
    }
  }

  /** Smaller is nearer; the length of the query changes no order. */
  private double distance(float[] query, int row) {
    return switch (metric) {
      case L2 -> squaredDistance(query, rows.get(row));
      case DOT -> -dot(query, rows.get(row));
      case COSINE -> -dot(query, rows.get(row)) * inverseLengths[row];
    };
  }

  private static double dot(float[] a, float[] b) {
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i + 1 < a.length; i += 2) {
      even += (double) a[i] * b[i];
      odd += (double) a[i + 1] * b[i + 1];
    }
    return i < a.length ? even + odd + (double) a[i] * b[i] : even + odd;
  }

  private static double squaredDistance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }
}
