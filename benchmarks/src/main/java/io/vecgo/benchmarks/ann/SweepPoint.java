package io.vecgo.benchmarks.ann;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one value of a search knob gives.
 *
 * @param recall share of the true k nearest rows that were found, over all queries
 * @param qps queries a second of all threads, {@linkplain FastestPieces undisturbed}
 * @param p50us median latency in microseconds, likewise
 * @param p99us 99th percentile, likewise
 * @param cpuUsPerQuery CPU time of the whole process in microseconds, mean of all passes
 * @param noise by how much the median pass was slower than {@code qps}, as a share
 */
record SweepPoint(
    int knob,
    double recall,
    double qps,
    double p50us,
    double p99us,
    double cpuUsPerQuery,
    double noise) {

  Map<String, Object> toMap() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("knob", knob);
    fields.put("recall", recall);
    fields.put("qps", qps);
    fields.put("p50us", p50us);
    fields.put("p99us", p99us);
    fields.put("cpuUsPerQuery", cpuUsPerQuery);
    fields.put("noise", noise);
    return fields;
  }

  static SweepPoint of(Map<String, Object> fields) {
    return new SweepPoint(
        (int) Figures.number(fields, "knob"),
        Figures.number(fields, "recall"),
        Figures.number(fields, "qps"),
        Figures.number(fields, "p50us"),
        Figures.number(fields, "p99us"),
        Figures.number(fields, "cpuUsPerQuery"),
        Figures.number(fields, "noise"));
  }
}
