package io.vecgo.cli;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.Figures;
import io.vecgo.cli.output.JsonValues;
import io.vecgo.observe.CompactionResult;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Merges all segments of a database into one. */
@Command(
    name = "compact",
    description = {
      "Merges all segments into one, without deleted records: a new version whose searches walk one"
          + " graph. Older versions keep their files."
    },
    footer = {"  ${COMMAND-FULL-NAME} ./db", "  ${COMMAND-FULL-NAME} ./db --json"})
final class CompactCommand implements Runnable {
  private final Console console;

  @Parameters(paramLabel = "DB", description = "Directory of the database, or s3://bucket/prefix.")
  private Place database;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  CompactCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    try (Vecgo db = Vecgo.open(database.store(), OpenOptions.defaults())) {
      CompactionResult result = db.compact();
      console.println(json ? JsonValues.line(fields(result)) : sentence(result));
    }
  }

  private static Map<String, Object> fields(CompactionResult result) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("version", result.version());
    object.put("segmentsMerged", result.segmentsMerged());
    object.put("rows", result.rows());
    object.put("bytes", result.bytes());
    object.put("seconds", result.duration().toMillis() / 1e3);
    return object;
  }

  private static String sentence(CompactionResult result) {
    return result.segmentsMerged() == 0
        ? "nothing to merge in version " + result.version()
        : "merged %s into one of %s and %s in %s: version %d"
            .formatted(
                Figures.count(result.segmentsMerged(), "segment"),
                Figures.count(result.rows(), "row"),
                Figures.bytes(result.bytes()),
                Figures.seconds(result.duration()),
                result.version());
  }
}
