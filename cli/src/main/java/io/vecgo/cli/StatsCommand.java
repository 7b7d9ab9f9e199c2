package io.vecgo.cli;

import io.vecgo.Vecgo;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.JsonValues;
import io.vecgo.cli.output.StatsView;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the state of a database. */
@Command(
    name = "stats",
    description = "Prints version, size and segments of a database.",
    footer = {"  ${COMMAND-FULL-NAME} ./db", "  ${COMMAND-FULL-NAME} ./db --json"})
final class StatsCommand implements Runnable {
  private final Console console;

  @Parameters(paramLabel = "DB", description = "Directory of the database, or s3://bucket/prefix.")
  private Place database;

  @ArgGroup private AtVersion at = new AtVersion();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  StatsCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    try (Vecgo db = Vecgo.open(database.store(), at.options())) {
      if (json) {
        console.println(JsonValues.line(StatsView.json(db)));
      } else {
        StatsView.print(db, console);
      }
    }
  }
}
