package io.vecgo.benchmarks.ann;

import io.github.jbellis.jvector.disk.RandomAccessReader;
import io.github.jbellis.jvector.disk.ReaderSupplier;
import io.github.jbellis.jvector.disk.ReaderSupplierFactory;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex.ScoringView;
import io.github.jbellis.jvector.graph.SearchResult.NodeScore;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.quantization.PQVectors;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.util.FixedBitSet;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.vecgo.benchmarks.ann.SystemUnderTest.OpenTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A JVector graph open for searches of one kind. */
final class JVectorIndex implements OpenIndex {
  private final ReaderSupplier file;
  private final OnDiskGraphIndex graph;
  private final Optional<PQVectors> codesInMemory;
  private final JVectorSystem.Codes codes;
  private final VectorSimilarityFunction similarity;
  private final Bits matching;
  private final int k;

  private JVectorIndex(
      ReaderSupplier file,
      OnDiskGraphIndex graph,
      Optional<PQVectors> codesInMemory,
      JVectorSystem.Codes codes,
      OpenTask task) {
    this.file = file;
    this.graph = graph;
    this.codesInMemory = codesInMemory;
    this.codes = codes;
    this.similarity = JVectorSystem.similarity(task.metric());
    this.matching = matching(graph.getIdUpperBound(), task.selectivity());
    this.k = task.k();
  }

  static JVectorIndex open(OpenTask task, JVectorSystem.Codes codes) throws IOException {
    ReaderSupplier file =
        ReaderSupplierFactory.open(task.folder().resolve(JVectorSystem.GRAPH_FILE));
    Optional<PQVectors> codesInMemory =
        codes == JVectorSystem.Codes.PQ
            ? Optional.of(codes(task.folder().resolve(JVectorSystem.CODES_FILE)))
            : Optional.empty();
    return new JVectorIndex(file, OnDiskGraphIndex.load(file), codesInMemory, codes, task);
  }

  private static PQVectors codes(Path file) throws IOException {
    try (ReaderSupplier supplier = ReaderSupplierFactory.open(file);
        RandomAccessReader reader = supplier.get()) {
      return PQVectors.load(reader);
    }
  }

  private static Bits matching(int rows, Selectivity selectivity) {
    if (selectivity.isAll()) {
      return Bits.ALL;
    }
    FixedBitSet bits = new FixedBitSet(rows);
    for (int row = 0; row < rows; row++) {
      if (selectivity.matches(row)) {
        bits.set(row);
      }
    }
    return bits;
  }

  @Override
  public Searcher searcher() {
    GraphSearcher searcher = new GraphSearcher(graph);
    return (query, candidates) -> nearest(searcher, query, Math.max(k, candidates));
  }

  private int[] nearest(GraphSearcher searcher, float[] query, int candidates) {
    SearchScoreProvider scores =
        scores((ScoringView) searcher.getView(), JVectorSystem.converted(query));
    NodeScore[] found = searcher.search(scores, k, candidates, 0, 0, matching).getNodes();
    int[] rows = new int[found.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = found[i].node;
    }
    return rows;
  }

  private SearchScoreProvider scores(ScoringView view, VectorFloat<?> query) {
    var exact = view.rerankerFor(query, similarity);
    return switch (codes) {
      case NONE -> new DefaultSearchScoreProvider(exact);
      case PQ ->
          new DefaultSearchScoreProvider(
              codesInMemory.orElseThrow().precomputedScoreFunctionFor(query, similarity), exact);
      case FUSED_PQ ->
          new DefaultSearchScoreProvider(
              view.approximateScoreFunctionFor(query, similarity), exact);
    };
  }

  @Override
  public void close() throws IOException {
    graph.close();
    file.close();
  }
}
