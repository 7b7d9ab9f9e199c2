package io.vecgo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.CreateOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Metric;
import io.vecgo.model.VectorRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look after the files of a database. */
class MaintenanceCommandsTest {
  private static final String SEGMENT = "segment-1.bin";

  @TempDir private Path directory;
  private Path db;

  @BeforeEach
  void createWithTwoSegments() {
    db = directory.resolve("db");
    try (Vecgo database = Vecgo.create(db, CreateOptions.of(2, Metric.L2))) {
      for (int commit = 0; commit < 2; commit++) {
        for (int i = 0; i < 5; i++) {
          database.insert(VectorRecord.of(commit, i).withKey(commit + "-" + i));
        }
        database.commit();
      }
    }
  }

  private void damage(String file) throws IOException {
    byte[] bytes = Files.readAllBytes(db.resolve(file));
    bytes[bytes.length / 2] ^= 1;
    Files.write(db.resolve(file), bytes);
  }

  @Test
  void verifyOfASoundDatabaseIsGood() throws IOException {
    CommandRun run = CommandRun.of("verify", db);
    assertThat(run.exitCode()).isEqualTo(ExitCode.GOOD);
    assertThat(run.out()).containsPattern("damages +0\n").containsPattern("files +5\n");
    assertThat(CommandRun.of("verify", db, "--json").json())
        .containsEntry("sound", true)
        .containsEntry("version", 3);
  }

  @Test
  void verifyListsDamageAndFails() throws IOException {
    damage("manifest-00000000000000000003");
    CommandRun run = CommandRun.of("verify", db);
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out())
        .contains("manifest-00000000000000000003", "checksum mismatch")
        .containsPattern("unknown files +segment-2.bin\n")
        .contains("manifest: put the file back from a backup, or run repair");
    assertThat(CommandRun.of("verify", db, "--json").json())
        .containsEntry("sound", false)
        .extractingByKey("damages", InstanceOfAssertFactories.LIST)
        .hasSize(1);
  }

  @Test
  void statsShowWhatIsMissing() throws IOException {
    Files.delete(db.resolve(SEGMENT));
    CommandRun run = CommandRun.of("stats", db);
    assertThat(run.exitCode()).isEqualTo(ExitCode.GOOD);
    assertThat(run.out())
        .containsPattern("missing +5 records in 1 segment\n")
        .containsPattern(SEGMENT + " +5 +1 to 5 +there is no such file");
    assertThat(CommandRun.of("stats", db, "--json").json())
        .containsEntry("missingRows", 5)
        .extractingByKey("missing", InstanceOfAssertFactories.LIST)
        .hasSize(1);
  }

  @Test
  void statsOfASoundDatabaseMissNothing() {
    assertThat(CommandRun.of("stats", db).out()).containsPattern("missing +\\(none\\)\n");
  }
}
