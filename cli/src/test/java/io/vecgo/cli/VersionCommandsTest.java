package io.vecgo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.cli.input.Bytes;
import io.vecgo.model.Metric;
import io.vecgo.model.VectorRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands about versions, on a database whose version 2 has {@code a} and {@code b}, and whose
 * version 3 has {@code b} and {@code c}.
 */
class VersionCommandsTest {
  @TempDir Path directory;
  private Path db;
  private Path queries;

  @BeforeEach
  void makeVersions() throws IOException {
    db = directory.resolve("db");
    queries = directory.resolve("queries.fvecs");
    Files.write(queries, Bytes.fvecs(new float[] {1, 0}, new float[] {0, 1}));
    try (Vecgo database = Vecgo.create(db, CreateOptions.of(2, Metric.L2))) {
      database.insert(VectorRecord.of(1, 0).withKey("a"));
      database.insert(VectorRecord.of(0, 1).withKey("b"));
      database.commit();
      database.delete("a");
      database.insert(VectorRecord.of(1, 1).withKey("c"));
    }
  }

  private static CommandRun good(Object... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.GOOD);
    return run;
  }

  private static void bad(int exitCode, String message, Object... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.err()).hasLineCount(1).contains(message);
    assertThat(run.exitCode()).isEqualTo(exitCode);
  }

  @Test
  void versionsAreListedWithWhatMadeThem() {
    assertThat(good("versions", db).out())
        .hasLineCount(4)
        .containsPattern(" 1 .* create +0 +0 ")
        .containsPattern(" 3 .* commit +2 +2 ");
  }

  @Test
  void versionsAsJsonAreOneObjectALine() {
    assertThat(good("versions", db, "--json").out())
        .hasLineCount(3)
        .startsWith("{\"version\":1,\"createdAt\":\"")
        .contains("\"operation\":\"commit\",\"liveRows\":2,\"segments\":1,");
  }

  @Test
  void olderVersionsAnswerGetStatsAndSearch() {
    assertThat(good("get", db, "a", "--version", 2).out()).contains("a");
    bad(ExitCode.FAILED, "no record with the key a", "get", db, "a");
    assertThat(good("stats", db, "--version", 2, "--json").out()).contains("\"manifestId\":2");
    assertThat(good("count", db, "--version", 2).out()).isEqualToIgnoringNewLines("2");
    assertThat(good("scan", db, "--version", 2).out()).contains("  a").doesNotContain("  c");
    assertThat(good("search", db, "--vectors", queries, "--version", 2).out())
        .containsPattern(" a\n")
        .doesNotContain("  c\n");
  }

  @Test
  void instantsChooseAVersion() {
    assertThat(good("stats", db, "--as-of", Instant.now(), "--json").out())
        .contains("\"manifestId\":3");
    bad(ExitCode.FAILED, "no version as old as", "stats", db, "--as-of", "2001-01-01");
    bad(ExitCode.BAD_USAGE, "must be a date", "stats", db, "--as-of", "yesterday");
    bad(ExitCode.BAD_USAGE, "--as-of", "stats", db, "--as-of", "2001-01-01", "--version", 2);
  }

  @Test
  void versionsThatAreNotThereAreNamedWithThoseThatAre() {
    bad(ExitCode.FAILED, "versions there are: 1 to 3", "stats", db, "--version", 9);
    bad(ExitCode.BAD_USAGE, "must be the number", "stats", db, "--version", "No.1");
    bad(ExitCode.BAD_USAGE, "must be the number", "stats", db, "--version", 0);
  }

  @Test
  void rollbackMakesAVersionCurrentAgain() {
    assertThat(good("rollback", db, 2).out())
        .isEqualTo("version 4 equals version 2, 2 records; before it was version 3\n");
    assertThat(good("get", db, "a").out()).contains("a");
    assertThat(good("rollback", db, 4).out()).isEqualTo("version 4 is current already\n");
    assertThat(good("rollback", db, 3, "--json").out())
        .startsWith("{\"version\":5,\"restored\":3,\"replaced\":4,\"liveRows\":2,");
  }

  @Test
  void tagsAreNamesOfVersions() {
    assertThat(good("tag", "add", db, "june", 2).out()).isEqualTo("version 2 has the tag june\n");
    assertThat(good("tag", "list", db, "--json").out())
        .isEqualTo("{\"tag\":\"june\",\"version\":2}\n");
    assertThat(good("stats", db, "--version", "june", "--json").out()).contains("\"manifestId\":2");
    assertThat(good("rollback", db, "june").out()).startsWith("version 4 equals version 2");
    assertThat(good("versions", db).out()).contains("june");
    bad(ExitCode.FAILED, "tag june is at version 2", "tag", "add", db, "june", 3);
    assertThat(good("tag", "remove", db, "june").out()).isEqualTo("removed the tag june\n");
    bad(ExitCode.FAILED, "there is no tag june", "tag", "remove", db, "june");
    bad(ExitCode.FAILED, "there are no tags", "stats", db, "--version", "june");
    bad(ExitCode.BAD_USAGE, "a command is missing", "tag");
  }

  @Test
  void compareSaysWhatDiffers() {
    assertThat(good("compare", db, 2, 3, "--vectors", queries, "--k", 1).out())
        .containsPattern("overlap@1 +0.500")
        .containsPattern("same ids +1 of 2 queries")
        .containsPattern("gained +1 id\n")
        .containsPattern(" 3 .* commit ");
    assertThat(good("compare", db, 2, 3, "--vectors", queries, "--json").out())
        .startsWith("{\"before\":{\"version\":2,")
        .contains("\"gained\":[3],\"lost\":[1]");
  }

  @Test
  void vacuumDeletesWhatIsNotKept() {
    good("tag", "add", db, "june", 1);
    assertThat(good("vacuum", db, "--keep-versions", 1, "--grace-period", "0s", "--dry-run").out())
        .containsPattern("would delete +1 version, 0 files, 0 leftovers");
    assertThat(good("versions", db).out()).hasLineCount(4);
    assertThat(good("vacuum", db, "--keep-versions", 1).out())
        .containsPattern("deleted +0 versions");
    assertThat(good("vacuum", db, "--keep-versions", 1, "--keep-duration", "7d").out())
        .containsPattern("kept +3 versions");
    assertThat(good("vacuum", db, "--keep-versions", 1, "--grace-period", "0s", "--json").out())
        .startsWith("{\"dryRun\":false,\"versions\":[2],\"versionsKept\":2,\"files\":[],");
    bad(ExitCode.BAD_USAGE, "--keep-versions", "vacuum", db);
    bad(ExitCode.BAD_USAGE, "keepVersions=0", "vacuum", db, "--keep-versions", 0);
    bad(
        ExitCode.BAD_USAGE,
        "must be a time",
        "vacuum",
        db,
        "--keep-versions",
        1,
        "--keep-duration",
        "a week");
  }

  @Test
  void vacuumBesideAWriterSaysWhoThatIs() {
    try (Vecgo writer = Vecgo.open(db, OpenOptions.defaults())) {
      bad(ExitCode.FAILED, "is open for writing by", "vacuum", db, "--keep-versions", 1);
      assertThat(writer.version()).isEqualTo(3);
      good("vacuum", db, "--keep-versions", 1, "--dry-run");
    }
  }
}
