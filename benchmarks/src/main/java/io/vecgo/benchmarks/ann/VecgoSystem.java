package io.vecgo.benchmarks.ann;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import java.io.IOException;
import java.util.List;

/**
 * Vecgo through its public interface.
 *
 * @param commits how often rows are committed on the way, evenly spread; each makes a segment
 */
record VecgoSystem(String config, IndexSettings settings, int commits) implements SystemUnderTest {

  /** The configurations that compete with the peers. */
  static List<SystemUnderTest> all() {
    return List.of(new VecgoSystem("default", IndexSettings.DEFAULT, 1));
  }

  /** The default, with its rows in so many segments. */
  static SystemUnderTest inSegments(int segments) {
    return new VecgoSystem("segments-" + segments, IndexSettings.DEFAULT, segments);
  }

  @Override
  public String system() {
    return "vecgo";
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
  public void build(List<float[]> base, BuildTask task) throws IOException, InterruptedException {
    CreateOptions options =
        CreateOptions.of(base.getFirst().length, task.metric()).withIndex(settings);
    VecgoRows rows = new VecgoRows();
    Vecgo.create(task.folder(), options).close();
    OpenOptions segmentsAsTheyAre =
        OpenOptions.defaults().withoutAutomaticCompaction().memtableBytes(Long.MAX_VALUE);
    try (Vecgo database = Vecgo.open(task.folder(), segmentsAsTheyAre)) {
      for (int part = 0; part < commits; part++) {
        rows.insert(database, base, share(base.size(), part), share(base.size(), part + 1), task);
        database.commit();
      }
    }
    rows.write(task.folder());
  }

  private int share(int rows, int parts) {
    return (int) ((long) rows * parts / commits);
  }

  @Override
  public OpenIndex open(OpenTask task) throws IOException {
    VecgoRows rows = VecgoRows.read(task.folder());
    return new VecgoIndex(Vecgo.open(task.folder(), OpenOptions.defaults().readOnly()), rows, task);
  }
}
