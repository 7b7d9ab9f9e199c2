package io.vecgo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.cli.input.Bytes;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
  private static final int DIMENSION = 4;
  private static final int ROWS = 1500;
  private static final float[][] VECTORS = Bytes.vectors(ROWS, DIMENSION, 5);

  @TempDir Path directory;
  private Path db;

  @BeforeEach
  void create() {
    db = directory.resolve("db");
    CommandRun.of("create", db, "--dim", DIMENSION, "--metric", "cosine");
  }

  @Test
  void everyRowComesBackUnderItsNumber() throws IOException {
    Path metadata = lines("rows.jsonl", ROWS);
    CommandRun run =
        CommandRun.of(
            "import",
            db,
            "--vectors",
            file("v.fvecs.gz", Bytes.gzip(Bytes.fvecs(VECTORS))),
            "--metadata",
            metadata);
    assertThat(run.exitCode()).isEqualTo(ExitCode.GOOD);
    assertThat(run.out()).startsWith("imported 1,500 rows in ").hasLineCount(1);
    try (Vecgo opened = Vecgo.open(db, OpenOptions.defaults().readOnly())) {
      assertThat(opened.stats().totalVectors()).isEqualTo(ROWS);
      for (int i = 0; i < ROWS; i++) {
        StoredRecord record = opened.get(Integer.toString(i)).orElseThrow();
        assertThat(record.vector()).isEqualTo(VECTORS[i]);
        assertThat(record.metadata().get("row")).contains(Value.of(i));
      }
    }
  }

  @Test
  void npyFilesAreImportedToo() throws IOException {
    importGood("--vectors", file("v.npy", Bytes.npyFloat64(VECTORS)));
    try (Vecgo opened = Vecgo.open(db, OpenOptions.defaults().readOnly())) {
      assertThat(opened.get("1499").orElseThrow().vector()).isEqualTo(VECTORS[1499]);
    }
  }

  @Test
  void jsonLinesBringTheirOwnKeysAndMetadata() throws IOException {
    CommandRun.of(
        "create", directory.resolve("j"), "--dim", 2, "--metric", "dot", "--schema", "at:instant");
    db = directory.resolve("j");
    String line = "{\"name\":\"x\",\"v\":[1,2],\"at\":\"2026-01-31T12:00:00Z\"}\n";
    Path records = Files.writeString(directory.resolve("r.jsonl"), line);
    importGood("--vectors", records, "--vector-field", "v", "--key-field", "name");
    try (Vecgo opened = Vecgo.open(db, OpenOptions.defaults().readOnly())) {
      StoredRecord record = opened.get("x").orElseThrow();
      assertThat(record.vector()).containsExactly(1, 2);
      assertThat(record.metadata().fields())
          .isEqualTo(Map.of("at", Value.of(Instant.parse("2026-01-31T12:00:00Z"))));
    }
  }

  @Test
  void theSummaryAsJsonHasFigures() throws IOException {
    CommandRun run = importGood("--vectors", vectors(), "--json", "--commit-every", 500);
    assertThat(run.json())
        .containsEntry("rows", ROWS)
        .containsEntry("version", 4)
        .containsOnlyKeys("rows", "seconds", "rowsPerSecond", "version", "bytes");
  }

  @Test
  void commitEveryMakesASegmentEach() throws IOException {
    importGood("--vectors", vectors(), "--commit-every", 400);
    assertThat(CommandRun.of("stats", db, "--json").json())
        .containsEntry("segmentCount", 4)
        .containsEntry("totalVectors", ROWS);
  }

  @Test
  void theTextFieldIsDeclaredOnce() throws IOException {
    importGood(
        "--vectors", vectors(), "--metadata", lines("m.jsonl", ROWS), "--text-field", "text");
    CommandRun.of("delete", db, 0);
    Path one = file("one.fvecs", Bytes.fvecs(VECTORS[0]));
    importGood("--vectors", one, "--text-field", "text");
    assertThat(CommandRun.of("stats", db, "--json").json()).containsEntry("schema", "text:text");
  }

  @Test
  void aTextFieldThatIsDeclaredOtherwiseIsRefused() throws IOException {
    Path other = directory.resolve("other");
    CommandRun.of("create", other, "--dim", DIMENSION, "--metric", "l2", "--schema", "text:string");
    CommandRun run = CommandRun.of("import", other, "--vectors", vectors(), "--text-field", "text");
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(run.err()).isEqualTo("vecgo: text-field=text: the schema declares it as string\n");
  }

  @Test
  void aKeyThatExistsIsNamedAndNothingIsImported() throws IOException {
    importGood("--vectors", file("one.fvecs", Bytes.fvecs(VECTORS[0])));
    CommandRun run = CommandRun.of("import", db, "--vectors", vectors());
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("key=0").endsWith("; nothing was committed\n").hasLineCount(1);
    assertRows(1);
  }

  @Test
  void upsertReplacesWhatIsThereAndTheLaterOfTwo() throws IOException {
    importGood("--vectors", vectors());
    String lines =
        """
        {"key":"7","vector":[1,0,0,0]}
        {"key":"new","vector":[2,0,0,0]}
        {"key":"new","vector":[3,0,0,0]}
        """;
    Path records = Files.writeString(directory.resolve("r.jsonl"), lines);
    importGood("--vectors", records, "--key-field", "key", "--upsert");
    assertRows(ROWS + 1);
    try (Vecgo opened = Vecgo.open(db, OpenOptions.defaults().readOnly())) {
      assertThat(opened.get("7").orElseThrow().vector()).containsExactly(1, 0, 0, 0);
      assertThat(opened.get("new").orElseThrow().vector()).containsExactly(3, 0, 0, 0);
    }
  }

  @Test
  void aKeyTwiceInOneFileIsRefused() throws IOException {
    String lines = "{\"k\":\"x\",\"vector\":[1,2,3,4]}\n".repeat(2);
    Path records = Files.writeString(directory.resolve("r.jsonl"), lines);
    CommandRun run = CommandRun.of("import", db, "--vectors", records, "--key-field", "k");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("key=x").endsWith("; nothing was committed\n").hasLineCount(1);
  }

  @Test
  void aBadRowEndsTheImportAndTellsWhatIsCommitted() throws IOException {
    float[][] vectors = Bytes.vectors(ROWS, DIMENSION, 5);
    vectors[1234][2] = Float.NaN;
    Path file = file("nan.fvecs", Bytes.fvecs(vectors));
    CommandRun run = CommandRun.of("import", db, "--vectors", file, "--commit-every", 500);
    assertThat(run)
        .isEqualTo(
            new CommandRun(
                ExitCode.BAD_USAGE,
                "",
                ("vecgo: %s: row 1234: component 2 is NaN, expected a finite number;"
                        + " 1,000 rows before that stay committed\n")
                    .formatted(file)));
    assertRows(1000);
  }

  @Test
  void tooFewLinesOfMetadataAreAnError() throws IOException {
    CommandRun run =
        CommandRun.of("import", db, "--vectors", vectors(), "--metadata", lines("m", 3));
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(run.err())
        .isEqualTo(
            "vecgo: there are 3 lines of metadata but more vectors, expected one line for each"
                + " vector; nothing was committed\n");
    assertRows(0);
  }

  @Test
  void tooManyLinesOfMetadataAreAnError() throws IOException {
    CommandRun run =
        CommandRun.of("import", db, "--vectors", vectors(), "--metadata", lines("m", ROWS + 1));
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(run.err()).contains("there are 1500 vectors but more lines of metadata");
    assertRows(0);
  }

  @Test
  void metadataBesideJsonLinesIsRefused() throws IOException {
    Path records = Files.writeString(directory.resolve("r.jsonl"), "{\"vector\":[1,2,3,4]}\n");
    CommandRun run = CommandRun.of("import", db, "--vectors", records, "--metadata", lines("m", 1));
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(run.err()).contains("holds JSON lines with their own metadata");
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    CommandRun run = CommandRun.of("import", db, "--vectors", file("empty", new byte[0]));
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(run.err()).contains("empty: holds no rows, expected at least one");
  }

  private CommandRun importGood(Object... options) {
    Object[] arguments = new Object[options.length + 2];
    arguments[0] = "import";
    arguments[1] = db;
    System.arraycopy(options, 0, arguments, 2, options.length);
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.GOOD);
    return run;
  }

  private void assertRows(int expected) throws IOException {
    assertThat(CommandRun.of("stats", db, "--json").json()).containsEntry("totalVectors", expected);
  }

  private Path vectors() throws IOException {
    return file("vectors.fvecs", Bytes.fvecs(VECTORS));
  }

  private Path lines(String name, int count) throws IOException {
    String lines =
        IntStream.range(0, count)
            .mapToObj(i -> "{\"row\":" + i + ",\"text\":\"number " + i + "\"}\n")
            .collect(Collectors.joining());
    return Files.writeString(directory.resolve(name), lines);
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }
}
