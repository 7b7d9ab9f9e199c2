package io.vecgo.cli;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Deletes records and commits. */
@Command(
    name = "delete",
    description = "Deletes the records of keys and commits.",
    footer = "  ${COMMAND-FULL-NAME} ./db 17 18 19")
final class DeleteCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "DB",
      description = "Directory of the database, or s3://bucket/prefix.")
  private Place database;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "KEY",
      description = "Keys of the records.")
  private List<String> keys = List.of();

  DeleteCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<String> missing = new ArrayList<>();
    try (Vecgo db = Vecgo.open(database.store(), OpenOptions.defaults())) {
      for (String key : keys) {
        if (!db.delete(key)) {
          missing.add(key);
        }
      }
      db.commit();
    }
    console.println("deleted " + Figures.count((long) keys.size() - missing.size(), "record"));
    if (!missing.isEmpty()) {
      console.complain("there is no record with the key " + String.join(", ", missing));
    }
    return missing.isEmpty() ? ExitCode.GOOD : ExitCode.FAILED;
  }
}
