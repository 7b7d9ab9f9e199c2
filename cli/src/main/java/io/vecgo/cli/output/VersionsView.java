package io.vecgo.cli.output;

import io.vecgo.cli.output.Table.Column;
import io.vecgo.observe.VersionInfo;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Versions as a table or as JSON objects. */
public final class VersionsView {
  private VersionsView() {}

  public static void print(List<VersionInfo> versions, Console console) {
    Table table =
        new Table(
            Column.right("version"),
            Column.left("made at"),
            Column.left("by"),
            Column.right("records"),
            Column.right("segments"),
            Column.right("frees"),
            Column.left("tags"));
    for (VersionInfo version : versions) {
      table.add(
          Figures.count(version.number()),
          version.createdAt().truncatedTo(ChronoUnit.SECONDS).toString(),
          version.operation().label(),
          Figures.count(version.liveRows()),
          Figures.count(version.segments()),
          Figures.bytes(version.bytesOfItsOwn()),
          String.join(", ", version.tags()));
    }
    table.print(console);
  }

  public static Map<String, Object> json(VersionInfo version) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("version", version.number());
    object.put("createdAt", version.createdAt().toString());
    object.put("operation", version.operation().label());
    object.put("liveRows", version.liveRows());
    object.put("segments", version.segments());
    object.put("bytes", version.bytes());
    object.put("bytesOfItsOwn", version.bytesOfItsOwn());
    object.put("tags", version.tags());
    return object;
  }
}
