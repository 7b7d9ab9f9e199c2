package io.vecgo.benchmarks.ann;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Metric;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Vecgo with rows that are not committed. Building inserts them and throws them away; opening
 * inserts them again, so its duration is no figure of a database that is opened.
 */
record VecgoMemtable() implements SystemUnderTest {
  private static final int THREADS = 2;

  @Override
  public String system() {
    return "vecgo";
  }

  @Override
  public String config() {
    return "memtable";
  }

  @Override
  public int[] knobs() {
    return Knobs.candidates();
  }

  @Override
  public List<float[]> prepare(List<float[]> vectors, Metric metric) {
    return vectors;
  }

  @Override
  public void build(List<float[]> rows, BuildTask task) throws IOException, InterruptedException {
    Vecgo database = empty(rows, task.metric());
    new VecgoRows().insert(database, rows, 0, rows.size(), task);
    database.closeDiscarding();
  }

  @Override
  public OpenIndex open(OpenTask task) throws IOException {
    try {
      List<float[]> vectors = Vectors.read(task.base());
      Vecgo database = empty(vectors, task.metric());
      VecgoRows rows = new VecgoRows();
      BuildTask inserts =
          new BuildTask(task.folder(), task.metric(), THREADS, !task.selectivity().isAll());
      rows.insert(database, vectors, 0, vectors.size(), inserts);
      return new VecgoIndex(database, rows, task);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", interruption));
    }
  }

  private static Vecgo empty(List<float[]> rows, Metric metric) {
    return Vecgo.create(
        new MemoryStore(),
        CreateOptions.of(rows.getFirst().length, metric),
        OpenOptions.defaults().memtableBytes(Long.MAX_VALUE));
  }
}
