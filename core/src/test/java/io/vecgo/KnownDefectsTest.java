package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.model.ClosedException;
import io.vecgo.model.Filter;
import io.vecgo.model.LockedException;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.StoreException;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.FailingStore;
import io.vecgo.store.FailingStore.Failure;
import io.vecgo.store.HookedStore;
import io.vecgo.store.LocalStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promises that the system before this one broke, one test for each, with the number of the finding
 * in its inventory: D of durability, C of concurrency. D7, D14 and C7 are in {@link
 * BackgroundCommitTest} and {@link CompactionLimitsTest}, C8 is in {@code BackgroundJobTest}, C6 in
 * {@code CandidatePoolTest}, C9 in {@code LiveStateTest}.
 */
class KnownDefectsTest {
  private static final int DIMENSION = 3;
  private static final CreateOptions OPTIONS = CreateOptions.of(DIMENSION, Metric.L2);
  private static final OpenOptions MANUAL = OpenOptions.defaults().withoutAutomaticCompaction();

  @TempDir Path directory;

  private final MemoryStore store = new MemoryStore();
  private final Contents contents = new Contents();

  private Vecgo open() {
    return Vecgo.open(store, MANUAL);
  }

  private Vecgo create() {
    return Vecgo.create(store, OPTIONS, MANUAL);
  }

  private void crashAndCheck(Vecgo database) {
    database.closeDiscarding();
    try (Vecgo reopened = open()) {
      contents.assertIn(reopened);
    }
  }

  /** D1. */
  @Test
  void closeCommitsWhatIsPending() {
    try (Vecgo database = create()) {
      contents.insert(database, CompactionTest.records(0, 3));
    }
    try (Vecgo reopened = open()) {
      contents.assertIn(reopened);
    }
  }

  /** D2. */
  @Test
  void commitOfDeletesAloneIsDurable() {
    Vecgo database = create();
    contents.insert(database, CompactionTest.records(0, 3));
    database.commit();
    contents.delete(database, "key-1");
    assertThat(database.commit().deletes()).isEqualTo(1);
    crashAndCheck(database);
  }

  /** D3 and D4. */
  @Test
  void rowsCommittedAfterReopeningAreFoundAndTheirIdsAreNeverGivenAgain() {
    try (Vecgo database = create()) {
      contents.insert(database, CompactionTest.records(0, 3));
    }
    Vecgo database = open();
    contents.insert(database, CompactionTest.records(3, 6));
    database.commit();
    database.compact();
    crashAndCheck(database);
    try (Vecgo reopened = open()) {
      assertThat(reopened.insert(VectorRecord.of(1, 2, 3))).isEqualTo(7);
    }
  }

  /** D6. */
  @Test
  void rowDeletedWhileItsSegmentIsMergedStaysDeleted() {
    HookedStore hooked = new HookedStore(store);
    Vecgo database = Vecgo.create(hooked, OPTIONS, MANUAL);
    CompactionTest.fill(database, contents);
    hooked.beforeCreating(
        "segment-",
        () -> {
          contents.delete(database, "key-10");
          database.commit();
        });
    database.compact();
    contents.assertIn(database);
    crashAndCheck(database);
  }

  /** D8. */
  @Test
  void failedWriteLeavesNoFileOfItsName() throws IOException {
    FailingStore failing = new FailingStore(LocalStore.open(directory));
    try (Vecgo database = Vecgo.create(failing, OPTIONS, MANUAL)) {
      contents.insert(database, CompactionTest.records(0, 3));
      failing.failAt(3, Failure.NOTHING_DONE);
      assertThatExceptionOfType(StoreException.class).isThrownBy(database::commit);
      assertThat(LocalStore.open(directory).list("segment-")).isEmpty();
    }
    try (Vecgo reopened = Vecgo.open(directory)) {
      contents.assertIn(reopened);
    }
  }

  /** D9. */
  @Test
  void leftoversOfACrashAreSweptByTheNextWriter() throws IOException {
    Vecgo.create(directory, OPTIONS).close();
    Path leftover = Files.writeString(directory.resolve("tmp-segment-7.bin-x"), "half of it");
    Vecgo.open(directory).close();
    assertThat(leftover).doesNotExist();
  }

  /** D10. */
  @Test
  void secondWriterIsToldWhoHasTheDatabase() {
    try (Vecgo database = Vecgo.create(directory, OPTIONS)) {
      assertThatExceptionOfType(LockedException.class)
          .isThrownBy(() -> Vecgo.open(directory))
          .withMessageContaining("process " + ProcessHandle.current().pid())
          .withMessageContaining("on host ")
          .withMessageContaining("since 20");
      assertThat(database.version()).isEqualTo(1);
    }
    Vecgo.open(directory).close();
  }

  /** D12. */
  @Test
  void versionOfACompactionIsNeverPublishedAgain() throws IOException {
    Vecgo database = create();
    CompactionTest.fill(database, contents);
    long compacted = database.compact().version();
    assertThat(database.stats().manifestId()).isEqualTo(compacted);
    contents.insert(database, CompactionTest.records(30, 31));
    assertThat(database.commit().version()).isEqualTo(compacted + 1);
    assertThat(store.list("manifest-")).hasSize((int) compacted + 1);
    crashAndCheck(database);
  }

  /** D15. */
  @Test
  void commitWithoutNewWritesPublishesWhatAFailedOneDidNot() {
    FailingStore failing = new FailingStore(store);
    Vecgo database = Vecgo.create(failing, OPTIONS, MANUAL);
    contents.insert(database, CompactionTest.records(0, 3));
    failing.failFrom(stepOfManifest(), Failure.NOTHING_DONE);
    assertThatExceptionOfType(StoreException.class).isThrownBy(database::commit);
    failing.disarm();
    assertThat(database.commit().version()).isEqualTo(2);
    crashAndCheck(database);
  }

  private static int stepOfManifest() {
    for (int step = 1; ; step++) {
      FailingStore failing = new FailingStore(new MemoryStore());
      try (Vecgo database = Vecgo.create(failing, OPTIONS, MANUAL)) {
        database.insertAll(CompactionTest.records(0, 3));
        failing.failAt(step, Failure.NOTHING_DONE);
        database.commit();
        failing.disarm();
        return step - 1;
      } catch (StoreException _) {
        failing.disarm();
      }
    }
  }

  /** C1. */
  @Test
  void concurrentDeletesLoseNothing() throws Exception {
    int rows = 12_000;
    Vecgo database = create();
    database.insertAll(IntStream.range(0, rows).mapToObj(i -> VectorRecord.of(i, 1, 2)).toList());
    database.commit();
    new Together()
        .with(1, () -> deleteEvery(database, 1, rows))
        .with(1, () -> deleteEvery(database, 2, rows))
        .with(1, () -> deleteEvery(database, 3, rows))
        .run();
    assertThat(database.stats().totalVectors()).isEqualTo(rows / 4);
    database.close();
    try (Vecgo reopened = open()) {
      assertThat(reopened.stats().totalVectors()).isEqualTo(rows / 4);
    }
  }

  /** Ids begin at 1. */
  private static void deleteEvery(Vecgo database, int remainder, int rows) {
    for (int id = 1; id <= rows; id++) {
      if (id % 4 == remainder) {
        assertThat(database.delete(id)).isTrue();
      }
    }
  }

  /** C2 and C4. */
  @Test
  void snapshotReadsTheSameWhileWritersCommitsAndMergesGoOn() throws Exception {
    try (Vecgo database = create()) {
      CompactionTest.fill(database, contents);
      List<Long> before;
      try (Snapshot snapshot = database.snapshot()) {
        before = ids(snapshot);
        AtomicBoolean ended = new AtomicBoolean();
        new Together()
            .with(
                1,
                () -> {
                  changeALot(database);
                  ended.set(true);
                })
            .with(
                2,
                () -> {
                  do {
                    assertThat(ids(snapshot)).isEqualTo(before);
                  } while (!ended.get());
                })
            .run();
      }
    }
  }

  private static List<Long> ids(Snapshot snapshot) {
    return snapshot.search(Query.of(1, 2, 3).k(100)).hits().stream().map(hit -> hit.id()).toList();
  }

  private static void changeALot(Vecgo database) {
    for (int i = 0; i < 20; i++) {
      database.upsertAll(CompactionTest.records(0, 5 + i));
      database.commit();
      database.compact();
    }
  }

  /** C3. */
  @Test
  void closeBesideSearchesNeitherCrashesNorCutsThemOff() throws Exception {
    for (int round = 0; round < 5; round++) {
      Vecgo database = Vecgo.openOrCreate(store, OPTIONS);
      for (int i = 0; i < 500; i++) {
        database.insert(VectorRecord.of(i, round, 2));
      }
      new Together().with(2, () -> searchUntilClosed(database)).with(1, database::close).run();
    }
  }

  private static void searchUntilClosed(Vecgo database) {
    try {
      while (true) {
        assertThat(database.search(Query.of(1, 2, 3).k(10)).hits()).hasSize(10);
      }
    } catch (ClosedException closed) {
      assertThat(closed).hasMessageContaining("closed");
    }
  }

  /** C5. */
  @Test
  void oneFilterMayBeUsedByManyThreads() throws Exception {
    try (Vecgo database = create()) {
      CompactionTest.fill(database, contents);
      Filter filter = Filter.and(Filter.gt("number", 3), Filter.eq("group", "g1"));
      int matching = database.search(Query.of(1, 2, 3).k(100).filter(filter)).hits().size();
      assertThat(matching).isPositive();
      new Together()
          .with(
              4,
              () -> {
                for (int i = 0; i < 200; i++) {
                  assertThat(database.search(Query.of(1, 2, 3).k(100).filter(filter)).hits())
                      .hasSize(matching);
                }
              })
          .run();
    }
  }
}
