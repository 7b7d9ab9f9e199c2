package io.vecgo.graph;

import io.vecgo.kernel.FloatDistances;
import io.vecgo.kernel.FloatRows;
import io.vecgo.kernel.Kernels;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Vectors of which segment graphs are built, and the truth about them. */
final class SegmentGraphSamples {
  static final IndexSettings SETTINGS = new IndexSettings(16, 64, new Quantization.None());

  final Metric metric;
  final List<float[]> vectors;
  final Arena memory = Arena.ofAuto();
  private final FloatRows rows;
  private final FloatRows scales = FloatRows.growingScalars();

  SegmentGraphSamples(Metric metric, List<float[]> vectors) {
    this.metric = metric;
    this.vectors = vectors;
    this.rows = FloatRows.growing(vectors.getFirst().length);
    rows.ensureCapacity(vectors.size(), memory);
    scales.ensureCapacity(vectors.size(), memory);
    for (int row = 0; row < vectors.size(); row++) {
      rows.set(row, vectors.get(row));
      scales.setFirst(row, FloatDistances.scale(vectors.get(row)));
    }
  }

  static List<float[]> gaussian(long seed, int count, int dimension) {
    Random random = new Random(seed);
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      vectors.add(GraphSamples.gaussian(random, dimension, 1));
    }
    return vectors;
  }

  FloatDistances distances() {
    return new FloatDistances(Kernels.choose(), metric, rows, scales);
  }

  GraphBuilder builder() {
    return builder(SETTINGS);
  }

  GraphBuilder builder(IndexSettings settings) {
    return new GraphBuilder(vectors.size(), metric, settings, this::distances);
  }

  SegmentGraph build() throws InterruptedException {
    return builder().build(memory);
  }

  /** All rows linked, one after the other, as a memtable does. */
  HnswGraph memtableGraph() {
    HnswGraph graph = new HnswGraph(metric, SETTINGS);
    graph.ensureCapacity(vectors.size(), memory);
    InsertScratch scratch = graph.newInsertScratch();
    FloatDistances distances = distances();
    for (int row = 0; row < vectors.size(); row++) {
      graph.insert(row, distances, scratch);
    }
    return graph;
  }

  long[] search(SegmentGraph graph, float[] query, int k, int ef) {
    NearestRows result = new NearestRows(k);
    graph.search(distances().aimAt(query), WalkGoal.of(_ -> true, ef), graph.newScratch(), result);
    return result.drainSorted();
  }

  long[] scan(float[] query, int k) {
    NearestRows result = new NearestRows(k);
    int[] all = new int[vectors.size()];
    Arrays.setAll(all, row -> row);
    float[] distances = new float[all.length];
    distances().aimAt(query).to(all, all.length, distances);
    result.offerAll(all, all.length, distances);
    return result.drainSorted();
  }

  /** Share of the rows as near as the ten true neighbours that are found, over the queries. */
  double recall(SegmentGraph graph, List<float[]> queries, int ef) {
    int found = 0;
    int all = 0;
    for (float[] query : queries) {
      Set<Float> truth = new HashSet<>();
      for (long ranked : scan(query, 10)) {
        truth.add(Ranked.distance(ranked));
        all++;
      }
      for (long ranked : search(graph, query, 10, ef)) {
        found += truth.contains(Ranked.distance(ranked)) ? 1 : 0;
      }
    }
    return (double) found / all;
  }

  static double meanDegree(SegmentGraph graph) {
    long links = 0;
    int[] neighbours = new int[graph.linksMax()];
    for (int row = 0; row < graph.rows(); row++) {
      links += graph.read(row, neighbours);
    }
    return (double) links / graph.rows();
  }
}
