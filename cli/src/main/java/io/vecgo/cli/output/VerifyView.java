package io.vecgo.cli.output;

import io.vecgo.cli.output.Table.Column;
import io.vecgo.observe.Damage;
import io.vecgo.observe.VerifyReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a verification found, as tables or as a JSON object. */
public final class VerifyView {
  private VerifyView() {}

  public static void print(VerifyReport report, Console console) {
    new Facts()
        .add("newest sound version", Figures.count(report.version()))
        .add("sound versions", Figures.count(report.versions()))
        .add("files", Figures.count(report.files()))
        .add("read", Figures.bytes(report.bytes()))
        .add("took", Figures.seconds(report.duration()))
        .add("unknown files", report.unknownFiles().isEmpty() ? "(none)" : unknown(report))
        .add("damages", Figures.count(report.damages().size()))
        .print(console);
    if (!report.isSound()) {
      console.println("");
      table(report.damages()).print(console);
      console.println("");
      report.damages().stream()
          .map(damage -> kind(damage.file()) + ": " + damage.remedy())
          .distinct()
          .forEach(console::println);
    }
  }

  private static String unknown(VerifyReport report) {
    return String.join(" ", report.unknownFiles());
  }

  private static String kind(String file) {
    return file.replaceAll("-.*", "");
  }

  private static Table table(List<Damage> damages) {
    Table table =
        new Table(
            Column.left("file"),
            Column.left("section"),
            Column.right("byte"),
            Column.left("problem"),
            Column.left("expected"),
            Column.left("found"),
            Column.left("versions"));
    for (Damage damage : damages) {
      table.add(
          damage.file(),
          damage.section(),
          Long.toString(damage.offset()),
          damage.problem(),
          damage.expected(),
          damage.found(),
          versions(damage.versions()));
    }
    return table;
  }

  private static String versions(List<Long> versions) {
    return versions.size() > 3
        ? versions.getFirst() + " to " + versions.getLast()
        : versions.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  public static Map<String, Object> json(VerifyReport report) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("sound", report.isSound());
    object.put("version", report.version());
    object.put("versions", report.versions());
    object.put("files", report.files());
    object.put("bytes", report.bytes());
    object.put("seconds", report.duration().toMillis() / 1e3);
    object.put("damages", report.damages().stream().map(VerifyView::json).toList());
    object.put("unknownFiles", report.unknownFiles());
    return object;
  }

  private static Map<String, Object> json(Damage damage) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("file", damage.file());
    object.put("section", damage.section());
    object.put("offset", damage.offset());
    object.put("problem", damage.problem());
    object.put("expected", damage.expected());
    object.put("found", damage.found());
    object.put("remedy", damage.remedy());
    object.put("versions", damage.versions());
    return object;
  }
}
