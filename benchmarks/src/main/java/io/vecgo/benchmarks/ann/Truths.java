package io.vecgo.benchmarks.ann;

import io.vecgo.model.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files of the true nearest rows of the queries; what is not there is computed once. Confined to
 * one thread.
 */
final class Truths {
  private final Path folder;
  private final Path base;
  private final Path queries;
  private final Metric metric;
  private final int k;
  private final Map<Selectivity, Path> files = new HashMap<>();

  /**
   * @param unfiltered a file of the nearest rows among all, if there is one
   * @param folder for those computed
   */
  Truths(Optional<Path> unfiltered, Path folder, Path base, Path queries, Metric metric, int k) {
    this.folder = folder;
    this.base = base;
    this.queries = queries;
    this.metric = metric;
    this.k = k;
    unfiltered.ifPresent(file -> files.put(Selectivity.ALL, file));
  }

  /** The nearest rows of each query among those that match. */
  Path file(Selectivity selectivity) throws IOException {
    if (!files.containsKey(selectivity)) {
      files.put(selectivity, compute(selectivity));
    }
    return files.get(selectivity);
  }

  private Path compute(Selectivity selectivity) throws IOException {
    List<int[]> nearest =
        new ExactNeighbours(Vectors.read(base), metric)
            .nearest(Vectors.read(queries), k, selectivity::matches);
    Path file = folder.resolve("truth-" + selectivity.share() + ".ivecs");
    Vectors.writeTruth(file, nearest);
    return file;
  }
}
