package io.vecgo.benchmarks.ann;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Resident memory of a process.
 *
 * @param peakBytes the most it ever had
 * @param anonymousBytes heap and other memory of its own, at the time of the measurement
 * @param fileBytes mapped files, at that time
 */
record Memory(long peakBytes, long anonymousBytes, long fileBytes) {
  static final Memory UNKNOWN = new Memory(0, 0, 0);

  private static final Path STATUS = Path.of("/proc/self/status");

  /**
   * Of this process, after a garbage collection; {@link #UNKNOWN} where the system does not tell.
   */
  static Memory afterCollection() throws IOException {
    System.gc();
    return now();
  }

  /** Of this process; {@link #UNKNOWN} where the system does not tell. */
  static Memory now() throws IOException {
    return Files.exists(STATUS) ? parse(Files.readAllLines(STATUS)) : UNKNOWN;
  }

  static Memory parse(List<String> status) {
    return new Memory(
        bytes(status, "VmHWM:"), bytes(status, "RssAnon:"), bytes(status, "RssFile:"));
  }

  private static long bytes(List<String> status, String field) {
    return status.stream()
        .filter(line -> line.startsWith(field))
        .map(line -> line.substring(field.length()).replace("kB", "").strip())
        .mapToLong(kibibytes -> Long.parseLong(kibibytes) << 10)
        .findFirst()
        .orElse(0);
  }

  Map<String, Object> toMap() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("peakRssBytes", peakBytes);
    fields.put("rssAnonBytes", anonymousBytes);
    fields.put("rssFileBytes", fileBytes);
    return fields;
  }

  static Memory of(Map<String, Object> fields) {
    return new Memory(
        (long) Figures.number(fields, "peakRssBytes"),
        (long) Figures.number(fields, "rssAnonBytes"),
        (long) Figures.number(fields, "rssFileBytes"));
  }
}
