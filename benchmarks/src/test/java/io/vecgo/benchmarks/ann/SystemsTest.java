package io.vecgo.benchmarks.ann;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.benchmarks.ann.SystemUnderTest.BuildTask;
import io.vecgo.benchmarks.ann.SystemUnderTest.OpenTask;
import io.vecgo.model.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SystemsTest {
  private static final int K = 10;
  private static final int KNOB = 400;
  private static final Metric METRIC = Metric.COSINE;
  private static final List<float[]> BASE = Samples.vectors(600, 16, 1);
  private static final List<float[]> QUERIES = Samples.vectors(20, 16, 2);

  @TempDir private Path folder;

  static Stream<SystemUnderTest> systems() {
    return Stream.of(VecgoSystem.all(), LuceneSystem.all(), JVectorSystem.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("systems")
  void everySystemFindsTheNearestRows(SystemUnderTest system) throws Exception {
    assertThat(recall(system, Selectivity.ALL)).isGreaterThan(0.95);
  }

  @ParameterizedTest
  @MethodSource("systems")
  void everySystemFindsTheNearestRowsThatMatch(SystemUnderTest system) throws Exception {
    assertThat(recall(system, new Selectivity(0.1))).isGreaterThan(0.95);
  }

  private double recall(SystemUnderTest system, Selectivity selectivity) throws Exception {
    Path index = Files.createDirectory(folder.resolve("index"));
    system.build(system.prepare(BASE, METRIC), new BuildTask(index, METRIC, 2, true));
    OpenTask task = new OpenTask(index, index, METRIC, K, selectivity);
    int[][] found = new int[QUERIES.size()][];
    try (OpenIndex open = system.open(task)) {
      Pass.run(open, system.prepare(QUERIES, METRIC), KNOB, 1, found);
    }
    List<int[]> truth = new ExactNeighbours(BASE, METRIC).nearest(QUERIES, K, selectivity::matches);
    return new Recall(truth, K).of(found);
  }
}
