package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.model.LockedException;
import io.vecgo.model.Metric;
import io.vecgo.model.NoDatabaseException;
import io.vecgo.model.Query;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.RepairReport;
import io.vecgo.observe.SegmentRepair;
import io.vecgo.observe.SegmentRepair.Action;
import io.vecgo.observe.VerifyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A repair keeps every intact row, brings no deleted one back, and says what is lost. */
class RepairTest {
  private static final int DIMENSION = 32;
  private static final int ROWS = 3_000;
  private static final String BIG = "segment-1.bin";
  private static final String MANIFEST_2 = "manifest-00000000000000000002";
  private static final String MANIFEST_3 = "manifest-00000000000000000003";

  @TempDir Path directory;

  /** Ids 1 to 3,000 in {@link #BIG}; ids 3,001 to 3,010 replace the keys 0 to 9 of them. */
  private void create(Metric metric) {
    try (Vecgo database = Vecgo.create(directory, CreateOptions.of(DIMENSION, metric))) {
      database.insertAll(Samples.records(1, ROWS, DIMENSION));
      database.commit();
      database.upsertAll(Samples.records(2, 10, DIMENSION));
      database.delete("key-77");
      database.commit();
    }
  }

  @BeforeEach
  void create() {
    create(Metric.L2);
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private Path only(String prefix) throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .filter(path -> path.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void flip(Path file, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) at] ^= 0x10;
    Files.write(file, bytes);
  }

  private RepairReport repair() {
    return Maintenance.repair(directory, (_, _, _) -> {});
  }

  private Map<Long, StoredRecord> contents() {
    Map<Long, StoredRecord> records = new HashMap<>();
    try (Vecgo database = Vecgo.open(directory, OpenOptions.defaults().readOnly())) {
      for (long id = 1; id <= ROWS + 20; id++) {
        long wanted = id;
        database.get(id).ifPresent(record -> records.put(wanted, record));
      }
      assertThat(records).hasSize((int) database.stats().totalVectors());
      assertThat(database.stats().missing()).isEmpty();
    }
    return records;
  }

  private void assertSound() {
    VerifyReport report = Maintenance.verify(directory, (_, _, _) -> {});
    assertThat(report.damages())
        .allSatisfy(damage -> assertThat(damage.versions()).doesNotContain(report.version()));
  }

  private static SegmentRepair only(RepairReport report) {
    assertThat(report.segments()).hasSize(1);
    return report.segments().getFirst();
  }

  @Test
  void soundDatabaseIsLeftAlone() {
    RepairReport report = repair();
    assertThat(report.isSound()).isTrue();
    assertThat(report.version()).isEmpty();
    assertThat(report.base()).isEqualTo(3);
  }

  @Test
  void everyRowInIntactBlocksIsSaved() throws IOException {
    Map<Long, StoredRecord> before = contents();
    flip(file(BIG), 64 * 1024 + 64 + 100); // the second block of vectors: rows 512 to 1023
    RepairReport report = repair();
    SegmentRepair rebuilt = only(report);
    assertThat(rebuilt.action()).isEqualTo(Action.REBUILT);
    assertThat(rebuilt.lost()).isEqualTo(512);
    assertThat(rebuilt.lostIds()).singleElement().hasToString("513 to 1024");
    assertThat(rebuilt.reason()).contains("checksum mismatch", "VECTORS");
    before.keySet().removeIf(id -> id >= 513 && id <= 1024);
    assertSameRecords(before);
    assertThat(report.version()).hasValue(4);
    assertSound();
  }

  private void assertSameRecords(Map<Long, StoredRecord> expected) {
    Map<Long, StoredRecord> found = contents();
    assertThat(new TreeSet<>(found.keySet())).isEqualTo(new TreeSet<>(expected.keySet()));
    found.forEach((id, record) -> {
      StoredRecord other = Objects.requireNonNull(expected.get(id));
      assertThat(record.content().vector()).isEqualTo(other.content().vector());
      assertThat(record.content().key()).isEqualTo(other.content().key());
      assertThat(record.content().metadata()).isEqualTo(other.content().metadata());
      assertThat(record.content().payload()).isEqualTo(other.content().payload());
    });
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void damageOutsideOfRowsLosesNothing(Metric metric) throws IOException {
    directory = directory.resolve(metric.label());
    create(metric);
    Map<Long, StoredRecord> before = contents();
    long size = Files.size(file(BIG));
    flip(file(BIG), 9); // header
    flip(file(BIG), size - 20); // footer
    flip(file(BIG), size - 100); // directory
    flip(file(BIG), size - 40_000); // graph
    SegmentRepair rebuilt = only(repair());
    assertThat(rebuilt.lost()).isZero();
    assertThat(rebuilt.lostIds()).isEmpty();
    assertSameRecords(before);
    assertSound();
  }

  @Test
  void randomDamageLosesNoMoreThanTheRowsInDamagedBlocks() throws IOException {
    Map<Long, StoredRecord> before = contents();
    byte[] sound = Files.readAllBytes(file(BIG));
    Random random = new Random(5);
    for (int round = 0; round < 4; round++) {
      byte[] damaged = sound.clone();
      damaged[random.nextInt(sound.length - 1_000)] ^= 1;
      Files.write(file(BIG), damaged);
      RepairReport plan = Maintenance.planRepair(directory, (_, _, _) -> {});
      long saved = plan.segments().isEmpty() ? before.size() : only(plan).records() + 10;
      assertThat(saved + plan.lostRecords()).isEqualTo(before.size());
    }
  }

  @Test
  void dryRunChangesNothing() throws IOException {
    flip(file(BIG), 100);
    List<String> before = files();
    RepairReport plan = Maintenance.planRepair(directory, (_, _, _) -> {});
    assertThat(plan.version()).isEmpty();
    assertThat(plan.isSound()).isFalse();
    assertThat(plan.lostRecords()).isEqualTo(512 - 10 - 1);
    assertThat(files()).isEqualTo(before);
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.startsWith("writer"))
          .sorted()
          .toList();
    }
  }

  @Test
  void segmentWithoutAFileIsDroppedAndItsLossReported() throws IOException {
    Files.delete(file(BIG));
    SegmentRepair dropped = only(repair());
    assertThat(dropped.action()).isEqualTo(Action.DROPPED);
    assertThat(dropped.lost()).isEqualTo(ROWS - 11);
    assertThat(dropped.lostIds()).singleElement().hasToString("2989 of 1 to 3000");
    assertThat(contents()).hasSize(10);
  }

  @Test
  void truncatedSegmentIsDropped() throws IOException {
    byte[] bytes = Files.readAllBytes(file(BIG));
    Files.write(file(BIG), java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(only(repair()).action()).isEqualTo(Action.DROPPED);
    assertThat(contents()).hasSize(10);
  }

  @Test
  void lostDeletesOfReplacedRowsAreKnownByTheirKeys() throws IOException {
    Files.delete(only("tombstones-"));
    SegmentRepair restored = only(repair());
    assertThat(restored.action()).isEqualTo(Action.DELETES_RESTORED);
    assertThat(restored.superseded()).isEqualTo(10);
    assertThat(restored.unknownDeletes()).isEqualTo(1);
    assertThat(restored.reason()).contains("missing file");
    try (Vecgo database = Vecgo.open(directory)) {
      assertThat(database.stats().totalVectors()).isEqualTo(ROWS);
      assertThat(database.get(3)).isEmpty();
      assertThat(database.get("key-77")).isPresent();
    }
  }

  @Test
  void olderTombstonesKeepTheirDeletes() throws IOException {
    Path older = only("tombstones-");
    try (Vecgo database = Vecgo.open(directory)) {
      database.delete("key-99");
    }
    Path newer =
        file(files().stream().filter(name -> name.startsWith("tombstones-")).toList().getLast());
    assertThat(newer).isNotEqualTo(older);
    flip(newer, Files.size(newer) - 5);
    SegmentRepair restored = only(repair());
    assertThat(restored.unknownDeletes()).isEqualTo(1);
    try (Vecgo database = Vecgo.open(directory)) {
      assertThat(database.get("key-77")).isEmpty();
      assertThat(database.stats().totalVectors()).isEqualTo(ROWS - 1);
    }
  }

  @Test
  void damagedManifestIsSetAsideAndTheVersionBeforeIsCurrentAgain() throws IOException {
    byte[] damaged = Files.readAllBytes(file(MANIFEST_3));
    damaged[40] ^= 1;
    Files.write(file(MANIFEST_3), damaged);
    RepairReport report = repair();
    assertThat(report.base()).isEqualTo(2);
    assertThat(report.lostVersions()).containsExactly(3L);
    assertThat(report.version()).hasValue(4);
    assertThat(report.lostFiles())
        .singleElement()
        .satisfies(file -> assertThat(file.ids()).hasToString("3001 to 3010"));
    assertThat(file(MANIFEST_3)).doesNotExist();
    assertThat(file("damaged-" + MANIFEST_3)).hasBinaryContent(damaged);
    assertThat(contents()).hasSize(ROWS);
    try (Vecgo database = Vecgo.open(directory)) {
      assertThat(database.insert(VectorRecord.of(new float[DIMENSION]))).isGreaterThan(3_010);
    }
  }

  @Test
  void olderDamagedManifestIsSetAside() throws IOException {
    flip(file(MANIFEST_2), 40);
    assertThat(repair().base()).isEqualTo(3);
    assertThat(contents()).hasSize(ROWS - 1);
  }

  @Test
  void databaseWithoutASoundVersionIsRefused() throws IOException {
    for (String name : files()) {
      if (name.startsWith("manifest-")) {
        flip(file(name), 40);
      }
    }
    assertThatExceptionOfType(NoDatabaseException.class)
        .isThrownBy(this::repair)
        .withMessageContaining("backup");
  }

  @Test
  void segmentThatWasLeftOutIsTakenBackAndNewerRecordsKeepTheirKeys() throws IOException {
    byte[] bytes = Files.readAllBytes(file(BIG));
    Files.delete(file(BIG));
    try (Vecgo database = Vecgo.open(directory)) {
      database.upsert(VectorRecord.of(new float[DIMENSION]).withKey("key-500"));
    }
    Files.write(file(BIG), bytes);
    SegmentRepair taken = only(repair());
    assertThat(taken.action()).isEqualTo(Action.TAKEN_BACK);
    assertThat(taken.superseded()).isEqualTo(1);
    assertThat(taken.lost()).isZero();
    try (Vecgo database = Vecgo.open(directory)) {
      assertThat(database.stats().missing()).isEmpty();
      assertThat(database.stats().totalVectors()).isEqualTo(ROWS - 1);
      assertThat(database.get("key-500").orElseThrow().id()).isEqualTo(3_011);
      assertThat(database.get("key-501")).isPresent();
      assertThat(database.get("key-77")).isEmpty();
    }
    assertSound();
  }

  @Test
  void repairedDatabaseGoesOn() throws IOException {
    flip(file(BIG), 100);
    var _ = repair();
    try (Vecgo database = Vecgo.open(directory)) {
      database.insertAll(
          Samples.records(9, 5, DIMENSION).stream()
              .map(record -> VectorRecord.of(record.vector()))
              .toList());
      database.compact();
      assertThat(database.search(Query.of(new float[DIMENSION]).k(10_000)).hits())
          .hasSize((int) database.stats().totalVectors());
    }
    assertThat(new ArrayList<>(files())).contains(BIG);
    assertSound();
  }

  @Test
  void openWriterIsNotRepairedUnderItsHands() {
    try (Vecgo _ = Vecgo.open(directory)) {
      assertThatExceptionOfType(LockedException.class).isThrownBy(this::repair);
    }
  }
}
