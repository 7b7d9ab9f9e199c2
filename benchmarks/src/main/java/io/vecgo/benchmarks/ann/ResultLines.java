package io.vecgo.benchmarks.ann;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured, as one JSON object a line. */
final class ResultLines {
  private ResultLines() {}

  /** Lines of a run: its points, and for each target of recall a summary. */
  static List<Map<String, Object>> of(Run run) {
    List<Map<String, Object>> lines = new ArrayList<>();
    run.points().forEach(point -> lines.add(line(run, "point", point.toMap())));
    RatioTable.TARGETS.forEach(target -> lines.add(summary(run, target)));
    return lines;
  }

  /** Figures of a kind, under the heading of their run. */
  static Map<String, Object> line(Run run, String type, Map<String, Object> figures) {
    Map<String, Object> fields = run.heading(type);
    fields.putAll(figures);
    return fields;
  }

  private static Map<String, Object> summary(Run run, double target) {
    Map<String, Object> fields = run.heading("summary");
    fields.put("recallTarget", target);
    run.curve().qpsAt(target).ifPresent(qps -> fields.put("qps", qps));
    fields.putAll(run.build().toMap());
    fields.putAll(run.open().toMap());
    fields.put("idleRssAnonBytes", run.idle().anonymousBytes());
    fields.putAll(run.memory().toMap());
    return fields;
  }

  static String text(Map<String, Object> line) throws IOException {
    Map<String, Object> rounded = new LinkedHashMap<>(line);
    rounded.replaceAll(
        (name, value) -> value instanceof Double figure ? Figures.rounded(figure) : value);
    return JSON.std.asString(rounded);
  }

  /** Adds lines to the end of a file. */
  static void append(Path file, List<Map<String, Object>> lines) throws IOException {
    List<String> texts = new ArrayList<>();
    for (Map<String, Object> line : lines) {
      texts.add(text(line));
    }
    Files.write(file, texts, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
