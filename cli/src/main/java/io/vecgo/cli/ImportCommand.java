package io.vecgo.cli;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.cli.ingest.Existing;
import io.vecgo.cli.ingest.ImportSummary;
import io.vecgo.cli.ingest.Importer;
import io.vecgo.cli.input.BadInputException;
import io.vecgo.cli.input.RecordFields;
import io.vecgo.cli.input.RowReader;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.JsonValues;
import io.vecgo.cli.output.Progress;
import io.vecgo.model.FieldType;
import io.vecgo.model.Limits;
import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports the rows of files. */
@Command(
    name = "import",
    description = {
      "Imports the rows of a vector file.",
      "",
      "Vector files are .fvecs, .npy (float32 or float64, two dimensions, C order)"
          + " or JSON lines; each plain or gzipped.",
      "Row i of an .fvecs or .npy file gets the key \"i\", counted from 0, and line i of the metadata"
          + " file. A JSON line holds the vector, the metadata and, if wanted, the key."
    },
    footer = {
      "  ${COMMAND-FULL-NAME} ./db --vectors base.fvecs.gz --metadata texts.jsonl.gz \\",
      "      --text-field text",
      "  ${COMMAND-FULL-NAME} ./db --vectors embeddings.npy",
      "  ${COMMAND-FULL-NAME} ./db --vectors records.jsonl \\",
      "      --vector-field embedding --key-field id"
    })
final class ImportCommand implements Callable<Integer> {
  /** An import commits every so many rows; only very long ones make it commit before that. */
  private static final OpenOptions COMMITS_OF_ITS_OWN =
      OpenOptions.defaults().memtableBytes(1L << 30);

  private final Console console;

  @Parameters(paramLabel = "DB", description = "Directory of the database, or s3://bucket/prefix.")
  private Place database;

  @Option(
      names = "--vectors",
      paramLabel = "FILE",
      required = true,
      description = "The vectors, or whole records as JSON lines.")
  private Path vectors;

  @Option(
      names = "--metadata",
      paramLabel = "FILE",
      description = "Metadata of .fvecs and .npy rows: one JSON object per line.")
  private Optional<Path> metadata = Optional.empty();

  @Option(
      names = "--text-field",
      paramLabel = "NAME",
      description =
          "Declare this metadata field as text: it is searched by words and shown with hits.")
  private Optional<String> textField = Optional.empty();

  @Mixin private VectorFieldOption vectorField = new VectorFieldOption();

  @Option(
      names = "--key-field",
      paramLabel = "NAME",
      description = "The field of a JSON line that is the key (default: the number of the row).")
  private Optional<String> keyField = Optional.empty();

  @Option(
      names = "--upsert",
      description =
          "Replace the records that have a key of the file; otherwise they end the import.")
  private boolean upsert;

  @Option(
      names = "--commit-every",
      paramLabel = "ROWS",
      defaultValue = "50000",
      description = {
        "Commit after so many rows (default: ${DEFAULT-VALUE}). An import that is stopped keeps what"
            + " it has committed."
      })
  private int commitEvery;

  @Option(names = "--json", description = "Print the summary as a JSON object.")
  private boolean json;

  ImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Limits.checkRange("commit-every", commitEvery, 1, Integer.MAX_VALUE);
    ImportSummary summary = importInto(Vecgo.open(database.store(), COMMITS_OF_ITS_OWN));
    if (summary.rows() == 0) {
      throw new BadInputException(vectors + ": holds no rows, expected at least one");
    }
    console.println(json ? JsonValues.line(summary.json()) : summary.inWords());
    return ExitCode.GOOD;
  }

  /** Closes the database. A finished import has nothing pending; of a failed one it is dropped. */
  private ImportSummary importInto(Vecgo db) throws IOException {
    try {
      declareTextField(db);
      try (RowReader<VectorRecord> records = source().open(db);
          Progress progress = console.progress()) {
        return new Importer(db, existing(), commitEvery, progress).run(records);
      }
    } finally {
      db.closeDiscarding();
    }
  }

  private Existing existing() {
    return upsert ? Existing.REPLACE : Existing.REFUSE;
  }

  private ImportSource source() {
    return new ImportSource(vectors, metadata, new RecordFields(vectorField.name(), keyField));
  }

  private void declareTextField(Vecgo db) {
    if (textField.isEmpty()) {
      return;
    }
    String name = textField.get();
    Optional<FieldType> declared = db.schema().field(name).map(Schema.Field::type);
    if (declared.isEmpty()) {
      db.declare(new Schema.Field(name, FieldType.TEXT, Schema.Presence.OPTIONAL));
    } else if (declared.get() != FieldType.TEXT) {
      throw new IllegalArgumentException(
          "text-field=" + name + ": the schema declares it as " + declared.get().label());
    }
  }
}
