package io.vecgo.systemtests.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.Maintenance;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.LockedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes and one database: one writes, both read, and who dies keeps nobody out. */
class TwoProcessesTest {
  private static final int REFRESHES = 50;

  @TempDir Path parent;
  private Path directory;

  @BeforeEach
  void create() {
    directory = parent.resolve("database");
    CommitLoop.create(directory);
  }

  @Test
  void secondWriterLearnsPidAndHostOfTheFirst() {
    try (WriterProcess writer = new WriterProcess(directory)) {
      writer.nextCommits();
      assertThatExceptionOfType(LockedException.class)
          .isThrownBy(() -> Vecgo.open(directory))
          .withMessageMatching(".* process " + writer.pid() + " on host \\S+ since .*");
    }
  }

  @Test
  void otherProcessLearnsThatThisOneWrites() {
    try (Vecgo database = Vecgo.open(directory);
        WriterProcess second = new WriterProcess(directory)) {
      assertThat(second.lastWords())
          .contains("LockedException", "process " + ProcessHandle.current().pid() + " ");
      assertThat(database.commit().version()).isEqualTo(1);
    }
  }

  @Test
  void refusedWritersDisturbNobody() {
    try (WriterProcess writer = new WriterProcess(directory)) {
      for (int attempt = 0; attempt < 3; attempt++) {
        writer.nextCommits();
        assertIsLocked();
      }
    }
    assertGoesOn();
  }

  @Test
  void nobodyElseCreatesOrRepairsADatabaseThatIsWritten() {
    try (WriterProcess writer = new WriterProcess(directory)) {
      writer.nextCommits();
      assertThatExceptionOfType(LockedException.class)
          .isThrownBy(() -> CommitLoop.create(directory));
      assertThatExceptionOfType(LockedException.class)
          .isThrownBy(() -> Maintenance.repair(directory, (_, _, _) -> {}));
    }
  }

  @Test
  void lockOfAKilledProcessIsFree() {
    try (WriterProcess writer = new WriterProcess(directory)) {
      writer.nextCommits();
    }
    assertThat(ownerLine()).exists();
    assertGoesOn();
    assertThat(ownerLine()).doesNotExist();
  }

  @Test
  void otherProcessTakesOverWhatThisOneHasClosed() {
    Vecgo.open(directory).close();
    try (WriterProcess writer = new WriterProcess(directory)) {
      assertThat(writer.nextCommits()).isZero();
    }
  }

  @Test
  void lineOfAnOwnerThatIsGoneKeepsNobodyOut() throws IOException {
    Files.writeString(ownerLine(), "process " + ProcessHandle.current().pid() + " on host here");
    assertGoesOn();
  }

  @Test
  void writerIsKnownByItsLockNotItsLine() throws IOException {
    try (WriterProcess writer = new WriterProcess(directory)) {
      writer.nextCommits();
      Files.delete(ownerLine());
      assertIsLocked();
    }
  }

  @Test
  void readerFollowsTheWriterOfAnotherProcess() {
    try (WriterProcess writer = new WriterProcess(directory);
        Vecgo reader = Vecgo.open(directory, OpenOptions.defaults().readOnly())) {
      for (int refresh = 0; refresh < REFRESHES; refresh++) {
        long committed = writer.nextCommits();
        reader.refresh();
        assertThat(CommitLoop.commits(reader)).isGreaterThanOrEqualTo(committed);
        CommitLoop.assertHoldsAll(reader);
      }
    }
  }

  private Path ownerLine() {
    return directory.resolve("writer.owner");
  }

  private void assertIsLocked() {
    assertThatExceptionOfType(LockedException.class).isThrownBy(() -> Vecgo.open(directory));
  }

  /** Throws unless a writer of this process finds all and commits. */
  private void assertGoesOn() {
    try (Vecgo database = Vecgo.open(directory)) {
      CommitLoop.assertHoldsAll(database);
      long version = database.version();
      CommitLoop.write(database, CommitLoop.commits(database) + 1);
      assertThat(database.commit().version()).isGreaterThan(version);
      CommitLoop.assertHoldsAll(database);
    }
  }
}
