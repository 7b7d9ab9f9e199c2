package io.vecgo.cli;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.cli.output.BackupView;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.JsonValues;
import io.vecgo.cli.output.WorkLog;
import io.vecgo.observe.BackupReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies the current version of a database. */
@Command(
    name = "backup",
    description = {
      "Copies the current version into another directory, which is a database then. Files that are there"
          + " already are not copied again; every copy is verified. Can run beside a writer."
    },
    footer = {"  ${COMMAND-FULL-NAME} ./db /backups/db"})
final class BackupCommand implements Runnable {
  private final Console console;

  @Parameters(paramLabel = "DB", description = "Directory of the database, or s3://bucket/prefix.")
  private Place database;

  @Parameters(
      paramLabel = "TARGET",
      description = "Directory of the backup, or s3://bucket/prefix.")
  private Place target;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  BackupCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    try (Vecgo db = Vecgo.open(database.store(), OpenOptions.defaults().readOnly())) {
      WorkLog log = new WorkLog(console.err(), "copied");
      BackupReport report = target.inStore(store -> db.backup(store, log));
      console.println(
          json
              ? JsonValues.line(BackupView.json(report))
              : BackupView.sentence("backed up", report));
    }
  }
}
