package io.vecgo.cli.output;

import io.vecgo.cli.output.Table.Column;
import io.vecgo.observe.IdRange;
import io.vecgo.observe.RepairReport;
import io.vecgo.observe.RepairReport.LostFile;
import io.vecgo.observe.SegmentRepair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a repair did, as tables or as a JSON object. */
public final class RepairView {
  private static final int RANGES_MAX = 5;

  private RepairView() {}

  public static void print(RepairReport report, Console console) {
    if (report.isSound()) {
      console.println("nothing to repair in version " + report.base());
      return;
    }
    new Facts()
        .add("repaired version", Long.toString(report.base()))
        .add("published", published(report))
        .add("lost versions", join(report.lostVersions()))
        .add("records lost", Figures.count(report.lostRecords()))
        .print(console);
    if (!report.segments().isEmpty()) {
      console.println("");
      table(report.segments()).print(console);
    }
    for (LostFile file : report.lostFiles()) {
      console.println(
          "%s with %s (ids %s) belongs to no sound version"
              .formatted(file.file(), Figures.count(file.records(), "record"), file.ids()));
    }
  }

  private static String published(RepairReport report) {
    return report.version().isPresent()
        ? "version " + report.version().getAsLong()
        : "(nothing: this was a dry run)";
  }

  private static String join(List<Long> versions) {
    return versions.isEmpty()
        ? "(none)"
        : versions.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static Table table(List<SegmentRepair> segments) {
    Table table =
        new Table(
            Column.left("segment"),
            Column.left("action"),
            Column.right("records"),
            Column.right("lost"),
            Column.left("lost ids"),
            Column.right("unknown deletes"),
            Column.left("reason"));
    for (SegmentRepair segment : segments) {
      table.add(
          segment.file(),
          action(segment),
          Figures.count(segment.records()),
          Figures.count(segment.lost()),
          ids(segment.lostIds()),
          Figures.count(segment.unknownDeletes()),
          segment.reason());
    }
    return table;
  }

  private static String action(SegmentRepair segment) {
    return segment.action().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String ids(List<IdRange> ranges) {
    String first =
        ranges.stream().limit(RANGES_MAX).map(IdRange::toString).collect(Collectors.joining(", "));
    return ranges.size() > RANGES_MAX ? first + ", ..." : first;
  }

  public static Map<String, Object> json(RepairReport report) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("base", report.base());
    object.put("version", report.version().isPresent() ? report.version().getAsLong() : 0);
    object.put("lostVersions", report.lostVersions());
    object.put("lostRecords", report.lostRecords());
    object.put("segments", report.segments().stream().map(RepairView::json).toList());
    object.put("lostFiles", report.lostFiles().stream().map(RepairView::json).toList());
    object.put("seconds", report.duration().toMillis() / 1e3);
    return object;
  }

  private static Map<String, Object> json(SegmentRepair segment) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("file", segment.file());
    object.put("action", segment.action().name());
    object.put("records", segment.records());
    object.put("lost", segment.lost());
    object.put("lostIds", segment.lostIds().stream().map(RepairView::json).toList());
    object.put("superseded", segment.superseded());
    object.put("unknownDeletes", segment.unknownDeletes());
    object.put("reason", segment.reason());
    return object;
  }

  private static Map<String, Object> json(LostFile file) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("file", file.file());
    object.put("records", file.records());
    object.put("ids", json(file.ids()));
    return object;
  }

  private static Map<String, Object> json(IdRange range) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("first", range.first());
    object.put("last", range.last());
    object.put("records", range.records());
    return object;
  }
}
