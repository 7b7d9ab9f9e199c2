package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.model.ClosedException;
import io.vecgo.model.CompactionPolicy;
import io.vecgo.model.CompactionPolicy.Run;
import io.vecgo.model.Metric;
import io.vecgo.model.StoreException;
import io.vecgo.observe.DiskSpace;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobStore;
import io.vecgo.store.ForwardingStore;
import io.vecgo.store.HookedStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What holds compaction back, and what ends it. */
class CompactionLimitsTest {
  private static final int DIMENSION = 3;
  private static final long PATIENCE_SECONDS = 120;

  private final MemoryStore memory = new MemoryStore();
  private final HookedStore store = new HookedStore(memory);
  private final Contents contents = new Contents();

  /** A store on a volume of which little is left. */
  private static final class NarrowStore extends ForwardingStore {
    private final long usableBytes;

    NarrowStore(BlobStore inner, long usableBytes) {
      super(inner);
      this.usableBytes = usableBytes;
    }

    @Override
    public Optional<DiskSpace> space() {
      return Optional.of(new DiskSpace(1_000_000, usableBytes));
    }
  }

  private Vecgo filled(BlobStore in, OpenOptions options) {
    Vecgo.create(in, CreateOptions.of(DIMENSION, Metric.L2)).close();
    Vecgo database = Vecgo.open(in, options);
    CompactionTest.fill(database, contents);
    return database;
  }

  private static OpenOptions manual() {
    return OpenOptions.defaults().withoutAutomaticCompaction();
  }

  @Test
  void compactionDoesNotBeginWithoutRoomForIt() throws IOException {
    try (Vecgo database = filled(new NarrowStore(store, 100), manual())) {
      List<BlobInfo> before = memory.list("");
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(database::compact)
          .withMessageContaining("100 bytes are free");
      assertThat(memory.list("")).isEqualTo(before);
      assertThat(database.stats().background().postponedCompactions()).isEqualTo(1);
      assertThat(database.stats().background().failedCompactions()).isZero();
      contents.assertIn(database);
    }
  }

  @Test
  void compactionBeginsWithATenthMoreRoomThanItsSources() {
    long bytes;
    try (Vecgo database = filled(store, manual())) {
      bytes = database.stats().diskBytes();
    }
    try (Vecgo database = Vecgo.open(new NarrowStore(store, bytes + bytes / 10 - 1), manual())) {
      assertThatExceptionOfType(StoreException.class).isThrownBy(database::compact);
    }
    try (Vecgo database = Vecgo.open(new NarrowStore(store, bytes + bytes / 10), manual())) {
      assertThat(database.compact().segmentsMerged()).isGreaterThan(1);
      contents.assertIn(database);
    }
  }

  @Test
  void throttledCompactionGivesTheSameSegment() {
    try (Vecgo database = filled(store, manual().compactionBytesPerSecond(1 << 20))) {
      database.compact();
      assertThat(database.stats().segmentCount()).isEqualTo(1);
      contents.assertIn(database);
    }
  }

  @Test
  void closeEndsACompactionThatWasAskedForAndLeavesNoFileOfIt() throws Exception {
    CountDownLatch merging = new CountDownLatch(1);
    Vecgo database = filled(store, manual());
    store.beforeCreating(
        "segment-",
        () -> {
          merging.countDown();
          untilInterrupted();
        });
    new Together()
        .with(
            1,
            () -> {
              assertThatExceptionOfType(ClosedException.class).isThrownBy(database::compact);
              assertThat(Thread.currentThread().isInterrupted()).isFalse();
            })
        .with(
            1,
            () -> {
              assertThat(merging.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
              database.close();
            })
        .run();
    List<BlobInfo> files = memory.list("segment-");
    try (Vecgo reopened = Vecgo.open(store, manual())) {
      contents.assertIn(reopened);
      assertThat(files).hasSize(reopened.stats().segmentCount());
    }
    assertThatExceptionOfType(ClosedException.class).isThrownBy(database::compact);
  }

  private static void untilInterrupted() throws InterruptedIOException {
    try {
      assertThat(new CountDownLatch(1).await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isFalse();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /** Finding C7 of the system before: the queue was always told to be empty. */
  @Test
  void depthOfTheCompactionQueueIsTrue() {
    Queue<Integer> depths = new ConcurrentLinkedQueue<>();
    MetricsObserver observer =
        new MetricsObserver() {
          @Override
          public void onQueueDepth(String queue, int depth) {
            if (queue.equals("compaction_queue")) {
              depths.add(depth);
            }
          }
        };
    CompactionPolicy pairs =
        segments -> segments.size() > 1 ? Optional.of(new Run(0, 2)) : Optional.empty();
    CountDownLatch goOn = new CountDownLatch(1);
    Vecgo.create(store, CreateOptions.of(DIMENSION, Metric.L2)).close();
    try (Vecgo database =
        Vecgo.open(store, OpenOptions.defaults().observedBy(observer).compaction(pairs))) {
      contents.insert(database, CompactionTest.records(0, 1));
      database.commit();
      contents.insert(database, CompactionTest.records(1, 2));
      CountDownLatch merging = new CountDownLatch(1);
      store.beforeCreating(
          "segment-",
          () ->
              store.beforeCreating(
                  "segment-",
                  () -> {
                    merging.countDown();
                    await(goOn);
                  }));
      database.commit();
      await(merging);
      assertThat(database.stats().background().pendingCompactions()).isEqualTo(1);
      contents.insert(database, CompactionTest.records(2, 3));
      database.commit();
      assertThat(database.stats().background().pendingCompactions()).isEqualTo(2);
      goOn.countDown();
      while (database.stats().background().pendingCompactions() > 0) {
        Thread.onSpinWait();
      }
      contents.assertIn(database);
    }
    assertThat(depths).contains(0, 1, 2);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void policyThatChangesNothingIsNotFollowedForEver() {
    CompactionPolicy stubborn = _ -> Optional.of(new Run(0, 1));
    CompactionPolicy beyond = _ -> Optional.of(new Run(0, 99));
    for (CompactionPolicy policy : List.of(stubborn, beyond)) {
      MemoryStore other = new MemoryStore();
      Vecgo.create(other, CreateOptions.of(DIMENSION, Metric.L2)).close();
      try (Vecgo database = Vecgo.open(other, OpenOptions.defaults().compaction(policy))) {
        database.insertAll(CompactionTest.records(0, 3));
        database.commit();
        assertThat(database.stats().background().pendingCompactions()).isZero();
        assertThat(database.version()).isEqualTo(2);
      }
    }
  }
}
