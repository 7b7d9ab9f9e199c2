package io.vecgo.cli;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.Figures;
import io.vecgo.cli.output.JsonValues;
import io.vecgo.observe.RollbackResult;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an older version current again. */
@Command(
    name = "rollback",
    description = {
      "Makes an older version current again, by a new version that equals it. The versions between"
          + " stay, so that it can be taken back in the same way."
    },
    footer = {"  ${COMMAND-FULL-NAME} ./db 42", "  ${COMMAND-FULL-NAME} ./db release-7 --json"})
final class RollbackCommand implements Runnable {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "DB",
      description = "Directory of the database, or s3://bucket/prefix.")
  private Place database;

  @Parameters(
      index = "1",
      paramLabel = "N|TAG",
      converter = VersionReference.Converter.class,
      description = "The version.")
  private VersionReference version;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  RollbackCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    try (Vecgo db = Vecgo.open(database.store(), OpenOptions.defaults())) {
      RollbackResult result = db.rollback(version.in(db));
      console.println(json ? JsonValues.line(fields(result)) : sentence(result));
    }
  }

  private static Map<String, Object> fields(RollbackResult result) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("version", result.version());
    object.put("restored", result.restored());
    object.put("replaced", result.replaced());
    object.put("liveRows", result.liveRows());
    object.put("seconds", result.duration().toMillis() / 1e3);
    return object;
  }

  private static String sentence(RollbackResult result) {
    return result.version() == result.replaced()
        ? "version " + result.version() + " is current already"
        : "version %d equals version %d, %s; before it was version %d"
            .formatted(
                result.version(),
                result.restored(),
                Figures.count(result.liveRows(), "record"),
                result.replaced());
  }
}
