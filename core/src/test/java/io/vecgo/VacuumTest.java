package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.model.CorruptException;
import io.vecgo.model.Filter;
import io.vecgo.model.LockedException;
import io.vecgo.model.Metric;
import io.vecgo.model.NoSuchVersionException;
import io.vecgo.model.Query;
import io.vecgo.model.ReadOnlyException;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.StoreException;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.VacuumReport;
import io.vecgo.observe.VersionInfo;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobStore;
import io.vecgo.store.BlobWriter;
import io.vecgo.store.FailingStore;
import io.vecgo.store.FailingStore.Failure;
import io.vecgo.store.HookedStore;
import io.vecgo.store.LocalStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deleting versions and what only they need. */
class VacuumTest {
  private static final OpenOptions MANUAL = OpenOptions.defaults().withoutAutomaticCompaction();
  private static final RetentionPolicy NEWEST =
      RetentionPolicy.newest(1).withGracePeriod(Duration.ZERO);
  private static final int STEPS_MAX = 200;

  private final BlobStore store = new MemoryStore();

  /** Versions 1 to 6: inserts, deletes, inserts, a merge, deletes. */
  private static Contents fill(BlobStore store) {
    Vecgo.create(store, CreateOptions.of(3, Metric.L2)).close();
    Contents contents = new Contents();
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      contents.insert(database, CompactionTest.records(0, 20));
      database.commit();
      contents.delete(database, "key-3");
      database.commit();
      contents.insert(database, CompactionTest.records(20, 40));
      database.commit();
      database.compact();
      contents.delete(database, "key-30");
      database.commit();
    }
    return contents;
  }

  private static List<String> names(BlobStore store) throws IOException {
    return store.list("").stream().map(BlobInfo::name).toList();
  }

  private static List<Long> versions(Vecgo database) {
    return database.versions().stream().map(VersionInfo::number).toList();
  }

  private static void put(BlobStore store, String name) throws IOException {
    try (BlobWriter blob = store.create(name)) {
      blob.write(MemorySegment.ofArray(new byte[50]));
      blob.publish();
    }
  }

  @Test
  void nothingIsLeftOfVersionsThatAreNotKept() throws IOException {
    Contents contents = fill(store);
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      long before = store.list("").stream().mapToLong(BlobInfo::bytes).sum();
      VacuumReport report = database.vacuum(NEWEST);
      long after = store.list("").stream().mapToLong(BlobInfo::bytes).sum();
      assertThat(report.versions()).containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(report.versionsKept()).isEqualTo(1);
      assertThat(report.files())
          .containsExactly("segment-1.bin", "segment-3.bin", "tombstones-2.bin");
      assertThat(report.orphans()).isEmpty();
      assertThat(report.bytes()).isEqualTo(before - after);
      contents.assertIn(database, "vacuumed");
    }
    assertThat(names(store))
        .containsExactly("manifest-00000000000000000006", "segment-4.bin", "tombstones-5.bin");
    try (Vecgo reopened = Vecgo.open(store, MANUAL)) {
      contents.assertIn(reopened, "reopened");
    }
  }

  @Test
  void previewDeletesNothingAndSaysTheSame() throws IOException {
    fill(store);
    List<String> before = names(store);
    try (Vecgo reader = Vecgo.open(store, OpenOptions.defaults().readOnly())) {
      assertThat(reader.previewVacuum(NEWEST).versions()).hasSize(5);
      assertThatExceptionOfType(ReadOnlyException.class).isThrownBy(() -> reader.vacuum(NEWEST));
    }
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      VacuumReport preview = database.previewVacuum(NEWEST);
      assertThat(names(store)).isEqualTo(before);
      VacuumReport done = database.vacuum(NEWEST);
      assertThat(preview.files()).isEqualTo(done.files());
      assertThat(preview.versions()).isEqualTo(done.versions());
      assertThat(preview.bytes()).isEqualTo(done.bytes());
    }
  }

  @Test
  void versionsThatAreKeptStayWhole() {
    fill(store);
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      database.vacuum(RetentionPolicy.newest(4).withGracePeriod(Duration.ZERO));
      assertThat(versions(database)).containsExactly(3L, 4L, 5L, 6L);
      for (long version : versions(database)) {
        try (Vecgo old = Vecgo.open(store, OpenOptions.defaults().atVersion(version))) {
          assertThat(old.stats().totalVectors())
              .isEqualTo(version == 3 ? 19 : version == 6 ? 38 : 39);
        }
      }
    }
  }

  @Test
  void gracePeriodKeepsWhatOtherProcessesMayRead() {
    fill(store);
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      assertThat(database.vacuum(RetentionPolicy.newest(1)).versions()).isEmpty();
    }
  }

  @Test
  void taggedVersionsAreKept() {
    fill(store);
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      database.tag("release-1", 2);
      database.vacuum(NEWEST);
      assertThat(versions(database)).containsExactly(2L, 6L);
      try (Vecgo old = Vecgo.open(store, OpenOptions.defaults().atTag("release-1"))) {
        assertThat(old.stats().totalVectors()).isEqualTo(20);
      }
      assertThat(database.untag("release-1")).isTrue();
      database.vacuum(NEWEST);
      assertThat(versions(database)).containsExactly(6L);
    }
  }

  @Test
  void snapshotsAndReadersOfOldVersionsAreNotCutOff(@TempDir Path directory) throws IOException {
    fill(LocalStore.open(directory));
    try (Vecgo database = Vecgo.open(directory, MANUAL);
        Snapshot snapshot = database.snapshot();
        Vecgo old = Vecgo.open(directory, OpenOptions.defaults().atVersion(4))) {
      database.delete("key-1");
      database.commit();
      database.compact();
      assertThat(database.vacuum(NEWEST).files()).isNotEmpty();
      assertThat(snapshot.get("key-1")).isPresent();
      assertThat(snapshot.search(Query.of(1, 1, 1).k(100)).hits()).hasSize(38);
      assertThat(old.get("key-30")).isPresent();
      assertThat(old.search(Query.of(1, 1, 1).k(100)).hits()).hasSize(39);
      assertThatExceptionOfType(NoSuchVersionException.class)
          .isThrownBy(() -> Vecgo.open(directory, OpenOptions.defaults().atVersion(4)));
    }
  }

  @Test
  void leftoversOfCrashesGo() throws IOException {
    fill(store);
    put(store, "segment-77.bin");
    put(store, "tombstones-78.bin");
    put(store, "notes.txt");
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      VacuumReport report = database.vacuum(RetentionPolicy.newest(100));
      assertThat(report.orphans()).containsExactly("segment-77.bin", "tombstones-78.bin");
      assertThat(names(store)).contains("notes.txt").doesNotContain("segment-77.bin");
    }
  }

  /** The files of a merge have low numbers, and no version names them until it has ended. */
  @Test
  void vacuumLeavesAloneWhatAMergeIsWriting() {
    HookedStore hooked = new HookedStore(store);
    Contents contents = fill(hooked);
    AtomicReference<VacuumReport> beside = new AtomicReference<>();
    try (Vecgo database = Vecgo.open(hooked, MANUAL)) {
      hooked.beforeCreating(
          "manifest-", // the merged segment is there, its version is not
          () -> {
            beside.set(database.previewVacuum(NEWEST));
            beside.set(database.vacuum(NEWEST));
          });
      assertThat(database.compact().segmentsMerged()).isEqualTo(1);
      assertThat(beside.get().orphans()).isEmpty();
      contents.assertIn(database, "merged");
    }
    try (Vecgo reopened = Vecgo.open(hooked, MANUAL)) {
      contents.assertIn(reopened, "reopened");
    }
  }

  @Test
  void backupGoesOnWhileItsVersionIsNotCurrentAnyMore() throws IOException {
    Contents contents = fill(store);
    MemoryStore target = new MemoryStore();
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      contents.insert(database, CompactionTest.records(40, 60));
      database.commit();
      Contents backedUp = contents.copy();
      database.backup(
          target,
          (_, _, _) -> {
            contents.upsert(database, CompactionTest.records(60, 61));
            database.compact();
            database.commit();
            database.vacuum(NEWEST);
          });
      try (Vecgo copy = Vecgo.open(target, OpenOptions.defaults().readOnly())) {
        backedUp.assertIn(copy, "backed up");
      }
      database.vacuum(NEWEST);
      assertThat(versions(database)).containsExactly(database.version());
      contents.assertIn(database, "vacuumed");
    }
  }

  @Test
  void mergeGoesOnWhileItsVersionIsNotCurrentAnyMore() {
    HookedStore hooked = new HookedStore(store);
    Contents contents = fill(hooked);
    try (Vecgo database = Vecgo.open(hooked, MANUAL)) {
      hooked.beforeCreating(
          "segment-",
          () -> {
            contents.delete(database, "key-11");
            database.commit();
            database.vacuum(NEWEST);
          });
      assertThat(database.compact().segmentsMerged()).isEqualTo(1);
      database.vacuum(NEWEST);
      contents.assertIn(database, "merged and vacuumed");
    }
    try (Vecgo reopened = Vecgo.open(hooked, MANUAL)) {
      contents.assertIn(reopened, "reopened");
    }
  }

  @Test
  void vacuumThatStopsAnywhereLeavesEveryVersionWhole() throws IOException {
    for (int step = 1; step < STEPS_MAX; step++) {
      FailingStore failing = new FailingStore(new MemoryStore());
      Contents contents = fill(failing);
      try (Vecgo database = Vecgo.open(failing, MANUAL)) {
        failing.failAt(step, step % 2 == 0 ? Failure.NOTHING_DONE : Failure.ANSWER_LOST);
        try {
          database.vacuum(NEWEST);
          assertThat(failing.disarm()).isTrue();
          assertThat(step).as("steps of a vacuum").isGreaterThan(10);
          return;
        } catch (StoreException _) {
          for (long version : versions(database)) {
            Vecgo.open(failing, OpenOptions.defaults().atVersion(version)).close();
          }
          contents.assertIn(database, "after failure of step " + step);
          database.vacuum(NEWEST);
          assertThat(failing.list("")).hasSize(3);
        }
      }
    }
    throw new AssertionError("a vacuum of more than " + STEPS_MAX + " steps");
  }

  @Test
  void rollbackToAVersionThatAVacuumTookIsRefused() {
    fill(store);
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      database.vacuum(NEWEST);
      assertThatExceptionOfType(NoSuchVersionException.class)
          .isThrownBy(() -> database.rollback(2))
          .withMessageContaining("versions there are: 6");
    }
  }

  @Test
  void filesThatARollbackNeedsAgainStay() {
    fill(store);
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      database.rollback(2);
      database.vacuum(NEWEST);
    }
    try (Vecgo reopened = Vecgo.open(store, MANUAL)) {
      assertThat(reopened.stats().totalVectors()).isEqualTo(20);
      assertThat(versions(reopened)).containsExactly(7L);
    }
  }

  @Test
  void nothingIsDeletedWhileAManifestCannotBeRead(@TempDir Path directory) throws IOException {
    fill(LocalStore.open(directory));
    Path damaged = directory.resolve("manifest-00000000000000000003");
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[40] ^= 1;
    Files.write(damaged, bytes);
    try (Vecgo database = Vecgo.open(directory, MANUAL)) {
      List<String> before = names(LocalStore.open(directory));
      assertThatExceptionOfType(CorruptException.class).isThrownBy(() -> database.vacuum(NEWEST));
      assertThat(names(LocalStore.open(directory))).isEqualTo(before);
    }
  }

  @Test
  void vacuumFromASecondProcessMeetsTheLock() {
    fill(store);
    try (Vecgo writer = Vecgo.open(store, MANUAL)) {
      assertThatExceptionOfType(LockedException.class)
          .isThrownBy(() -> Vecgo.open(store, MANUAL))
          .withMessageContaining("open for writing by");
      assertThat(writer.vacuum(NEWEST).versions()).hasSize(5);
    }
  }

  @Test
  void diskDoesNotGrowWithFillingAndDeleting() throws IOException {
    Vecgo.create(store, CreateOptions.of(3, Metric.L2)).close();
    long firstCycle = 0;
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      for (int cycle = 0; cycle < 20; cycle++) {
        database.insertAll(CompactionTest.records(0, 50));
        database.commit();
        database.delete(Filter.all());
        database.commit();
        database.compact();
        database.vacuum(NEWEST);
        long bytes = store.list("").stream().mapToLong(BlobInfo::bytes).sum();
        firstCycle = cycle == 0 ? bytes : firstCycle;
        assertThat(bytes).isLessThanOrEqualTo(firstCycle * 12 / 10);
      }
    }
  }

  @Test
  void retentionIsAppliedAfterCommits() throws InterruptedException {
    fill(store);
    BlockingQueue<VacuumReport> reports = new LinkedBlockingQueue<>();
    OpenOptions options =
        MANUAL
            .retention(RetentionPolicy.newest(2).withGracePeriod(Duration.ZERO))
            .observedBy(
                new MetricsObserver() {
                  @Override
                  public void onVacuum(VacuumReport report) {
                    reports.add(report);
                  }
                });
    try (Vecgo database = Vecgo.open(store, options)) {
      database.delete("key-1");
      database.commit();
      VacuumReport report = reports.poll(60, TimeUnit.SECONDS);
      assertThat(report).isNotNull();
      assertThat(report.versions()).containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(versions(database)).containsExactly(6L, 7L);
    }
  }
}
