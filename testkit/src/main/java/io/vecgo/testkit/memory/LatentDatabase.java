package io.vecgo.testkit.memory;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Hit;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.testkit.LatentVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A database of {@link io.vecgo.testkit.LatentVectors} in a directory, in one segment.
 *
 * @param searches that are asked of it
 */
public record LatentDatabase(Path directory, int rows, Searches searches) {
  private static final int BATCH = 500;

  /** Makes it, in memory first. */
  public void create(IndexSettings index) {
    OpenOptions oneSegment =
        OpenOptions.defaults().withoutAutomaticCompaction().memtableBytes(Long.MAX_VALUE);
    CreateOptions created = CreateOptions.of(searches.dimension(), Metric.COSINE).withIndex(index);
    LatentVectors vectors = searches.rows();
    try (Vecgo database = Vecgo.create(directory, created, oneSegment)) {
      IntStream.range(0, Math.ceilDiv(rows, BATCH))
          .parallel()
          .forEach(batch -> database.insertAll(records(vectors, batch)));
      database.commit();
    }
  }

  private List<VectorRecord> records(LatentVectors vectors, int batch) {
    int count = Math.min(BATCH, rows - batch * BATCH);
    synchronized (vectors) {
      return vectors.next(count).stream().map(VectorRecord::of).toList();
    }
  }

  /** Ids of the nearest rows for the first of the searches that are measured. */
  public List<Set<Long>> truth(int count) {
    try (Vecgo database = Vecgo.open(directory, OpenOptions.defaults().readOnly())) {
      return searches.measuredQueries(count).stream()
          .map(vector -> database.search(Query.of(vector).k(SearchProcess.K).exact()).hits())
          .map(hits -> hits.stream().map(Hit::id).collect(Collectors.toSet()))
          .toList();
    }
  }

  /** What its files take. */
  public long bytes() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /**
   * Searches it in a process that belongs to a group, with nothing of it in memory before.
   *
   * @param options for Java
   */
  public SearchFigures search(MemoryGroup group, List<String> options)
      throws IOException, InterruptedException {
    FileCache.drop(directory);
    return SearchProcess.run(group, options, directory, searches);
  }
}
