package io.vecgo.benchmarks.ann;

import io.github.jbellis.jvector.disk.SimpleWriter;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndexWriter;
import io.github.jbellis.jvector.graph.disk.feature.Feature;
import io.github.jbellis.jvector.graph.disk.feature.FeatureId;
import io.github.jbellis.jvector.graph.disk.feature.FusedPQ;
import io.github.jbellis.jvector.graph.disk.feature.InlineVectors;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.quantization.PQVectors;
import io.github.jbellis.jvector.quantization.ProductQuantization;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import io.vecgo.model.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntFunction;

/**
 * JVector: a graph of 32 links with a hierarchy, beam width 100, overflow and alpha 1.2, on disk
 * and mapped. Cosine is the inner product of vectors that are made unit vectors beforehand.
 *
 * @param codes what the graph is searched with; what that found is ranked again with the float32
 *     vectors
 */
record JVectorSystem(String config, Codes codes) implements SystemUnderTest {
  static final String GRAPH_FILE = "graph";
  static final String CODES_FILE = "codes";

  private static final int LINKS = 32;
  private static final int BEAM_WIDTH = 100;
  private static final float OVERFLOW = 1.2f;
  private static final float ALPHA = 1.2f;
  private static final int CLUSTERS = 256;
  private static final int COMPONENTS_PER_CODE = 4;

  /** What distances of a walk are computed from. */
  enum Codes {
    /** The vectors themselves. */
    NONE,
    /** Product quantization, held in memory. */
    PQ,
    /** Product quantization, codes of all neighbours beside each node of the graph. */
    FUSED_PQ
  }

  static List<SystemUnderTest> all() {
    return List.of(
        new JVectorSystem("f32", Codes.NONE),
        new JVectorSystem("pq", Codes.PQ),
        new JVectorSystem("fused", Codes.FUSED_PQ));
  }

  @Override
  public String system() {
    return "jvector";
  }

  @Override
  public int[] knobs() {
    return Knobs.candidates();
  }

  @Override
  public List<float[]> prepare(List<float[]> vectors, Metric metric) {
    return metric == Metric.COSINE ? Vectors.normalised(vectors) : vectors;
  }

  @Override
  public void build(List<float[]> base, BuildTask task) throws IOException {
    RandomAccessVectorValues rows = values(base);
    try (ForkJoinPool threads = new ForkJoinPool(task.threads());
        GraphIndexBuilder builder = builder(rows, similarity(task.metric()), threads)) {
      ImmutableGraphIndex graph = builder.build(rows);
      Path graphFile = task.folder().resolve(GRAPH_FILE);
      switch (codes) {
        case NONE -> write(graph, rows, graphFile);
        case PQ -> {
          write(graph, rows, graphFile);
          write(encoded(rows, task.metric(), threads), task.folder().resolve(CODES_FILE));
        }
        case FUSED_PQ -> writeFused(graph, rows, encoded(rows, task.metric(), threads), graphFile);
      }
    }
  }

  private static GraphIndexBuilder builder(
      RandomAccessVectorValues rows, VectorSimilarityFunction similarity, ForkJoinPool threads) {
    return new GraphIndexBuilder(
        BuildScoreProvider.randomAccessScoreProvider(rows, similarity),
        rows.dimension(),
        LINKS,
        BEAM_WIDTH,
        OVERFLOW,
        ALPHA,
        true,
        true,
        threads,
        threads);
  }

  private static PQVectors encoded(
      RandomAccessVectorValues rows, Metric metric, ForkJoinPool threads) {
    int subspaces = Math.max(1, rows.dimension() / COMPONENTS_PER_CODE);
    ProductQuantization quantization =
        ProductQuantization.compute(
            rows, subspaces, CLUSTERS, metric == Metric.L2, -1f, threads, threads);
    return quantization.encodeAll(rows, threads);
  }

  private static void write(ImmutableGraphIndex graph, RandomAccessVectorValues rows, Path file)
      throws IOException {
    try (var writer =
        new OnDiskGraphIndexWriter.Builder(graph, file)
            .with(new InlineVectors(rows.dimension()))
            .build()) {
      writer.write(inlineVectors(rows));
    }
  }

  private static void write(PQVectors codes, Path file) throws IOException {
    try (SimpleWriter writer = new SimpleWriter(file)) {
      codes.write(writer, io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex.CURRENT_VERSION);
    }
  }

  private static void writeFused(
      ImmutableGraphIndex graph, RandomAccessVectorValues rows, PQVectors codes, Path file)
      throws IOException {
    try (ImmutableGraphIndex.View view = graph.getView();
        var writer =
            new OnDiskGraphIndexWriter.Builder(graph, file)
                .with(new InlineVectors(rows.dimension()))
                .with(new FusedPQ(graph.maxDegree(), codes.getCompressor()))
                .build()) {
      Map<FeatureId, IntFunction<Feature.State>> states = inlineVectors(rows);
      states.put(FeatureId.FUSED_PQ, row -> new FusedPQ.State(view, codes, row));
      writer.write(states);
    }
  }

  private static Map<FeatureId, IntFunction<Feature.State>> inlineVectors(
      RandomAccessVectorValues rows) {
    Map<FeatureId, IntFunction<Feature.State>> states = new EnumMap<>(FeatureId.class);
    states.put(FeatureId.INLINE_VECTORS, row -> new InlineVectors.State(rows.getVector(row)));
    return states;
  }

  private static RandomAccessVectorValues values(List<float[]> vectors) {
    List<VectorFloat<?>> converted = new ArrayList<>(vectors.size());
    vectors.forEach(vector -> converted.add(converted(vector)));
    return new ListRandomAccessVectorValues(converted, vectors.getFirst().length);
  }

  static VectorFloat<?> converted(float[] vector) {
    VectorTypeSupport types = VectorizationProvider.getInstance().getVectorTypeSupport();
    return types.createFloatVector(vector);
  }

  static VectorSimilarityFunction similarity(Metric metric) {
    return switch (metric) {
      case L2 -> VectorSimilarityFunction.EUCLIDEAN;
      case COSINE, DOT -> VectorSimilarityFunction.DOT_PRODUCT;
    };
  }

  @Override
  public OpenIndex open(OpenTask task) throws IOException {
    return JVectorIndex.open(task, codes);
  }
}
