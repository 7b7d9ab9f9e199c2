package io.vecgo.graph;

import io.vecgo.kernel.FloatDistances;
import io.vecgo.kernel.FloatRows;
import io.vecgo.kernel.Kernels;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;

/** A graph with its vectors, and the truth about them. */
final class GraphSamples {
  final HnswGraph graph;
  private final Metric metric;
  private final List<float[]> vectors;
  private final FloatRows rows;
  private final FloatRows scales = FloatRows.growingScalars();

  private GraphSamples(Metric metric, List<float[]> vectors) {
    this.graph = new HnswGraph(metric, IndexSettings.DEFAULT);
    this.metric = metric;
    this.vectors = vectors;
    this.rows = FloatRows.growing(vectors.getFirst().length);
    Arena memory = Arena.ofAuto();
    rows.ensureCapacity(vectors.size(), memory);
    scales.ensureCapacity(vectors.size(), memory);
    graph.ensureCapacity(vectors.size(), memory);
    for (int row = 0; row < vectors.size(); row++) {
      rows.set(row, vectors.get(row));
      scales.setFirst(row, FloatDistances.scale(vectors.get(row)));
    }
  }

  /** Vectors in place, no row linked. */
  static GraphSamples unlinked(Metric metric, List<float[]> vectors) {
    return new GraphSamples(metric, vectors);
  }

  /** All rows linked, one after the other. */
  static GraphSamples linked(Metric metric, List<float[]> vectors) {
    GraphSamples sample = new GraphSamples(metric, vectors);
    sample.link(0, vectors.size());
    return sample;
  }

  /** Links the rows from {@code from} to {@code to - 1}. */
  void link(int from, int to) {
    InsertScratch scratch = graph.newInsertScratch();
    FloatDistances distances = distances();
    for (int row = from; row < to; row++) {
      graph.insert(row, distances, scratch);
    }
  }

  FloatDistances distances() {
    return new FloatDistances(Kernels.choose(), metric, rows, scales);
  }

  /** Around a few hundred centres, which is what embeddings look like. */
  static List<float[]> clustered(long seed, int count, int dimension) {
    Random random = new Random(seed);
    List<float[]> centres = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      centres.add(gaussian(random, dimension, 1));
    }
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] vector = gaussian(random, dimension, 0.4f);
      float[] centre = centres.get(random.nextInt(centres.size()));
      for (int k = 0; k < dimension; k++) {
        vector[k] += centre[k];
      }
      vectors.add(vector);
    }
    return vectors;
  }

  static float[] gaussian(Random random, int dimension, float deviation) {
    float[] vector = new float[dimension];
    for (int k = 0; k < dimension; k++) {
      vector[k] = deviation * (float) random.nextGaussian();
    }
    return vector;
  }

  List<Long> search(float[] query, int k, int ef, IntPredicate wanted) {
    NearestRows result = new NearestRows(k);
    graph.search(distances().aimAt(query), WalkGoal.of(wanted, ef), graph.newScratch(), result);
    return ranked(result);
  }

  List<Long> scan(float[] query, int k, IntPredicate wanted) {
    NearestRows result = new NearestRows(k);
    FloatDistances distances = distances().aimAt(query);
    float[] distance = new float[1];
    for (int row = 0; row < vectors.size(); row++) {
      if (wanted.test(row)) {
        distances.to(new int[] {row}, 1, distance);
        result.offer(Ranked.of(distance[0], row));
      }
    }
    return ranked(result);
  }

  private static List<Long> ranked(NearestRows result) {
    List<Long> sorted = new ArrayList<>();
    for (long ranked : result.drainSorted()) {
      sorted.add(ranked);
    }
    return sorted;
  }

  /** Share of the ten true neighbours that are found, over many queries. */
  double recall(int ef, IntPredicate wanted) {
    List<float[]> queries = clustered(77, 100, vectors.getFirst().length);
    int found = 0;
    int all = 0;
    for (float[] query : queries) {
      Set<Long> truth = new HashSet<>(scan(query, 10, wanted));
      all += truth.size();
      truth.retainAll(new HashSet<>(search(query, 10, ef, wanted)));
      found += truth.size();
    }
    return (double) found / all;
  }

  /** Rows that a search finds if it looks for all of them. */
  Set<Integer> reachable() {
    Set<Integer> reached = new HashSet<>();
    search(vectors.getFirst(), vectors.size(), vectors.size(), _ -> true)
        .forEach(ranked -> reached.add(Ranked.row(ranked)));
    return reached;
  }
}
