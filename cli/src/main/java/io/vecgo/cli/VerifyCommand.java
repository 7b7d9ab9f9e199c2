package io.vecgo.cli;

import io.vecgo.Maintenance;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.JsonValues;
import io.vecgo.cli.output.VerifyView;
import io.vecgo.cli.output.WorkLog;
import io.vecgo.observe.VerifyReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads all files of a database and lists what is wrong with them. */
@Command(
    name = "verify",
    description = {
      "Reads all files of all versions and compares what they say. Changes nothing, and can run beside"
          + " a writer. Exit code 1 if anything is damaged or missing."
    },
    footer = {"  ${COMMAND-FULL-NAME} ./db", "  ${COMMAND-FULL-NAME} ./db --json"})
final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DB", description = "Directory of the database, or s3://bucket/prefix.")
  private Place database;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    WorkLog log = new WorkLog(console.err(), "verified");
    VerifyReport report = database.inStore(store -> Maintenance.verify(store, log));
    if (json) {
      console.println(JsonValues.line(VerifyView.json(report)));
    } else {
      VerifyView.print(report, console);
    }
    return report.isSound() ? ExitCode.GOOD : ExitCode.FAILED;
  }
}
