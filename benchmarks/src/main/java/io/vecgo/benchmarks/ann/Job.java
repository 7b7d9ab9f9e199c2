package io.vecgo.benchmarks.ann;

import com.fasterxml.jackson.jr.ob.JSON;
import io.vecgo.model.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One piece of work for a process of its own.
 *
 * @param mode in which the system runs
 * @param system label of the {@link SystemUnderTest}
 * @param folder of the index
 * @param truth nearest rows of each query under this selectivity
 * @param threads that insert, or that search
 * @param withBuckets whether rows carry the field of filters
 */
record Job(
    Task task,
    Mode mode,
    String system,
    Path folder,
    Path base,
    Path queries,
    Path truth,
    Metric metric,
    int k,
    int threads,
    Selectivity selectivity,
    boolean withBuckets) {

  /** What to do. */
  enum Task {
    BUILD,
    SWEEP,
    COLD,
    CHURN
  }

  /** What an index depends on: jobs that agree in this build the same. */
  String buildKey() {
    return String.join(
        " | ",
        system,
        base.toString(),
        metric.label(),
        threads + " threads",
        withBuckets ? "with buckets" : "without buckets");
  }

  /** One line, to be given to a process. */
  String toJson() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("task", task.name());
    fields.put("mode", mode.toString());
    fields.put("system", system);
    fields.put("folder", folder.toString());
    fields.put("base", base.toString());
    fields.put("queries", queries.toString());
    fields.put("truth", truth.toString());
    fields.put("metric", metric.label());
    fields.put("k", k);
    fields.put("threads", threads);
    fields.put("selectivity", selectivity.share());
    fields.put("withBuckets", withBuckets);
    try {
      return JSON.std.asString(fields);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static Job parse(String json) throws IOException {
    Map<String, Object> fields = JSON.std.mapFrom(json);
    return new Job(
        Task.valueOf(text(fields, "task")),
        Mode.parse(text(fields, "mode")),
        text(fields, "system"),
        Path.of(text(fields, "folder")),
        Path.of(text(fields, "base")),
        Path.of(text(fields, "queries")),
        Path.of(text(fields, "truth")),
        Metric.parse(text(fields, "metric")),
        (int) fields.get("k"),
        (int) fields.get("threads"),
        new Selectivity(((Number) fields.get("selectivity")).doubleValue()),
        (boolean) fields.get("withBuckets"));
  }

  private static String text(Map<String, Object> fields, String name) {
    return (String) fields.get(name);
  }
}
