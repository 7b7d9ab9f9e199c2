package io.vecgo.benchmarks.ann;

import io.vecgo.model.Metric;
import java.nio.file.Path;
import java.util.List;

/**
 * What a benchmark is asked to measure.
 *
 * @param dataset its name in the results
 * @param searchThreads threads that search side by side, in a sweep
 * @param buildThreads threads that insert
 * @param selectivities of filters; {@link Selectivity#ALL} for no filter
 */
record Plan(
    String dataset,
    Path base,
    Path queries,
    Metric metric,
    int k,
    Mode mode,
    List<SystemUnderTest> systems,
    int searchThreads,
    int buildThreads,
    List<Selectivity> selectivities) {

  Plan {
    systems = List.copyOf(systems);
    selectivities = List.copyOf(selectivities);
  }

  boolean withBuckets() {
    return selectivities.stream().anyMatch(selectivity -> !selectivity.isAll());
  }
}
