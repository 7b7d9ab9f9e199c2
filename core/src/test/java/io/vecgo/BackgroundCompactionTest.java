package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Filter;
import io.vecgo.model.Metric;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.CompactionResult;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.store.HookedStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is merged without anybody asking for it. Tests wait for events, not for time. */
class BackgroundCompactionTest {
  private static final int DIMENSION = 3;
  private static final long PATIENCE_SECONDS = 120;

  private final HookedStore store = new HookedStore(new MemoryStore());
  private final Contents contents = new Contents();
  private final Events events = new Events();
  private Vecgo database = create(store);

  private Vecgo create(HookedStore in) {
    Vecgo.create(in, CreateOptions.of(DIMENSION, Metric.L2)).close();
    return Vecgo.open(in, OpenOptions.defaults().observedBy(events));
  }

  @AfterEach
  void close() {
    database.closeDiscarding();
  }

  /** The ends of compactions: a result, or a failure. */
  private static final class Events implements MetricsObserver {
    private final BlockingQueue<Optional<CompactionResult>> ended = new LinkedBlockingQueue<>();
    private final BlockingQueue<Throwable> failuresToTryAgain = new LinkedBlockingQueue<>();

    @Override
    public void onBackgroundFailure(
        Operation operation, Throwable failure, int failures, Duration retryAfter) {
      failuresToTryAgain.add(failure);
    }

    @Override
    public void onCompaction(CompactionResult result) {
      ended.add(Optional.of(result));
    }

    @Override
    public void onFailure(Operation operation, Duration latency, RuntimeException failure) {
      if (operation == Operation.COMPACTION) {
        ended.add(Optional.empty());
      }
    }

    CompactionResult awaitResult() throws InterruptedException {
      Optional<CompactionResult> next = next();
      assertThat(next).as("compaction did not fail").isPresent();
      return next.orElseThrow();
    }

    void awaitFailure() throws InterruptedException {
      assertThat(next()).as("compaction failed").isEmpty();
    }

    private Optional<CompactionResult> next() throws InterruptedException {
      Optional<CompactionResult> next = ended.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(next).as("a compaction ended").isNotNull();
      return next;
    }
  }

  private void commitSegments(int from, int to) {
    for (int i = from; i < to; i++) {
      contents.insert(database, CompactionTest.records(i, i + 1));
      database.commit();
    }
  }

  @Test
  void manySmallCommitsBecomeOneSegment() throws InterruptedException {
    commitSegments(0, 9);
    assertThat(database.stats().segmentCount()).isEqualTo(9);
    commitSegments(9, 10);
    assertThat(events.awaitResult().segmentsMerged()).isEqualTo(10);
    assertThat(database.stats().segmentCount()).isEqualTo(1);
    contents.assertIn(database);
  }

  @Test
  void segmentOfManyDeletedRowsIsWrittenAnew() throws InterruptedException {
    List<VectorRecord> records = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      records.add(VectorRecord.of(i, 1, 2).with("number", i));
    }
    contents.insert(database, records);
    database.commit();
    contents.delete(database, Filter.lt("number", 301));
    database.commit();
    assertThat(events.awaitResult().rows()).isEqualTo(699);
    assertThat(database.stats().tombstones()).isZero();
    contents.assertIn(database);
  }

  @Test
  void failedMergeIsTriedAgainAfterTheNextCommit() throws InterruptedException {
    commitSegments(0, 9);
    contents.insert(database, CompactionTest.records(9, 10));
    store.beforeCreating(
        "segment-", () -> store.beforeCreating("segment-", BackgroundCompactionTest::fail));
    database.commit();
    events.awaitFailure();
    contents.assertIn(database, "after the failure");
    contents.delete(database, "key-1");
    database.commit();
    assertThat(events.awaitResult().segmentsMerged()).isEqualTo(10);
    contents.assertIn(database, "after the second try");
  }

  private static void fail() throws IOException {
    throw new IOException("made to fail");
  }

  @Test
  void writesGoOnWhileAMergeRuns() throws InterruptedException {
    CountDownLatch merging = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    startMerge(() -> {
      merging.countDown();
      await(goOn);
    });
    await(merging);
    contents.upsert(database, Samples.records(2, 3, DIMENSION));
    database.commit();
    contents.delete(database, "key-9");
    contents.assertIn(database, "while a merge runs");
    goOn.countDown();
    events.awaitResult();
    contents.assertIn(database, "after the merge");
    database.commit();
    contents.assertIn(database, "committed");
  }

  /** Commits a tenth segment; the merge of the ten begins with an action. */
  private void startMerge(HookedStore.Action atBegin) {
    commitSegments(0, 9);
    contents.insert(database, CompactionTest.records(9, 10));
    store.beforeCreating("segment-", () -> store.beforeCreating("segment-", atBegin));
    database.commit();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void closeEndsTheMergeThatRuns() {
    CountDownLatch merging = new CountDownLatch(1);
    startMerge(() -> {
      merging.countDown();
      untilInterrupted();
    });
    await(merging);
    contents.insert(database, CompactionTest.records(10, 12));
    database.close();
    assertThat(events.failuresToTryAgain).as("closing is no failure").isEmpty();
    database = Vecgo.open(store, OpenOptions.defaults());
    contents.assertIn(database);
    assertThat(database.stats().segmentCount()).isEqualTo(11);
  }

  private static void untilInterrupted() throws InterruptedIOException {
    try {
      assertThat(new CountDownLatch(1).await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
