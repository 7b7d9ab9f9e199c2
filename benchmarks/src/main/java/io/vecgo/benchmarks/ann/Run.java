package io.vecgo.benchmarks.ann;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that was measured of one system under one filter.
 *
 * @param idle memory of the process that searches before it opens the index
 * @param memory of that process after the last search
 * @param points of its sweep, in the order of the knob
 */
record Run(
    String system,
    String config,
    String dataset,
    Selectivity selectivity,
    BuildFigures build,
    OpenFigures open,
    Memory idle,
    Memory memory,
    List<SweepPoint> points) {

  Run {
    points = List.copyOf(points);
  }

  String label() {
    return system + " " + config;
  }

  Curve curve() {
    return Curve.of(points);
  }

  /** What every line about it begins with. */
  Map<String, Object> heading(String type) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", type);
    fields.put("system", system);
    fields.put("config", config);
    fields.put("dataset", dataset);
    fields.put("selectivity", selectivity.share());
    return fields;
  }
}
