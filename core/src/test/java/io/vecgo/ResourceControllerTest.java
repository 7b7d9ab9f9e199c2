package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.vecgo.model.BackpressureException;
import io.vecgo.model.BackpressureException.Reason;
import io.vecgo.model.ClosedException;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.StoreException;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.CommitResult;
import io.vecgo.observe.CompactionResult;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.Health;
import io.vecgo.observe.MemoryUse;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.OpenResult;
import io.vecgo.resources.MemoryCharge;
import io.vecgo.resources.WorkerPermits.Granted;
import io.vecgo.store.BlobStore;
import io.vecgo.store.ByteRate;
import io.vecgo.store.FailingStore;
import io.vecgo.store.FailingStore.Failure;
import io.vecgo.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What databases that share resources do when there are too few. */
class ResourceControllerTest {
  private static final int DIMENSION = 1024;
  private static final long LIMIT = 32L << 20;
  private static final int BATCH_ROWS = 25;
  private static final Duration LONG = Duration.ofMinutes(2);

  private final ResourceController controller =
      new ResourceController(ResourceLimits.none().memoryBytes(LIMIT).backgroundWorkers(1));
  private final FailingStore store = new FailingStore(new MemoryStore());
  private final Random random = new Random(7);

  private OpenOptions sharing() {
    return OpenOptions.defaults()
        .resources(controller)
        .withoutAutomaticCompaction()
        .memtableBytes(1L << 40)
        .writerPatience(LONG)
        .retryPauses(Duration.ofMillis(1), Duration.ofMillis(5));
  }

  private static Vecgo create(BlobStore in, OpenOptions options) {
    return Vecgo.create(in, CreateOptions.of(DIMENSION, Metric.L2), options);
  }

  private List<VectorRecord> batch(int rows) {
    List<VectorRecord> records = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      float[] vector = new float[DIMENSION];
      for (int i = 0; i < DIMENSION; i++) {
        vector[i] = (float) random.nextGaussian();
      }
      records.add(VectorRecord.of(vector));
    }
    return records;
  }

  /** Inserts until a write is refused; returns the rows that were not. */
  private int insertUntilRefused(Vecgo database) {
    List<VectorRecord> records = batch(BATCH_ROWS);
    int rows = 0;
    try {
      while (true) {
        database.insertAll(records);
        rows += BATCH_ROWS;
      }
    } catch (BackpressureException refused) {
      assertThat(refused.reason()).isEqualTo(Reason.MEMORY);
      assertThat(refused).hasMessageContaining("memtables");
      return rows;
    }
  }

  @Test
  void writesBeyondTheHighWatermarkAreRefusedAndNothingIsLost() {
    try (Vecgo database = create(store, sharing().writerPatience(Duration.ZERO))) {
      store.failFrom(1, Failure.NOTHING_DONE);
      int rows = insertUntilRefused(database);
      assertThat(rows).isPositive();
      assertThat(controller.usage().memoryBytesMost()).isLessThan(LIMIT);
      assertThat(database.stats().totalVectors()).isEqualTo(rows);
      assertThat(database.search(Query.of(new float[DIMENSION]).k(3)).hits()).hasSize(3);
      store.disarm();
      database.commit();
      database.insertAll(batch(BATCH_ROWS));
      assertThat(database.stats().totalVectors()).isEqualTo(rows + BATCH_ROWS);
    }
  }

  /** Also what is kept free for commits is not there for writes. */
  @Test
  void healthSaysThatMemoryIsShortWhileWritesAreRefused() {
    try (Vecgo database = create(store, sharing().writerPatience(Duration.ZERO))) {
      store.failFrom(1, Failure.NOTHING_DONE);
      insertUntilRefused(database);
      assertThat(problems(database)).contains(Health.Check.MEMORY);
      store.disarm();
      database.commit();
      assertThat(problems(database)).isEmpty();
    }
  }

  private static List<Health.Check> problems(Vecgo database) {
    return database.health().problems().stream().map(Health.Finding::check).toList();
  }

  @Test
  void writeThatWaitsGoesOnWhenACommitHasMadeRoom() {
    BlockingQueue<Boolean> waits = new LinkedBlockingQueue<>();
    MetricsObserver observer =
        new MetricsObserver() {
          @Override
          public void onBackgroundFailure(
              Operation operation, Throwable failure, int failures, Duration retryAfter) {
            waits.add(true);
          }
        };
    try (Vecgo database = create(store, sharing().observedBy(observer));
        ExecutorService writer = Executors.newSingleThreadExecutor()) {
      store.failFrom(1, Failure.NOTHING_DONE);
      List<VectorRecord> records = batch(BATCH_ROWS);
      int batches = (int) (2 * LIMIT / (BATCH_ROWS * DIMENSION * Float.BYTES));
      Future<?> all =
          writer.submit(() -> {
            for (int i = 0; i < batches; i++) {
              database.insertAll(records);
            }
          });
      assertThat(next(waits)).as("a commit for room has failed").isTrue();
      store.disarm();
      await(all);
      assertThat(database.stats().totalVectors()).isEqualTo((long) batches * BATCH_ROWS);
      assertThat(controller.usage().memoryBytesMost()).isLessThan(LIMIT * 105 / 100);
    }
  }

  @Test
  void databaseThatWritesNothingIsCommittedWhenAnotherNeedsRoom() {
    BlockingQueue<CommitResult> commits = new LinkedBlockingQueue<>();
    MetricsObserver observer =
        new MetricsObserver() {
          @Override
          public void onCommit(CommitResult result) {
            commits.add(result);
          }
        };
    OpenOptions small = sharing().memtableBytes(LIMIT);
    try (Vecgo idle = create(new MemoryStore(), small.observedBy(observer));
        Vecgo busy = create(new MemoryStore(), small)) {
      idle.insertAll(batch(20 * BATCH_ROWS));
      List<VectorRecord> records = batch(BATCH_ROWS);
      for (int i = 0; i < 150; i++) {
        busy.insertAll(records);
      }
      assertThat(next(commits).rows()).isEqualTo(20 * BATCH_ROWS);
    }
  }

  @Test
  void budgetIsKeptWhileManyThreadsWriteToSeveralDatabases() {
    try (Vecgo first = create(new MemoryStore(), sharing());
        Vecgo second = create(new MemoryStore(), sharing());
        ExecutorService writers = Executors.newFixedThreadPool(4)) {
      int batches = 60;
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        Vecgo database = thread % 2 == 0 ? first : second;
        List<VectorRecord> records = batch(BATCH_ROWS);
        all.add(
            writers.submit(() -> {
              for (int i = 0; i < batches; i++) {
                database.insertAll(records);
              }
            }));
      }
      all.forEach(ResourceControllerTest::await);
      assertThat(first.stats().totalVectors()).isEqualTo(2L * batches * BATCH_ROWS);
      assertThat(second.stats().totalVectors()).isEqualTo(2L * batches * BATCH_ROWS);
      assertThat(controller.usage().memoryBytesMost()).isLessThan(LIMIT * 105 / 100);
    }
  }

  @Test
  void writeThatWaitsForMemoryIsToldWhenTheDatabaseCloses() {
    BlockingQueue<Reason> waits = new LinkedBlockingQueue<>();
    MetricsObserver observer =
        new MetricsObserver() {
          @Override
          public void onBackpressureStart(Reason reason) {
            waits.add(reason);
          }
        };
    try (MemoryCharge other =
            controller.resources().memory().newAccount().charge(MemoryUse.BLOCK_CACHE);
        ExecutorService writer = Executors.newSingleThreadExecutor()) {
      Vecgo database = create(store, sharing().observedBy(observer));
      other.to(LIMIT);
      Future<long[]> waiting = writer.submit(() -> database.insertAll(batch(1)));
      assertThat(next(waits)).isEqualTo(Reason.MEMORY);
      database.closeDiscarding();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> waiting.get(LONG.toSeconds(), TimeUnit.SECONDS))
          .withCauseInstanceOf(ClosedException.class);
    }
  }

  @Test
  void batchThatCanNeverFitIsRefusedAtOnce() {
    try (Vecgo database = create(store, sharing())) {
      List<VectorRecord> records = batch(1);
      VectorRecord large = records.getFirst().withPayload(new byte[(int) (LIMIT / 4)]);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> database.insertAll(List.of(large, large, large, large)))
          .withMessageContaining("write them in smaller batches");
      assertThat(database.stats().totalVectors()).isZero();
    }
  }

  @Test
  void mergeWithoutRoomDoesNotBegin() {
    try (Vecgo database = create(store, sharing())) {
      for (int i = 0; i < 2; i++) {
        database.insertAll(batch(10));
        database.commit();
      }
      try (MemoryCharge other =
          controller.resources().memory().newAccount().charge(MemoryUse.BLOCK_CACHE)) {
        other.to(LIMIT);
        assertThatExceptionOfType(StoreException.class)
            .isThrownBy(database::compact)
            .withStackTraceContaining("bytes of memory are taken");
        assertThat(database.stats().background().postponedCompactions()).isEqualTo(1);
      }
      assertThat(database.compact().segmentsMerged()).isEqualTo(2);
    }
  }

  @Test
  void everythingIsGivenBackInTheEnd() {
    Snapshot snapshot;
    try (Vecgo database = create(store, sharing())) {
      database.insertAll(batch(50 * BATCH_ROWS));
      snapshot = database.snapshot();
      database.commit();
      database.search(Query.of(new float[DIMENSION]));
      assertThat(database.stats().memory().byUse().get(MemoryUse.SEARCHES)).isPositive();
    }
    assertThat(controller.usage().memoryBytes()).as("what the snapshot keeps").isPositive();
    snapshot.close();
    assertThat(controller.usage().memoryBytes()).isZero();
    assertThat(controller.usage().reservedBytes()).isZero();
    assertThat(controller.usage().busyWorkers()).isZero();
  }

  @Test
  void databaseThatItsObserverDoesNotLetOpenTakesNothing() {
    try (Vecgo database = create(store, sharing())) {
      database.insertAll(batch(10));
    }
    MetricsObserver refusing =
        new MetricsObserver() {
          @Override
          public void onOpen(OpenResult result, Supplier<DatabaseStats> stats) {
            assertThat(stats.get().memory().bytes()).isPositive();
            throw new IllegalStateException("refused");
          }
        };
    assertThatIllegalStateException()
        .isThrownBy(() -> Vecgo.open(store, sharing().observedBy(refusing)));
    assertThat(controller.usage().memoryBytes()).isZero();
  }

  @Test
  void mergesInTheBackgroundWaitForAWorkerAndCommitsDoNot() {
    BlockingQueue<CompactionResult> merges = new LinkedBlockingQueue<>();
    MetricsObserver observer =
        new MetricsObserver() {
          @Override
          public void onCompaction(CompactionResult result) {
            merges.add(result);
          }
        };
    OpenOptions options =
        OpenOptions.defaults().resources(controller).observedBy(observer).memtableBytes(1);
    try (Vecgo database = create(store, options)) {
      try (Granted _ = controller.resources().workers().await(1)) {
        for (int i = 0; i < 40; i++) {
          database.insertAll(batch(1));
        }
        database.commit();
        assertThat(database.stats().background().pendingCompactions()).isPositive();
        assertThat(merges).isEmpty();
      }
      assertThat(next(merges).segmentsMerged()).isPositive();
    }
  }

  /** Time that passes only while somebody sleeps. */
  private static final class SleptTime implements ByteRate.Time {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
      return nanos.get();
    }

    @Override
    public void sleep(long duration) {
      nanos.addAndGet(duration);
    }
  }

  @Test
  void filesAreWrittenNoFasterThanTheyMayBe() {
    SleptTime time = new SleptTime();
    ResourceController slow =
        new ResourceController(ResourceLimits.none().writtenBytesPerSecond(10_000), time);
    OpenOptions options = OpenOptions.defaults().resources(slow).withoutAutomaticCompaction();
    try (Vecgo first = create(new MemoryStore(), options);
        Vecgo second = create(new MemoryStore(), options)) {
      first.insertAll(batch(BATCH_ROWS));
      second.insertAll(batch(BATCH_ROWS));
      long bytes = first.commit().bytes() + second.commit().bytes();
      double seconds = (double) time.nanos() / TimeUnit.SECONDS.toNanos(1);
      assertThat(bytes / seconds).isBetween(9_000.0, 10_500.0);
    }
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResourceLimits.none().memoryBytes(1 << 20))
        .withMessageContaining("memoryBytes=1048576: must be at least");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResourceLimits.none().backgroundWorkers(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResourceLimits.none().writtenBytesPerSecond(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResourceLimits.none().watermarks(0.9, 0.8));
  }

  private static <T> T next(BlockingQueue<T> events) {
    try {
      T event = events.poll(LONG.toSeconds(), TimeUnit.SECONDS);
      assertThat(event).as("an event").isNotNull();
      return event;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static void await(Future<?> work) {
    try {
      work.get(LONG.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }
}
