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

  @Test
  void repairOfASoundDatabaseHasNothingToDo() {
    CommandRun run = CommandRun.of("repair", db);
    assertThat(run.exitCode()).isEqualTo(ExitCode.GOOD);
    assertThat(run.out()).isEqualTo("nothing to repair in version 3\n");
  }

  @Test
  void repairSaysWhatIsLost() throws IOException {
    Files.delete(db.resolve(SEGMENT));
    CommandRun plan = CommandRun.of("repair", db, "--dry-run");
    assertThat(plan.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(plan.out()).contains("(nothing: this was a dry run)");
    CommandRun run = CommandRun.of("repair", db);
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out())
        .containsPattern("published +version 4\n")
        .containsPattern("records lost +5\n")
        .containsPattern(SEGMENT + " +dropped +0 +5 +1 to 5");
    assertThat(CommandRun.of("verify", db).exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(CommandRun.of("stats", db).out()).containsPattern("missing +\\(none\\)\n");
  }

  @Test
  void repairAsJsonListsVersionsAndFiles() throws IOException {
    damage("manifest-00000000000000000003");
    CommandRun run = CommandRun.of("repair", db, "--json");
    assertThat(run.json())
        .containsEntry("base", 2)
        .containsEntry("version", 4)
        .containsEntry("lostRecords", 0)
        .extractingByKey("lostFiles", InstanceOfAssertFactories.LIST)
        .hasSize(1);
  }

  @Test
  void backupAndRestoreGoThereAndBack() throws IOException {
    Path backup = directory.resolve("backup");
    Path restored = directory.resolve("restored");
    assertThat(CommandRun.of("backup", db, backup).out())
        .startsWith("backed up version 3 in ")
        .contains(": copied 3 files of ", ", 0 there already");
    assertThat(CommandRun.of("backup", db, backup, "--json").json())
        .containsEntry("filesCopied", 0)
        .containsEntry("filesPresent", 3);
    assertThat(CommandRun.of("restore", backup, restored).out())
        .startsWith("restored version 3 in ");
    assertThat(CommandRun.of("stats", restored, "--json").json()).containsEntry("totalVectors", 10);
    CommandRun again = CommandRun.of("restore", backup, restored);
    assertThat(again.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(again.err()).contains("is not empty");
  }
}
