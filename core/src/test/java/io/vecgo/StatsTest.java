package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Metric;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.SegmentStats;
import io.vecgo.observe.VacuumReport;
import io.vecgo.observe.VersionStats;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of a database through its phases. */
class StatsTest {
  private static final int DIMENSION = 3;

  private final MemoryStore store = new MemoryStore();
  private Vecgo database = Vecgo.create(store, CreateOptions.of(DIMENSION, Metric.L2));

  private static List<VectorRecord> records(int from, int to) {
    return Samples.records(1, to, DIMENSION).subList(from, to);
  }

  @Test
  void emptyDatabaseHasNothing() {
    DatabaseStats stats = database.stats();
    assertThat(stats.manifestId()).isEqualTo(1);
    assertThat(stats.totalVectors()).isZero();
    assertThat(stats.segmentCount()).isZero();
    assertThat(stats.tombstones()).isZero();
    assertThat(stats.diskBytes()).isZero();
    assertThat(stats.memtableRows()).isZero();
    assertThat(stats.segments()).isEmpty();
  }

  @Test
  void uncommittedRowsAreInTheMemtable() {
    database.insertAll(records(0, 10));
    database.delete("key-3");
    DatabaseStats stats = database.stats();
    assertThat(stats.manifestId()).isEqualTo(1);
    assertThat(stats.totalVectors()).isEqualTo(9);
    assertThat(stats.memtableRows()).isEqualTo(9);
    assertThat(stats.tombstones()).isZero();
    assertThat(stats.segmentCount()).isZero();
  }

  @Test
  void memoryOfTheMemtableGrowsWithItsUse() {
    database.insertAll(records(0, 10));
    long few = database.stats().memtableBytes();
    assertThat(few).isBetween(1L, 4L << 20);
    database.insert(VectorRecord.of(1, 2, 3).withPayload(new byte[100_000]));
    assertThat(database.stats().memtableBytes()).isGreaterThanOrEqualTo(few + 100_000);
    database.commit();
    assertThat(database.stats().memtableBytes()).isLessThan(few);
  }

  @Test
  void committedRowsAreInSegments() throws IOException {
    database.insertAll(records(0, 10));
    database.delete("key-0");
    database.commit();
    database.insertAll(records(10, 25));
    database.commit();
    database.insertAll(records(25, 30));
    DatabaseStats stats = database.stats();
    assertThat(stats.manifestId()).isEqualTo(3);
    assertThat(stats.totalVectors()).isEqualTo(29);
    assertThat(stats.memtableRows()).isEqualTo(5);
    assertThat(stats.segmentCount()).isEqualTo(2);
    assertThat(stats.diskBytes()).isEqualTo(bytes("segment-"));
    SegmentStats first = stats.segments().get(0);
    assertThat(first.rows()).isEqualTo(9);
    assertThat(first.minId()).isEqualTo(2);
    assertThat(first.maxId()).isEqualTo(10);
    assertThat(first.level()).isZero();
    assertThat(first.bytes()).isEqualTo(bytes(first.file()));
    SegmentStats second = stats.segments().get(1);
    assertThat(second.rows()).isEqualTo(15);
    assertThat(second.minId()).isEqualTo(11);
    assertThat(second.maxId()).isEqualTo(25);
  }

  private long bytes(String prefix) throws IOException {
    return store.list(prefix).stream().mapToLong(BlobInfo::bytes).sum();
  }

  @Test
  void tombstonesAreCountedBeforeAndAfterTheirCommit() throws IOException {
    database.insertAll(records(0, 10));
    database.commit();
    database.delete("key-3");
    database.delete("key-4");
    assertThat(database.stats().tombstones()).isEqualTo(2);
    assertThat(database.stats().segments().getFirst().tombstones()).isEqualTo(2);
    assertThat(database.stats().totalVectors()).isEqualTo(8);
    database.commit();
    assertThat(database.stats().tombstones()).isEqualTo(2);
    assertThat(database.stats().diskBytes()).isEqualTo(bytes("segment-") + bytes("tombstones-"));
  }

  @Test
  void versionsAreThoseThatAVacuumLeaves() throws IOException {
    Instant first = database.versions().getFirst().createdAt();
    assertThat(database.stats().versions()).contains(new VersionStats(1, Optional.of(first), 0));
    database.insertAll(records(0, 10));
    database.commit();
    database.insertAll(records(10, 20));
    database.commit();
    database.compact();
    VersionStats before = database.stats().versions().orElseThrow();
    assertThat(before.count()).isEqualTo(4);
    assertThat(before.oldestAt()).contains(first);
    VacuumReport vacuum = database.vacuum(new RetentionPolicy(1, Duration.ZERO, Duration.ZERO));
    assertThat(before.reclaimableBytes()).isEqualTo(vacuum.bytes());
    Instant current = database.versions().getFirst().createdAt();
    assertThat(database.stats().versions()).contains(new VersionStats(1, Optional.of(current), 0));
  }

  @Test
  void damagedOldestManifestHidesOnlyItsAge(@TempDir Path directory) throws IOException {
    try (Vecgo local = Vecgo.create(directory.resolve("db"), CreateOptions.of(2, Metric.L2))) {
      local.insert(VectorRecord.of(1, 2));
      local.commit();
      Files.write(directory.resolve("db/manifest-00000000000000000001"), new byte[100]);
      VersionStats versions = local.stats().versions().orElseThrow();
      assertThat(versions.count()).isEqualTo(2);
      assertThat(versions.oldestAt()).isEmpty();
    }
  }

  @Test
  void figuresAreTheSameAfterReopen() {
    database.insertAll(records(0, 10));
    database.commit();
    database.delete("key-3");
    database.insertAll(records(10, 12));
    database.commit();
    DatabaseStats before = database.stats();
    database.close();
    database = Vecgo.open(store, OpenOptions.defaults());
    assertThat(database.stats()).usingRecursiveComparison().isEqualTo(before);
  }
}
