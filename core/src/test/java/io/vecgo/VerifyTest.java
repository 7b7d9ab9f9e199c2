package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.SegmentEntry;
import io.vecgo.manifest.Versions;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Layout;
import io.vecgo.model.Metric;
import io.vecgo.model.NoDatabaseException;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.Damage;
import io.vecgo.observe.VerifyReport;
import io.vecgo.segment.SegmentInfo;
import io.vecgo.segment.SegmentStatistics;
import io.vecgo.store.LocalStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Verification finds damage in every file, and none where there is none. */
class VerifyTest {
  private static final int DIMENSION = 3;
  private static final String SEGMENT = "segment-1.bin";

  @TempDir Path directory;

  private void create(CreateOptions options, int rows) {
    try (Vecgo database = Vecgo.create(directory, options)) {
      database.insertAll(Samples.records(1, rows, DIMENSION));
      database.commit();
      database.delete("key-3");
      database.upsertAll(Samples.records(2, 10, DIMENSION));
      database.commit();
    }
  }

  private void createSmall() {
    create(CreateOptions.of(DIMENSION, Metric.L2), 30);
  }

  private VerifyReport verify() {
    return Maintenance.verify(directory, (_, _, _) -> {});
  }

  private void flip(String file, long at) throws IOException {
    Path path = directory.resolve(file);
    byte[] bytes = Files.readAllBytes(path);
    bytes[(int) at] ^= 0x10;
    Files.write(path, bytes);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void soundDatabaseHasNoFindings(Metric metric) {
    create(CreateOptions.of(DIMENSION, metric), 1_500);
    VerifyReport report = verify();
    assertThat(report.damages()).isEmpty();
    assertThat(report.isSound()).isTrue();
    assertThat(report.unknownFiles()).isEmpty();
    assertThat(report.version()).isEqualTo(3);
    assertThat(report.versions()).isEqualTo(3);
    assertThat(report.files()).isEqualTo(6);
  }

  @Test
  void soundTurboRecordsHaveNoFindings() {
    IndexSettings turbo = IndexSettings.DEFAULT.withLayout(Layout.TURBO);
    create(CreateOptions.of(DIMENSION, Metric.COSINE).withIndex(turbo), 1_500);
    assertThat(verify().damages()).isEmpty();
  }

  @Test
  void everyByteOfEveryFileCounts() throws IOException {
    createSmall();
    List<String> missed = new ArrayList<>();
    try (var files = Files.list(directory)) {
      for (Path file : files.filter(path -> path.toString().matches(".*-\\d+(\\.bin)?")).toList()) {
        byte[] sound = Files.readAllBytes(file);
        for (int at = 0; at < sound.length; at += 13) {
          byte[] damaged = sound.clone();
          damaged[at] ^= 0x10;
          Files.write(file, damaged);
          if (findsNothing()) {
            missed.add(file.getFileName() + " at " + at);
          }
        }
        Files.write(file, sound);
      }
    }
    assertThat(missed).isEmpty();
  }

  private boolean findsNothing() {
    return verify().isSound();
  }

  @Test
  void damagedBlocksAreListedOneByOne() throws IOException {
    createSmall();
    flip(SEGMENT, 64);
    flip(SEGMENT, 1_090);
    List<Damage> damages = verify().damages();
    assertThat(damages).hasSizeGreaterThanOrEqualTo(2);
    assertThat(damages)
        .allSatisfy(damage -> {
          assertThat(damage.file()).isEqualTo(SEGMENT);
          assertThat(damage.problem()).isEqualTo("checksum mismatch");
          assertThat(damage.remedy()).contains("repair");
          assertThat(damage.versions()).containsExactly(2L, 3L);
        });
    assertThat(damages.getFirst().section()).isEqualTo("VECTORS");
  }

  @Test
  void damagedManifestIsAFindingAndTheOthersAreVerified() throws IOException {
    createSmall();
    flip("manifest-00000000000000000003", 40);
    VerifyReport report = verify();
    assertThat(report.version()).isEqualTo(2);
    assertThat(report.damages()).hasSize(1);
    assertThat(report.damages().getFirst().versions()).containsExactly(3L);
    assertThat(report.unknownFiles()).hasSize(2);
  }

  @Test
  void missingFilesNameTheVersionsThatNeedThem() throws IOException {
    createSmall();
    Files.delete(directory.resolve(SEGMENT));
    assertThat(verify().damages())
        .singleElement()
        .satisfies(damage -> {
          assertThat(damage.problem()).isEqualTo("missing file");
          assertThat(damage.versions()).containsExactly(2L, 3L);
        });
  }

  @Test
  void filesThatGoTogetherWithTheirVersionsAreNoFindings() throws IOException {
    createSmall();
    try (var store = io.vecgo.store.LocalStore.open(directory)) {
      List<String> seen = new ArrayList<>();
      VerifyReport report =
          Maintenance.verify(
              store,
              (file, _, _) -> {
                seen.add(file);
                if (seen.size() == 1) {
                  deleteVersionThree();
                }
              });
      assertThat(report.damages()).isEmpty();
    }
  }

  private void deleteVersionThree() {
    try {
      Files.delete(directory.resolve("manifest-00000000000000000003"));
      for (String prefix : List.of("segment-3", "tombstones-2", "segment-2", "tombstones-3")) {
        Files.deleteIfExists(directory.resolve(prefix + ".bin"));
      }
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  @Test
  void leftoversAreListedAndNoFindings() throws IOException {
    createSmall();
    Files.writeString(directory.resolve("segment-99.bin"), "left by a crash");
    VerifyReport report = verify();
    assertThat(report.unknownFiles()).containsExactly("segment-99.bin");
    assertThat(report.isSound()).isTrue();
  }

  @Test
  void progressEndsAtAllBytes() {
    createSmall();
    List<Long> done = new ArrayList<>();
    VerifyReport report =
        Maintenance.verify(
            directory,
            (_, doneBytes, totalBytes) -> {
              assertThat(doneBytes).isLessThanOrEqualTo(totalBytes);
              done.add(doneBytes);
            });
    assertThat(done).isSorted().hasSize(3);
    assertThat(done.getLast()).isEqualTo(report.bytes());
  }

  @Test
  void openDatabaseIsVerifiedBesideItsWriter() {
    MemoryStore store = new MemoryStore();
    try (Vecgo database = Vecgo.create(store, CreateOptions.of(DIMENSION, Metric.L2))) {
      database.insertAll(Samples.records(1, 30, DIMENSION));
      database.commit();
      database.insertAll(Samples.records(2, 30, DIMENSION).subList(0, 0));
      assertThat(database.verify((_, _, _) -> {}).isSound()).isTrue();
    }
  }

  /** Who trusts them passes over rows that belong to the answer. */
  @Test
  void untrueStatisticsAreAFindingAndARepairMakesThemTrue() throws IOException {
    try (Vecgo database = Vecgo.create(directory, CreateOptions.of(DIMENSION, Metric.L2))) {
      database.insertAll(Samples.records(1, 30, DIMENSION));
      database.commit();
    }
    falsifyStatistics(2);
    assertThat(verify().damages())
        .singleElement()
        .satisfies(damage -> {
          assertThat(damage.file()).isEqualTo(SEGMENT);
          assertThat(damage.problem()).contains("untrue statistics");
        });
    assertThat(Maintenance.repair(directory, (_, _, _) -> {}).lostRecords()).isZero();
    try (Vecgo database = Vecgo.open(directory)) {
      assertThat(database.stats().totalVectors()).isEqualTo(30);
      database.vacuum(RetentionPolicy.newest(1).withGracePeriod(Duration.ZERO));
    }
    assertThat(verify().damages()).isEmpty();
  }

  /** Says of the first segment of a version what is true of another. */
  private void falsifyStatistics(long version) throws IOException {
    try (LocalStore store = LocalStore.open(directory)) {
      Manifest manifest = new Versions(store).read(version);
      SegmentEntry entry = manifest.segments().getFirst();
      SegmentInfo untrue = entry.info().withStatistics(statisticsOfOneRow());
      store.delete(Versions.nameOf(version));
      new Versions(store)
          .publish(
              new Manifest(
                  version,
                  manifest.createdAt(),
                  manifest.operation(),
                  manifest.dimension(),
                  manifest.metric(),
                  manifest.schema(),
                  manifest.analyzer(),
                  manifest.index(),
                  manifest.nextId(),
                  manifest.nextFile(),
                  List.of(SegmentEntry.fresh(untrue))));
    }
  }

  private static SegmentStatistics statisticsOfOneRow() throws IOException {
    MemoryStore store = new MemoryStore();
    try (Vecgo database = Vecgo.create(store, CreateOptions.of(DIMENSION, Metric.L2))) {
      database.insert(VectorRecord.of(9, 9, 9));
    }
    return new Versions(store).read(2).segments().getFirst().info().statistics();
  }

  @Test
  void emptyDirectoryIsNoDatabase() {
    assertThatExceptionOfType(NoDatabaseException.class).isThrownBy(this::verify);
  }
}
