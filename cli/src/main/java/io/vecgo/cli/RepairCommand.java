package io.vecgo.cli;

import io.vecgo.Maintenance;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.JsonValues;
import io.vecgo.cli.output.RepairView;
import io.vecgo.cli.output.WorkLog;
import io.vecgo.observe.RepairReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a version of what is intact. */
@Command(
    name = "repair",
    description = {
      "Makes a new version of what is intact: rebuilds damaged segments of their intact rows, drops lost"
          + " ones, goes back to the newest sound version if the newest manifest is damaged. Lists what is"
          + " lost, deletes no file. Exit code 1 if records are lost."
    },
    footer = {"  ${COMMAND-FULL-NAME} ./db --dry-run", "  ${COMMAND-FULL-NAME} ./db"})
final class RepairCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DB", description = "Directory of the database, or s3://bucket/prefix.")
  private Place database;

  @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  RepairCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RepairReport report = dryRun ? plan() : repair();
    if (json) {
      console.println(JsonValues.line(RepairView.json(report)));
    } else {
      RepairView.print(report, console);
    }
    boolean lost = report.lostRecords() > 0 || !report.lostVersions().isEmpty();
    return lost ? ExitCode.FAILED : ExitCode.GOOD;
  }

  private RepairReport plan() {
    WorkLog log = new WorkLog(console.err(), "read");
    return database.inStore(store -> Maintenance.planRepair(store, log));
  }

  private RepairReport repair() {
    WorkLog log = new WorkLog(console.err(), "read");
    return database.inStore(store -> Maintenance.repair(store, log));
  }
}
