package io.vecgo.cli;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.JsonValues;
import io.vecgo.cli.output.VersionsView;
import io.vecgo.observe.VersionInfo;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the versions of a database. */
@Command(
    name = "versions",
    description = "Lists the versions of a database, oldest first, with what each costs.",
    footer = {"  ${COMMAND-FULL-NAME} ./db", "  ${COMMAND-FULL-NAME} ./db --json"})
final class VersionsCommand implements Runnable {
  private final Console console;

  @Parameters(paramLabel = "DB", description = "Directory of the database, or s3://bucket/prefix.")
  private Place database;

  @Option(names = "--json", description = "Print one JSON object per line for each version.")
  private boolean json;

  VersionsCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    try (Vecgo db = Vecgo.open(database.store(), OpenOptions.defaults().readOnly())) {
      List<VersionInfo> versions = db.versions();
      if (json) {
        versions.forEach(version -> console.println(JsonValues.line(VersionsView.json(version))));
      } else {
        VersionsView.print(versions, console);
      }
    }
  }
}
