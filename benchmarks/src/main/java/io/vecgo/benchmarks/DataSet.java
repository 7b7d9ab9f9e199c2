package io.vecgo.benchmarks;

import io.vecgo.cli.input.FvecsReader;
import io.vecgo.cli.input.IvecsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Vectors to store, queries, and for each query the rows nearest to it.
 *
 * @param truth row numbers of the base vectors, nearest first
 */
record DataSet(List<float[]> base, List<float[]> queries, List<int[]> truth) {

  /** Reads {@code base.fvecs.gz}, {@code query.fvecs.gz} and {@code gt.ivecs.gz} of a folder. */
  static DataSet in(Path folder) throws IOException {
    try (FvecsReader base = FvecsReader.open(folder.resolve("base.fvecs.gz"));
        FvecsReader queries = FvecsReader.open(folder.resolve("query.fvecs.gz"));
        IvecsReader truth = IvecsReader.open(folder.resolve("gt.ivecs.gz"))) {
      return new DataSet(base.readAll(), queries.readAll(), truth.readAll());
    }
  }

  int dimension() {
    return base.getFirst().length;
  }

  /** The true k nearest rows of a query. */
  Set<Integer> nearest(int query, int k) {
    return Arrays.stream(truth.get(query)).limit(k).boxed().collect(Collectors.toSet());
  }
}
