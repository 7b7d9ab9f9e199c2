package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecgo.model.CorruptException;
import io.vecgo.model.DamagePolicy;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.MissingSegment;
import io.vecgo.observe.MissingSegment.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database without one of its segments: what is there is served, what is not is reported. */
class MissingSegmentTest {
  private static final int DIMENSION = 3;
  private static final int ROWS = 10;

  /** Ids 11 to 20, keys {@code b-0} to {@code b-9}, of which {@code b-3} is deleted. */
  private static final String MIDDLE = "segment-2.bin";

  private static final String MIDDLE_TOMBSTONES = "tombstones-4.bin";

  @TempDir Path directory;

  @BeforeEach
  void createWithThreeSegments() {
    try (Vecgo database = Vecgo.create(directory, CreateOptions.of(DIMENSION, Metric.L2))) {
      for (String group : List.of("a", "b", "c")) {
        for (int i = 0; i < ROWS; i++) {
          database.insert(record(group + "-" + i, i));
        }
        database.commit();
      }
      database.delete("b-3");
    }
    assertThat(directory.resolve(MIDDLE_TOMBSTONES)).exists();
  }

  private static VectorRecord record(String key, float at) {
    return VectorRecord.of(at, 1, 2).withKey(key);
  }

  private Path middle() {
    return directory.resolve(MIDDLE);
  }

  private Vecgo open(DamagePolicy policy) {
    return Vecgo.open(
        directory, OpenOptions.defaults().onDamage(policy).withoutAutomaticCompaction());
  }

  private void damageHeader() throws IOException {
    byte[] bytes = Files.readAllBytes(middle());
    bytes[9] ^= 1;
    Files.write(middle(), bytes);
  }

  private static List<String> keys(Vecgo database) {
    return database.search(Query.of(0, 0, 0).k(1000)).hits().stream()
        .map(hit -> hit.key().orElseThrow())
        .toList();
  }

  private static void assertMissing(Vecgo database, Reason reason) {
    DatabaseStats stats = database.stats();
    assertThat(stats.missing()).hasSize(1);
    MissingSegment missing = stats.missing().getFirst();
    assertThat(missing.file()).isEqualTo(MIDDLE);
    assertThat(missing.reason()).isEqualTo(reason);
    assertThat(missing.rows()).isEqualTo(ROWS - 1);
    assertThat(missing.minId()).isEqualTo(11);
    assertThat(missing.maxId()).isEqualTo(20);
    assertThat(stats.missingRows()).isEqualTo(ROWS - 1);
    assertThat(keys(database)).noneMatch(key -> key.startsWith("b-"));
    assertThat(database.get("b-1")).isEmpty();
    assertThat(database.get(12)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(DamagePolicy.class)
  void restIsServedWhenASegmentFileIsDeleted(DamagePolicy policy) throws IOException {
    Files.delete(middle());
    try (Vecgo database = open(policy)) {
      assertMissing(database, Reason.NO_FILE);
      assertThat(keys(database)).hasSize(2 * ROWS);
      assertThat(database.stats().segmentCount()).isEqualTo(2);
    }
  }

  @Test
  void lossIsToldToTheObserver() throws IOException {
    Files.delete(middle());
    List<MissingSegment> told = new ArrayList<>();
    MetricsObserver observer =
        new MetricsObserver() {
          @Override
          public void onMissingSegment(MissingSegment segment) {
            told.add(segment);
          }
        };
    try (Vecgo database = Vecgo.open(directory, OpenOptions.defaults().observedBy(observer))) {
      assertThat(told).isEqualTo(database.stats().missing()).hasSize(1);
    }
    assertThat(told.getFirst().sentence())
        .startsWith(MIDDLE + " is missing with 9 records (ids 11 to 20): ");
  }

  @Test
  void nothingStaysOpenIfTheObserverThrows() throws IOException {
    Files.delete(middle());
    MetricsObserver throwing =
        new MetricsObserver() {
          @Override
          public void onMissingSegment(MissingSegment segment) {
            throw new IllegalStateException("observer");
          }
        };
    assertThatThrownBy(() -> Vecgo.open(directory, OpenOptions.defaults().observedBy(throwing)))
        .hasMessage("observer");
    open(DamagePolicy.STRICT).close();
  }

  @Test
  void damagedSegmentIsRefusedUnderStrict() throws IOException {
    damageHeader();
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> open(DamagePolicy.STRICT))
        .withMessageContaining(MIDDLE)
        .withMessageContaining("checksum mismatch");
  }

  @Test
  void damagedSegmentIsLeftOutUnderDegradedAndNotTouched() throws IOException {
    damageHeader();
    byte[] damaged = Files.readAllBytes(middle());
    try (Vecgo database = open(DamagePolicy.DEGRADED)) {
      assertMissing(database, Reason.DAMAGED);
      assertThat(database.stats().missing().getFirst().detail()).contains("checksum mismatch");
    }
    assertThat(middle()).hasBinaryContent(damaged);
  }

  @Test
  void lostTombstonesAreRefusedUnderStrictAndBringNoRowBackUnderDegraded() throws IOException {
    Files.delete(directory.resolve(MIDDLE_TOMBSTONES));
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> open(DamagePolicy.STRICT))
        .withMessageContaining(MIDDLE_TOMBSTONES);
    try (Vecgo database = open(DamagePolicy.DEGRADED)) {
      assertMissing(database, Reason.DAMAGED);
    }
  }

  @Test
  void damagedTombstonesBringNoRowBack() throws IOException {
    Path tombstones = directory.resolve(MIDDLE_TOMBSTONES);
    byte[] bytes = Files.readAllBytes(tombstones);
    bytes[bytes.length - 6] ^= 1;
    Files.write(tombstones, bytes);
    try (Vecgo database = open(DamagePolicy.DEGRADED)) {
      assertMissing(database, Reason.DAMAGED);
    }
  }

  @Test
  void puttingTheFileBackHealsWhereNothingWasCommitted() throws IOException {
    byte[] bytes = Files.readAllBytes(middle());
    Files.delete(middle());
    open(DamagePolicy.STRICT).close();
    Files.write(middle(), bytes);
    try (Vecgo database = open(DamagePolicy.STRICT)) {
      assertThat(database.stats().missing()).isEmpty();
      assertThat(keys(database)).hasSize(3 * ROWS - 1).contains("b-1").doesNotContain("b-3");
    }
  }

  @Test
  void segmentIsLeftOutOnceACommitWasMadeWithoutIt() throws IOException {
    byte[] bytes = Files.readAllBytes(middle());
    Files.delete(middle());
    try (Vecgo database = open(DamagePolicy.STRICT)) {
      database.upsert(record("b-1", 100));
      database.commit();
      assertThat(database.stats().missing().getFirst().reason()).isEqualTo(Reason.LEFT_OUT);
    }
    Files.write(middle(), bytes);
    try (Vecgo database = open(DamagePolicy.STRICT)) {
      assertThat(database.stats().missing().getFirst().reason()).isEqualTo(Reason.LEFT_OUT);
      assertThat(keys(database)).hasSize(2 * ROWS + 1).containsOnlyOnce("b-1");
    }
  }

  @Test
  void deletesInTheOtherSegmentsAreCommitted() throws IOException {
    Files.delete(middle());
    try (Vecgo database = open(DamagePolicy.STRICT)) {
      assertThat(database.delete("b-1")).isFalse();
      assertThat(database.delete("c-1")).isTrue();
      assertThat(database.commit().deletes()).isEqualTo(1);
    }
    try (Vecgo database = open(DamagePolicy.STRICT)) {
      assertThat(keys(database)).hasSize(2 * ROWS - 1).doesNotContain("c-1");
      assertThat(database.stats().missing()).hasSize(1);
    }
  }

  @Test
  void compactionMergesNothingAcrossAMissingSegment() throws IOException {
    Files.delete(middle());
    try (Vecgo database = open(DamagePolicy.STRICT)) {
      assertThat(database.compact().segmentsMerged()).isZero();
      database.insert(record("d-0", 7));
      database.commit();
      assertThat(database.compact().segmentsMerged()).isEqualTo(2);
      assertThat(database.stats().segments())
          .extracting(segment -> segment.minId())
          .containsExactly(1L, 21L);
      assertThat(keys(database)).hasSize(2 * ROWS + 1);
    }
    try (Vecgo database = open(DamagePolicy.STRICT)) {
      assertThat(keys(database)).hasSize(2 * ROWS + 1);
      assertThat(database.stats().missing()).hasSize(1);
    }
  }
}
