package io.vecgo.cli;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.JsonValues;
import io.vecgo.cli.output.Table;
import io.vecgo.cli.output.Table.Column;
import io.vecgo.observe.Health;
import io.vecgo.observe.Health.Finding;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells whether a database is well. */
@Command(
    name = "health",
    description = {
      "Tells whether a database is well. Exit code 0 if it is, 1 if not.",
      "",
      "What only the process that writes can know, memory and latencies, is unknown here: ask"
          + " Vecgo.health() there, or its metrics."
    },
    footer = {"  ${COMMAND-FULL-NAME} ./db", "  ${COMMAND-FULL-NAME} ./db --json"})
final class HealthCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DB", description = "Directory of the database, or s3://bucket/prefix.")
  private Place database;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  HealthCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Vecgo db = Vecgo.open(database.store(), OpenOptions.defaults().readOnly())) {
      Health health = db.health();
      if (json) {
        console.println(JsonValues.line(fields(health)));
      } else {
        print(health);
      }
      return health.isHealthy() ? ExitCode.GOOD : ExitCode.FAILED;
    }
  }

  private void print(Health health) {
    Table table = new Table(Column.left("check"), Column.left("verdict"), Column.left("observed"));
    health.findings().forEach(one -> table.add(one.check().label(), verdict(one), one.observed()));
    table.print(console);
    console.println("");
    console.println(health.reason().map(one -> one.check().advice()).orElse("healthy"));
  }

  private static String verdict(Finding finding) {
    return finding.verdict().name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> fields(Health health) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("healthy", health.isHealthy());
    health.reason().ifPresent(reason -> object.put("reason", reason.check().label()));
    object.put("findings", health.findings().stream().map(HealthCommand::fields).toList());
    return object;
  }

  private static Map<String, Object> fields(Finding finding) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("check", finding.check().label());
    object.put("verdict", verdict(finding));
    object.put("observed", finding.observed());
    object.put("advice", finding.check().advice());
    return object;
  }
}
