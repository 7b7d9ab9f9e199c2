package io.vecgo.cli;

import io.vecgo.Vecgo;
import io.vecgo.cli.output.BackupView;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.JsonValues;
import io.vecgo.cli.output.WorkLog;
import io.vecgo.observe.BackupReport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies a version from one place to another, whatever kinds of places these are. */
@Command(
    name = "cp",
    description = {
      "Copies one version of a database to another directory or object store, which is a database then."
          + " Files that are there already are not copied again, so that the next copy brings the"
          + " target up to date; every copy is verified. Can run beside a writer."
    },
    footer = {
      "  ${COMMAND-FULL-NAME} ./db s3://bucket/db",
      "  ${COMMAND-FULL-NAME} s3://bucket/db ./db --version before-import"
    })
final class CopyCommand implements Runnable {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      description = "Directory of the database, or s3://bucket/prefix.")
  private Place from;

  @Parameters(
      index = "1",
      paramLabel = "TO",
      description = "Directory of the copy, or s3://bucket/prefix.")
  private Place to;

  @ArgGroup private AtVersion at = new AtVersion();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  CopyCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    try (Vecgo source = Vecgo.open(from.store(), at.options())) {
      WorkLog log = new WorkLog(console.err(), "copied");
      BackupReport report = to.inStore(store -> source.backup(store, log));
      console.println(
          json ? JsonValues.line(BackupView.json(report)) : BackupView.sentence("copied", report));
    }
  }
}
