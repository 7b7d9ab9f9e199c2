package io.vecgo.benchmarks.ann;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What building took.
 *
 * @param seconds from the first row until all are durable and searchable
 * @param cpuSeconds of the whole process meanwhile
 * @param bytesOnDisk sum of the sizes of the files left
 * @param peakRssBytes most memory that the process had resident, rows to insert included
 */
record BuildFigures(double seconds, double cpuSeconds, long bytesOnDisk, long peakRssBytes) {

  Map<String, Object> toMap() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("buildSeconds", seconds);
    fields.put("buildCpuSeconds", cpuSeconds);
    fields.put("bytesOnDisk", bytesOnDisk);
    fields.put("buildPeakRssBytes", peakRssBytes);
    return fields;
  }

  static BuildFigures of(Map<String, Object> fields) {
    return new BuildFigures(
        Figures.number(fields, "buildSeconds"),
        Figures.number(fields, "buildCpuSeconds"),
        (long) Figures.number(fields, "bytesOnDisk"),
        (long) Figures.number(fields, "buildPeakRssBytes"));
  }
}
