package io.vecgo.cli;

import io.vecgo.CreateOptions;
import io.vecgo.Vecgo;
import io.vecgo.analysis.StandardAnalyzer;
import io.vecgo.cli.output.Console;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Layout;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.model.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an empty database. */
@Command(
    name = "create",
    description = "Makes an empty database.",
    footer = {
      "  ${COMMAND-FULL-NAME} ./db --dim 384 --metric cosine",
      "  ${COMMAND-FULL-NAME} ./db --dim 128 --metric l2 --schema 'title:text,year:int!'",
      "  ${COMMAND-FULL-NAME} ./db --dim 1536 --metric dot --quantizer rabitq-8 --m 24"
    })
final class CreateCommand implements Runnable {
  private final Console console;

  @Parameters(paramLabel = "DB", description = "Directory of the database, or s3://bucket/prefix.")
  private Place database;

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

  @Option(
      names = "--analyzer",
      paramLabel = "NAME",
      converter = Arguments.ToAnalyzer.class,
      description = {
        "How the texts of text fields become words: standard, followed by +english-stops,"
            + " +english-plurals or both (default: standard)."
      })
  private StandardAnalyzer analyzer = StandardAnalyzer.DEFAULT;

  @Option(
      names = "--quantizer",
      paramLabel = "NAME",
      converter = Arguments.ToQuantization.class,
      description = {
        "How vectors of segments are shortened for searches: none, sq8, int4, bq, rabitq-1,"
            + " rabitq-2, rabitq-4, rabitq-8, pq, pq-<subspaces>, opq, opq-<subspaces>"
            + " (default: rabitq-4)."
      })
  private Quantization quantization = IndexSettings.DEFAULT.quantization();

  @Option(
      names = "--layout",
      paramLabel = "NAME",
      converter = Arguments.ToLayout.class,
      description = {
        "How what searches of segments read lies in memory: compact, or turbo, which takes about"
            + " ten times the memory and is faster for segments that do not fit into the caches of"
            + " the processor (default: compact)."
      })
  private Layout layout = IndexSettings.DEFAULT.layout();

  @Option(
      names = "--m",
      paramLabel = "N",
      description = "Links that a row of a graph chooses, 4 to 128 (default: ${DEFAULT-VALUE}).")
  private int m = IndexSettings.DEFAULT.m();

  @Option(
      names = "--ef-construction",
      paramLabel = "N",
      description = "Candidates to choose them from, up to 2000 (default: ${DEFAULT-VALUE}).")
  private int efConstruction = IndexSettings.DEFAULT.efConstruction();

  CreateCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    CreateOptions options =
        CreateOptions.of(dimension, metric)
            .withSchema(schema)
            .withAnalyzer(analyzer)
            .withIndex(new IndexSettings(m, efConstruction, quantization, layout));
    try (Vecgo db = Vecgo.create(database.store(), options)) {
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
