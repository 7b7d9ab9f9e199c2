package io.vecgo.cli;

import io.vecgo.Vecgo;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.JsonValues;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the number of records that match. */
@Command(
    name = "count",
    description = "Prints the number of records, or of those that match a filter.",
    footer = {
      "  ${COMMAND-FULL-NAME} ./db",
      "  ${COMMAND-FULL-NAME} ./db --filter \"pos = 'verb'\" --json"
    })
final class CountCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DB", description = "Directory of the database, or s3://bucket/prefix.")
  private Place database;

  @Mixin private FilterOption which = new FilterOption();

  @ArgGroup private AtVersion at = new AtVersion();

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  CountCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Vecgo db = Vecgo.open(database.store(), at.options())) {
      long count = db.count(which.filter());
      console.println(json ? JsonValues.line(Map.of("count", count)) : Long.toString(count));
      return ExitCode.GOOD;
    }
  }
}
