package io.vecgo.cli;

import io.vecgo.Vecgo;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.JsonValues;
import io.vecgo.cli.output.RecordView;
import io.vecgo.model.StoredRecord;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints one record. */
@Command(
    name = "get",
    description = "Prints the record of a key.",
    footer = {"  ${COMMAND-FULL-NAME} ./db 17", "  ${COMMAND-FULL-NAME} ./db 17 --json"})
final class GetCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "DB",
      description = "Directory of the database, or s3://bucket/prefix.")
  private Place database;

  @Parameters(index = "1", paramLabel = "KEY", description = "Key of the record.")
  private String key;

  @ArgGroup private AtVersion at = new AtVersion();

  @Option(names = "--json", description = "Print the record as a JSON object.")
  private boolean json;

  GetCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Vecgo db = Vecgo.open(database.store(), at.options())) {
      Optional<StoredRecord> record = db.get(key);
      record.ifPresentOrElse(this::print, this::complain);
      return record.isPresent() ? ExitCode.GOOD : ExitCode.FAILED;
    }
  }

  private void print(StoredRecord record) {
    if (json) {
      console.println(JsonValues.line(RecordView.json(record)));
    } else {
      RecordView.facts(record).print(console);
    }
  }

  private void complain() {
    console.complain("there is no record with the key " + key);
  }
}
