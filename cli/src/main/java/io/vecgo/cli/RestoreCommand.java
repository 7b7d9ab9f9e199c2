package io.vecgo.cli;

import io.vecgo.Maintenance;
import io.vecgo.cli.output.BackupView;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.JsonValues;
import io.vecgo.cli.output.WorkLog;
import io.vecgo.observe.BackupReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a database of a backup. */
@Command(
    name = "restore",
    description = {
      "Makes a database of the newest version in a backup, in a directory that is empty or not there."
          + " Every file is verified."
    },
    footer = {"  ${COMMAND-FULL-NAME} /backups/db ./db"})
final class RestoreCommand implements Runnable {
  private final Console console;

  @Parameters(
      paramLabel = "BACKUP",
      description = "Directory of the backup, or s3://bucket/prefix.")
  private Place backup;

  @Parameters(
      paramLabel = "DB",
      description = "Directory of the new database, or s3://bucket/prefix.")
  private Place database;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  RestoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    WorkLog log = new WorkLog(console.err(), "copied");
    BackupReport report =
        backup.inStore(from -> database.inStore(to -> Maintenance.restore(from, to, log)));
    console.println(
        json ? JsonValues.line(BackupView.json(report)) : BackupView.sentence("restored", report));
  }
}
