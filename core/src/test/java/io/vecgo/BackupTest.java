package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.model.CorruptException;
import io.vecgo.model.DatabaseExistsException;
import io.vecgo.model.LockedException;
import io.vecgo.model.Metric;
import io.vecgo.model.NoDatabaseException;
import io.vecgo.model.StoreException;
import io.vecgo.observe.BackupReport;
import io.vecgo.observe.WorkProgress;
import io.vecgo.store.FailingStore;
import io.vecgo.store.FailingStore.Failure;
import io.vecgo.store.LocalStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup is a verified copy of one version, made beside a writer. */
class BackupTest {
  private static final int DIMENSION = 3;
  private static final int ROWS = 40;
  private static final WorkProgress QUIET = (_, _, _) -> {};

  @TempDir private Path directory;
  private Path source;
  private Path backup;
  private Vecgo database;

  @BeforeEach
  void createWithTombstones() {
    source = directory.resolve("source");
    backup = directory.resolve("backup");
    database = Vecgo.create(source, CreateOptions.of(DIMENSION, Metric.COSINE));
    database.insertAll(Samples.records(1, ROWS, DIMENSION));
    database.commit();
    database.delete("key-3");
    database.commit();
  }

  @AfterEach
  void close() {
    database.closeDiscarding();
  }

  private static long rows(Path directory) {
    try (Vecgo opened = Vecgo.open(directory, OpenOptions.defaults().readOnly())) {
      assertThat(opened.get("key-3")).isEmpty();
      return opened.stats().totalVectors();
    }
  }

  private static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[100] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void backupIsADatabase() {
    database.insertAll(Samples.records(2, 5, DIMENSION).subList(3, 3));
    BackupReport report = database.backup(backup, QUIET);
    assertThat(report.version()).isEqualTo(3);
    assertThat(report.filesCopied()).isEqualTo(3);
    assertThat(rows(backup)).isEqualTo(ROWS - 1);
    assertThat(Maintenance.verify(backup, QUIET).isSound()).isTrue();
  }

  @Test
  void nextBackupCopiesWhatHasChanged() {
    long first = database.backup(backup, QUIET).bytesCopied();
    database.upsertAll(Samples.records(3, 2, DIMENSION));
    database.commit();
    BackupReport second = database.backup(backup, QUIET);
    assertThat(second.filesPresent()).isEqualTo(1);
    assertThat(second.filesCopied()).isEqualTo(3);
    assertThat(second.bytesCopied()).isLessThan(first);
    assertThat(database.backup(backup, QUIET).filesCopied()).isZero();
    assertThat(rows(backup)).isEqualTo(ROWS - 1);
  }

  @Test
  void damagedCopyInTheTargetIsCopiedAgain() throws IOException {
    database.backup(backup, QUIET);
    flip(backup.resolve("segment-1.bin"));
    assertThat(database.backup(backup, QUIET).filesCopied()).isEqualTo(1);
    assertThat(Maintenance.verify(backup, QUIET).isSound()).isTrue();
  }

  @Test
  void damagedSourceIsRefusedAndTheTargetStaysWhatItWas() throws IOException {
    database.backup(backup, QUIET);
    database.compact();
    Path merged = source.resolve("segment-3.bin");
    assertThat(merged).exists();
    flip(merged);
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> database.backup(backup, QUIET));
    assertThat(backup.resolve("segment-3.bin")).doesNotExist();
    try (Vecgo opened = Vecgo.open(backup)) {
      assertThat(opened.version()).isEqualTo(3);
    }
  }

  @Test
  void backupOfAnotherDatabaseIsNotMixedIn() throws IOException {
    database.backup(backup, QUIET);
    try (Vecgo other =
        Vecgo.create(directory.resolve("other"), CreateOptions.of(DIMENSION, Metric.L2))) {
      other.insertAll(Samples.records(5, 2, DIMENSION));
      other.commit();
      other.delete("key-0");
      other.commit();
      assertThatExceptionOfType(DatabaseExistsException.class)
          .isThrownBy(() -> other.backup(backup, QUIET));
    }
    assertThat(rows(backup)).isEqualTo(ROWS - 1);
  }

  @Test
  void failureAtAnyStepLeavesNoHalfVersion() throws IOException {
    for (int step = 1; step < 100; step++) {
      FailingStore target = new FailingStore(new MemoryStore());
      target.failAt(step, Failure.NOTHING_DONE);
      try {
        database.backup(target, QUIET);
      } catch (StoreException expected) {
        assertThat(expected).hasMessageContaining("back up again");
      }
      if (target.disarm()) {
        return;
      }
      assertThat(target.list("manifest-").isEmpty() || Maintenance.verify(target, QUIET).isSound())
          .isTrue();
      assertThat(database.backup(target, QUIET).version()).isEqualTo(3);
      assertThat(Maintenance.verify(target, QUIET).isSound()).isTrue();
    }
    throw new AssertionError("the backup has more steps than that");
  }

  @Test
  void targetThatIsOpenForWritingIsRefused() {
    database.backup(backup, QUIET);
    try (Vecgo _ = Vecgo.open(backup)) {
      assertThatExceptionOfType(LockedException.class)
          .isThrownBy(() -> database.backup(backup, QUIET));
    }
    assertThat(database.backup(backup, QUIET).filesCopied()).isZero();
  }

  @Test
  void restoredDatabaseIsTheOneThatWasBackedUp() {
    database.backup(backup, QUIET);
    Path restored = directory.resolve("restored");
    BackupReport report = Maintenance.restore(backup, restored, QUIET);
    assertThat(report.version()).isEqualTo(3);
    assertThat(rows(restored)).isEqualTo(ROWS - 1);
    try (Vecgo opened = Vecgo.open(restored)) {
      assertThat(opened.commit().version()).isEqualTo(3);
    }
  }

  @Test
  void restoringRefusesATargetThatIsNotEmpty() {
    database.backup(backup, QUIET);
    assertThatExceptionOfType(DatabaseExistsException.class)
        .isThrownBy(() -> Maintenance.restore(backup, source, QUIET))
        .withMessageContaining("not empty");
  }

  @Test
  void restoringRefusesADamagedBackup() throws IOException {
    database.backup(backup, QUIET);
    flip(backup.resolve("segment-1.bin"));
    Path restored = directory.resolve("restored");
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> Maintenance.restore(backup, restored, QUIET));
    assertThatExceptionOfType(NoDatabaseException.class).isThrownBy(() -> Vecgo.open(restored));
  }

  @Test
  void restoringNothingIsRefused() {
    assertThatExceptionOfType(NoDatabaseException.class)
        .isThrownBy(() -> Maintenance.restore(directory.resolve("none"), backup, QUIET));
  }

  @Test
  void backupToAnyStore() throws IOException {
    try (LocalStore target = LocalStore.open(backup)) {
      assertThat(database.backup(target, QUIET).filesCopied()).isEqualTo(3);
    }
  }
}
