package io.vecgo.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecgo.CreateOptions;
import io.vecgo.Maintenance;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.Damage;
import io.vecgo.observe.Health.Check;
import io.vecgo.observe.WorkProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is damaged: what is said, what is still served, and each way out. */
class DamageDrillTest {
  private static final WorkProgress SILENT = (_, _, _) -> {};
  private static final int ROWS = 10;
  private static final String SEGMENT = "segment-2.bin";
  private static final String NEWEST = "manifest-00000000000000000003";

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("db");
  }

  private Path backup() {
    return directory.resolve("backup");
  }

  @BeforeEach
  void create() {
    try (Vecgo database = Vecgo.create(path(), CreateOptions.of(2, Metric.L2))) {
      for (int commit = 0; commit < 2; commit++) {
        for (int i = 0; i < ROWS; i++) {
          database.insert(VectorRecord.of(commit, i));
        }
        database.commit();
      }
      database.backup(backup(), SILENT);
    }
  }

  private void damage(String file, int offset) throws IOException {
    byte[] bytes = Files.readAllBytes(path().resolve(file));
    bytes[offset] ^= 1;
    Files.write(path().resolve(file), bytes);
  }

  private void holds(int rows) {
    try (Vecgo database = Vecgo.open(path())) {
      assertThat(database.stats().totalVectors()).isEqualTo(rows);
    }
  }

  @Test
  void damagedSegmentIsRefusedWithTheWordsOfTheRunbook() throws IOException {
    damage(SEGMENT, 20);
    assertThatThrownBy(() -> Vecgo.open(path()))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining(SEGMENT)
        .hasMessageContaining("checksum mismatch");
    damage(SEGMENT, 20);
    damage(SEGMENT, 0);
    assertThatThrownBy(() -> Vecgo.open(path()))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining("invalid magic");
  }

  @Test
  void deletingADamagedSegmentServesTheRestAndHealthSaysWhatIsMissing() throws IOException {
    damage(SEGMENT, 20);
    Files.delete(path().resolve(SEGMENT));
    try (Vecgo database = Vecgo.open(path(), OpenOptions.defaults().readOnly())) {
      assertThat(database.stats().totalVectors()).isEqualTo(ROWS);
      assertThat(database.stats().missingRows()).isEqualTo(ROWS);
      assertThat(database.health().reason().orElseThrow().check()).isEqualTo(Check.SEGMENTS);
    }
  }

  @Test
  void puttingTheFileBackFromABackupHealsAll() throws IOException {
    Files.delete(path().resolve(SEGMENT));
    Files.copy(backup().resolve(SEGMENT), path().resolve(SEGMENT));
    holds(2 * ROWS);
  }

  @Test
  void versionBeforeTheDamagedSegmentOpens() throws IOException {
    damage(SEGMENT, 20);
    try (Vecgo before = Vecgo.open(path(), OpenOptions.defaults().atVersion(2))) {
      assertThat(before.stats().totalVectors()).isEqualTo(ROWS);
    }
  }

  /** The first vector of the segment: nothing looks at it while the database is opened. */
  @Test
  void verifyFindsWhatHealthDoesNotReadAndSearchesMeet() throws IOException {
    damage(SEGMENT, 64);
    try (Vecgo database = Vecgo.open(path())) {
      assertThat(database.health().isHealthy()).isTrue();
      assertThat(database.verify(SILENT).damages())
          .extracting(Damage::file)
          .containsExactly(SEGMENT);
      assertThatThrownBy(() -> database.search(Query.of(0, 0)))
          .isInstanceOf(CorruptException.class);
      assertThat(database.health().reason().orElseThrow().check()).isEqualTo(Check.CORRUPTION);
    }
  }

  @Test
  void oldVersionsKeepTheirDamageAfterARepairUntilAVacuum() throws IOException {
    damage(SEGMENT, 64);
    Maintenance.repair(path(), SILENT);
    try (Vecgo database = Vecgo.open(path())) {
      assertThat(database.search(Query.of(0, 0)).hits()).isNotEmpty();
      assertThat(database.verify(SILENT).damages()).hasSize(1);
      database.vacuum(new RetentionPolicy(1, Duration.ZERO, Duration.ZERO));
      assertThat(database.verify(SILENT).damages()).isEmpty();
    }
  }

  @Test
  void repairGoesBackBehindADamagedManifest() throws IOException {
    damage(NEWEST, 40);
    assertThatThrownBy(() -> Vecgo.open(path()))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining("checksum mismatch");
    Maintenance.repair(path(), SILENT);
    holds(ROWS);
  }

  @Test
  void wipedDirectoryIsRestoredFromTheBackup() throws IOException {
    damage(NEWEST, 40);
    for (Path file : files()) {
      Files.delete(file);
    }
    Maintenance.restore(backup(), path(), SILENT);
    holds(2 * ROWS);
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(path())) {
      return files.toList();
    }
  }
}
