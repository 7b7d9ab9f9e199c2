package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.model.BackpressureException;
import io.vecgo.model.BackpressureException.Reason;
import io.vecgo.model.ClosedException;
import io.vecgo.model.Metric;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.BackgroundStats;
import io.vecgo.observe.CommitResult;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.store.FailingStore;
import io.vecgo.store.FailingStore.Failure;
import io.vecgo.store.HookedStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Commits that nobody asked for, and writers that are faster than they are. Tests wait for events,
 * not for time.
 */
class BackgroundCommitTest {
  private static final int DIMENSION = 3;
  private static final long PATIENCE_SECONDS = 120;

  private static final long MEMTABLE_BYTES = 20_000;

  /** No more rows than these use so much. */
  private static final long FULL_ROWS = MEMTABLE_BYTES / 200;

  private final FailingStore store = new FailingStore(new MemoryStore());
  private final HookedStore hooked = new HookedStore(store);
  private final Contents contents = new Contents();
  private final Events events = new Events();
  private Vecgo database = create(options());
  private int written;

  private OpenOptions options() {
    return OpenOptions.defaults()
        .observedBy(events)
        .withoutAutomaticCompaction()
        .memtableBytes(MEMTABLE_BYTES)
        .frozenMemtablesMax(2)
        .retryPauses(Duration.ofMillis(1), Duration.ofMillis(5));
  }

  private Vecgo create(OpenOptions options) {
    Vecgo.create(hooked, CreateOptions.of(DIMENSION, Metric.L2)).close();
    return Vecgo.open(hooked, options);
  }

  private void reopen(OpenOptions options) {
    database.close();
    database = Vecgo.open(hooked, options);
  }

  @AfterEach
  void close() {
    store.disarm();
    database.closeDiscarding();
  }

  /** What the observer hears. */
  private static final class Events implements MetricsObserver {
    private final BlockingQueue<CommitResult> commits = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> failures = new LinkedBlockingQueue<>();
    private final BlockingQueue<Backpressure> waits = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> waiting = new LinkedBlockingQueue<>();

    @Override
    public void onCommit(CommitResult result) {
      commits.add(result);
    }

    @Override
    public void onBackgroundFailure(
        Operation operation, Throwable failure, int inARow, Duration retryAfter) {
      assertThat(operation).isEqualTo(Operation.COMMIT);
      failures.add(inARow);
    }

    @Override
    public void onBackpressure(Reason reason, Duration waited, Backpressure outcome) {
      assertThat(reason).isEqualTo(Reason.FROZEN_MEMTABLES);
      waits.add(outcome);
    }

    @Override
    public void onQueueDepth(String queue, int depth) {
      if (queue.equals("commit_queue")) {
        waiting.add(depth);
      }
    }
  }

  private static <T> T next(BlockingQueue<T> events) throws InterruptedException {
    T event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(event).as("an event").isNotNull();
    return event;
  }

  private void insertOne() {
    contents.insert(database, CompactionTest.records(written, written + 1));
    written++;
  }

  /** Inserts as many rows as fill a memtable, and not one more. */
  private void insertUntilFull() {
    int end = written + rowsThatFill(written);
    while (written < end) {
      insertOne();
    }
  }

  /** Counted where nothing is committed meanwhile. */
  private static int rowsThatFill(int from) {
    Vecgo probe =
        Vecgo.create(
            new MemoryStore(),
            CreateOptions.of(DIMENSION, Metric.L2),
            OpenOptions.defaults().memtableBytes(Long.MAX_VALUE));
    try {
      int rows = 0;
      while (probe.stats().background().activeMemtableBytes() < MEMTABLE_BYTES) {
        probe.insertAll(CompactionTest.records(from + rows, from + rows + 1));
        rows++;
      }
      return rows;
    } finally {
      probe.closeDiscarding();
    }
  }

  private BackgroundStats background() {
    return database.stats().background();
  }

  @Test
  void fullMemtableIsCommittedWithoutAnybodyAsking() throws InterruptedException {
    insertUntilFull();
    assertThat(next(events.commits).rows()).isEqualTo(written);
    database.closeDiscarding();
    database = Vecgo.open(hooked, options());
    contents.assertIn(database, "after a crash");
  }

  @Test
  void memtableBelowItsLimitIsNotCommitted() {
    insertOne();
    assertThat(background().activeMemtableBytes()).isBetween(1L, MEMTABLE_BYTES);
    assertThat(background().memtableBytesMax()).isEqualTo(MEMTABLE_BYTES);
    assertThat(events.commits).isEmpty();
  }

  /**
   * Finding D14 of the system before: memory taken in advance counted, and each insert committed.
   */
  @Test
  void largeDimensionsDoNotCommitWithEachInsert() {
    MemoryStore wide = new MemoryStore();
    Vecgo.create(wide, CreateOptions.of(4_096, Metric.COSINE)).close();
    try (Vecgo vectors = Vecgo.open(wide, OpenOptions.defaults())) {
      for (int i = 0; i < 20; i++) {
        float[] vector = new float[4_096];
        vector[i] = 1;
        vectors.insert(VectorRecord.of(vector));
      }
      assertThat(vectors.version()).isEqualTo(1);
      assertThat(vectors.stats().background().activeMemtableBytes())
          .isBetween(20L * 4_096 * 4, 40L * 4_096 * 4);
    }
  }

  /** Finding D7 of the system before: rows of a failed flush were never written. */
  @Test
  void failedCommitIsTriedAgainUntilItSucceeds() throws InterruptedException {
    store.failFrom(1, Failure.NOTHING_DONE);
    insertUntilFull();
    assertThat(next(events.failures)).isEqualTo(1);
    assertThat(next(events.failures)).isEqualTo(2);
    assertThat(next(events.failures)).isEqualTo(3);
    contents.assertIn(database, "while commits fail");
    assertThat(background().failedCommits()).isGreaterThanOrEqualTo(3);
    assertThat(background().lastError()).get().asString().contains("made to fail");
    store.disarm();
    assertThat(next(events.commits).rows()).isEqualTo(written);
    contents.assertIn(database, "after a commit that succeeded");
    assertThat(background().frozenMemtables()).isZero();
  }

  private void fillAllMemtables() {
    assertThatExceptionOfType(BackpressureException.class)
        .isThrownBy(() -> {
          while (written < 10_000) {
            insertOne();
          }
        });
  }

  @Test
  void writersAreRefusedWhenTooManyMemtablesWait() throws InterruptedException {
    reopen(options().writerPatience(Duration.ZERO));
    store.failFrom(1, Failure.NOTHING_DONE);
    fillAllMemtables();
    assertThat(next(events.failures)).as("failed commits").isPositive();
    assertThatExceptionOfType(BackpressureException.class)
        .isThrownBy(() -> database.insert(VectorRecord.of(1, 2, 3)))
        .satisfies(refusal -> {
          assertThat(refusal.reason()).isEqualTo(Reason.FROZEN_MEMTABLES);
          assertThat(refusal.retryAfter()).isLessThanOrEqualTo(Duration.ofMillis(5));
        })
        .withMessageContaining("memtables wait for a commit")
        .withMessageContaining("made to fail");
    assertThat(next(events.waits)).isEqualTo(MetricsObserver.Backpressure.REFUSED);
    assertThat(background().frozenMemtables()).isGreaterThanOrEqualTo(2);
    assertThat(background().activeMemtableBytes()).isLessThan(2 * MEMTABLE_BYTES);
    assertThat(database.stats().memtableRows()).as("rows that fit").isLessThan(4 * FULL_ROWS);
    assertThat(background().backpressureEvents()).isGreaterThanOrEqualTo(2);
    contents.assertIn(database, "refusing writes");
    assertThat(database.delete("key-0")).as("deletes need no room").isTrue();
    assertThat(database.insert(recordsAfterRoom())).isPositive();
  }

  /** A record for which the store makes room by working again. */
  private VectorRecord recordsAfterRoom() throws InterruptedException {
    events.commits.clear();
    store.disarm();
    next(events.commits);
    return VectorRecord.of(1, 2, 3);
  }

  @Test
  void refusedRowsAreWrittenByTheNextCommit() {
    reopen(options().writerPatience(Duration.ZERO));
    store.failFrom(1, Failure.NOTHING_DONE);
    fillAllMemtables();
    store.disarm();
    database.commit();
    database.closeDiscarding();
    database = Vecgo.open(hooked, options());
    contents.assertIn(database, "after a crash");
  }

  @Test
  void writersWaitForASlowCommit() throws Exception {
    reopen(options().writerPatience(Duration.ofSeconds(PATIENCE_SECONDS)));
    CountDownLatch goOn = new CountDownLatch(1);
    hooked.beforeCreating("segment-", () -> await(goOn));
    Thread releasing =
        Thread.ofPlatform()
            .start(() -> {
              while (background().backpressureEvents() == 0) {
                Thread.onSpinWait();
              }
              goOn.countDown();
            });
    while (background().backpressureEvents() == 0) {
      insertOne();
    }
    assertThat(next(events.waits)).isEqualTo(MetricsObserver.Backpressure.ADMITTED);
    releasing.join(PATIENCE_SECONDS * 1_000);
    contents.assertIn(database, "after waiting");
    database.commit();
    assertThat(background().frozenMemtables()).isZero();
    assertThat(events.waiting).contains(0);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    }
  }

  @Test
  void closingEndsTheWaitingOfWriters() throws Exception {
    reopen(options().writerPatience(Duration.ofSeconds(PATIENCE_SECONDS)));
    store.failFrom(1, Failure.NOTHING_DONE);
    new Together()
        .with(
            1,
            () ->
                assertThatExceptionOfType(ClosedException.class)
                    .isThrownBy(() -> {
                      while (written < 10_000) {
                        insertOne();
                      }
                    }))
        .with(1, this::closeWhenSomebodyWaits)
        .run();
  }

  private void closeWhenSomebodyWaits() {
    while (background().backpressureEvents() == 0) {
      Thread.onSpinWait();
    }
    database.closeDiscarding();
  }

  @Test
  void commitThatIsAskedForWaitsForTheOneUnderWayAndWritesEverythingBeforeIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    hooked.beforeCreating(
        "segment-",
        () -> {
          begun.countDown();
          await(goOn);
        });
    insertUntilFull();
    await(begun);
    insertOne();
    new Together().with(1, () -> database.commit()).with(1, goOn::countDown).run();
    database.closeDiscarding();
    database = Vecgo.open(hooked, options());
    contents.assertIn(database, "after a crash");
  }

  @Test
  void rowsWrittenBesideCommitsOfAllKindsAreThere() throws Exception {
    List<VectorRecord> records = CompactionTest.records(0, 2_000);
    new Together()
        .with(1, () -> records.forEach(record -> database.insert(record)))
        .with(
            1,
            () -> {
              for (int i = 0; i < 10; i++) {
                database.commit();
              }
            })
        .run();
    database.close();
    database = Vecgo.open(hooked, options());
    assertThat(database.stats().totalVectors()).isEqualTo(2_000);
    for (VectorRecord record : records) {
      assertThat(database.get(record.key().orElseThrow())).isPresent();
    }
    assertThat(database.stats().segmentCount()).isGreaterThan(5);
  }
}
