package io.vecgo.benchmarks.ann;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What opening took, in a process that did nothing before but read the queries.
 *
 * @param firstQueryMillis of the first query after it
 */
record OpenFigures(double openMillis, double firstQueryMillis) {

  Map<String, Object> toMap() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("openMillis", openMillis);
    fields.put("firstQueryMillis", firstQueryMillis);
    return fields;
  }

  static OpenFigures of(Map<String, Object> fields) {
    return new OpenFigures(
        Figures.number(fields, "openMillis"), Figures.number(fields, "firstQueryMillis"));
  }
}
