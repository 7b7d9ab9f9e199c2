package io.vecgo.cli;

import io.vecgo.CreateOptions;
import io.vecgo.Vecgo;
import io.vecgo.cli.output.Console;
import io.vecgo.model.Metric;
import io.vecgo.model.Schema;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an empty database. */
@Command(
    name = "create",
    description = "Makes an empty database.",
    footer = {
      "  ${COMMAND-FULL-NAME} ./db --dim 384 --metric cosine",
      "  ${COMMAND-FULL-NAME} ./db --dim 128 --metric l2 --schema 'title:text,year:int!'"
    })
final class CreateCommand implements Runnable {
  private final Console console;

  @Parameters(paramLabel = "DB", description = "Directory of the database.")
  private Path database;

  @Option(
      names = "--dim",
      paramLabel = "N",
      required = true,
      description = "Dimension: components of each vector.")
  private int dimension;

  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      required = true,
      converter = Arguments.ToMetric.class,
      description = "How vectors are compared: l2, cosine or dot.")
  private Metric metric;

  @Option(
      names = "--schema",
      paramLabel = "SCHEMA",
      converter = Arguments.ToSchema.class,
      description = {
        "Metadata fields as name:type,name:type with the types bool, int, double, string, text,"
            + " instant, uuid and arrays such as string[]; a ! after the type makes a field"
            + " required. Fields that are not named are free."
      })
  private Schema schema = Schema.NONE;

  CreateCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    CreateOptions options = CreateOptions.of(dimension, metric).withSchema(schema);
    try (Vecgo db = Vecgo.create(database, options)) {
      console.println(
          "created %s: dimension %d, metric %s%s"
              .formatted(
                  database,
                  db.dimension(),
                  db.metric().label(),
                  schema.fields().isEmpty() ? "" : ", schema " + schema));
    }
  }
}
