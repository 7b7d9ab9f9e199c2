package io.vecgo.cli;

import io.vecgo.Vecgo;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.JsonValues;
import io.vecgo.cli.output.RecordTable;
import io.vecgo.cli.output.RecordView;
import io.vecgo.model.Limits;
import io.vecgo.model.StoredRecord;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the records that match, in the order of their ids. */
@Command(
    name = "scan",
    description = "Prints the records that match, in the order of their ids.",
    footer = {
      "  ${COMMAND-FULL-NAME} ./db --limit 20",
      "  ${COMMAND-FULL-NAME} ./db --filter \"pos = 'verb'\" --from-id 1000 --json"
    })
final class ScanCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DB", description = "Directory of the database, or s3://bucket/prefix.")
  private Place database;

  @Mixin private FilterOption which = new FilterOption();

  @Option(
      names = "--from-id",
      paramLabel = "ID",
      defaultValue = "0",
      description = "Only this id and larger ones (default: ${DEFAULT-VALUE}).")
  private long fromId;

  @ArgGroup private AtVersion at = new AtVersion();

  @Option(names = "--limit", paramLabel = "N", description = "Only the first N of them.")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--json",
      description = "Print each record as a JSON object on a line, with all of its vector.")
  private boolean json;

  ScanCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Limits.checkRange("limit", limit, 1, Long.MAX_VALUE);
    try (Vecgo db = Vecgo.open(database.store(), at.options());
        Stream<StoredRecord> records = db.scan(which.filter(), fromId)) {
      Iterator<StoredRecord> read = records.limit(limit).iterator();
      if (json) {
        printLines(read);
      } else {
        RecordTable.print(read, console, db.schema());
      }
    }
    return ExitCode.GOOD;
  }

  private void printLines(Iterator<StoredRecord> read) {
    while (read.hasNext() && !console.out().checkError()) {
      console.println(JsonValues.line(RecordView.json(read.next())));
    }
  }
}
