package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.ClosedException;
import io.vecgo.model.DuplicateKeyException;
import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.Value;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many threads at once. Each does a fixed number of operations. */
class ConcurrencyTest {
  private static final int DIMENSION = 4;
  private static final int KEYS = 20;
  private static final int BATCH_ROWS = 10;

  private final MemoryStore store = new MemoryStore();
  private Vecgo database = Vecgo.create(store, CreateOptions.of(DIMENSION, Metric.L2));
  private final AtomicLong seeds = new AtomicLong();

  private void crashAndReopen() {
    database.closeDiscarding();
    database = Vecgo.open(store, OpenOptions.defaults());
  }

  private static VectorRecord record(Random random) {
    return VectorRecord.of(Samples.vector(random, DIMENSION));
  }

  private static List<Hit> allHits(Snapshot snapshot) {
    return snapshot.search(Query.of(1, 2, 3, 4).k(10_000)).hits();
  }

  private void commitRepeatedly() {
    for (int i = 0; i < 15; i++) {
      database.commit();
    }
  }

  @Test
  void everySnapshotHasOneRowOfEachKey() throws Exception {
    upsertEachKey();
    new Together()
        .with(4, this::upsertKeys)
        .with(2, this::checkKeys)
        .with(1, this::commitRepeatedly)
        .run();
    checkKeysOnce();
    database.commit();
    checkKeysOnce();
    crashAndReopen();
    checkKeysOnce();
    database.close();
  }

  private void upsertEachKey() {
    Random random = new Random(1);
    database.upsertAll(
        IntStream.range(0, KEYS).mapToObj(i -> record(random).withKey("key-" + i)).toList());
  }

  private void upsertKeys() {
    Random random = new Random(seeds.incrementAndGet());
    for (int i = 0; i < 150; i++) {
      int first = random.nextInt(KEYS);
      database.upsertAll(
          List.of(
              record(random).withKey("key-" + first),
              record(random).withKey("key-" + (first + 1 + random.nextInt(KEYS - 1)) % KEYS)));
    }
  }

  private void checkKeys() {
    for (int i = 0; i < 100; i++) {
      checkKeysOnce();
    }
  }

  private void checkKeysOnce() {
    try (Snapshot snapshot = database.snapshot()) {
      List<Hit> hits = allHits(snapshot);
      assertThat(hits.stream().map(hit -> hit.key().orElseThrow()))
          .doesNotHaveDuplicates()
          .hasSize(KEYS);
      assertThat(snapshot.count()).isEqualTo(KEYS);
      for (Hit hit : hits) {
        assertThat(snapshot.get(hit.key().orElseThrow()).orElseThrow().id()).isEqualTo(hit.id());
        assertThat(snapshot.get(hit.id())).isPresent();
      }
    }
  }

  @Test
  void everySnapshotSeesAllOfABatchOrNothing() throws Exception {
    AtomicInteger batches = new AtomicInteger();
    new Together()
        .with(2, () -> insertBatches(batches))
        .with(1, this::deleteBatches)
        .with(2, this::checkBatches)
        .with(1, this::commitRepeatedly)
        .run();
    checkBatchesOnce();
    database.commit();
    checkBatchesOnce();
    crashAndReopen();
    checkBatchesOnce();
    database.close();
  }

  private void insertBatches(AtomicInteger batches) {
    Random random = new Random(seeds.incrementAndGet());
    for (int i = 0; i < 50; i++) {
      int batch = batches.incrementAndGet();
      List<VectorRecord> rows = new ArrayList<>();
      for (int row = 0; row < BATCH_ROWS; row++) {
        rows.add(record(random).with("batch", batch));
      }
      database.insertAll(rows);
    }
  }

  private void deleteBatches() {
    for (int batch = 1; batch < 80; batch += 3) {
      assertThat(database.delete(Filter.eq("batch", batch))).isIn(0L, (long) BATCH_ROWS);
    }
  }

  private void checkBatches() {
    for (int i = 0; i < 60; i++) {
      checkBatchesOnce();
    }
  }

  private void checkBatchesOnce() {
    try (Snapshot snapshot = database.snapshot()) {
      Map<Value, Long> rowsOfBatch =
          allHits(snapshot).stream()
              .map(hit -> hit.metadata().orElseThrow().get("batch").orElseThrow())
              .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
      assertThat(rowsOfBatch).allSatisfy((_, rows) -> assertThat(rows).isEqualTo(BATCH_ROWS));
    }
  }

  @Test
  void keyIsInsertedOnceByManyThreads() throws Exception {
    int keys = 20;
    int batchRows = 100;
    CyclicBarrier sameKey = new CyclicBarrier(3);
    AtomicInteger successes = new AtomicInteger();
    new Together()
        .with(
            3,
            () -> {
              Random random = new Random(seeds.incrementAndGet());
              for (int i = 0; i < keys; i++) {
                sameKey.await(60, TimeUnit.SECONDS);
                successes.addAndGet(insertedBesideOthers(random, batchRows, "key-" + i));
              }
            })
        .with(1, this::commitRepeatedly)
        .run();
    assertThat(successes).hasValue(keys);
    assertThat(database.stats().totalVectors()).isEqualTo((long) keys * batchRows);
    database.close();
  }

  /** 1 if the key was inserted, among other rows that take their time; 0 if it was refused. */
  private int insertedBesideOthers(Random random, int batchRows, String key) {
    List<VectorRecord> rows = new ArrayList<>();
    for (int i = 1; i < batchRows; i++) {
      rows.add(record(random));
    }
    rows.add(record(random).withKey(key));
    try {
      database.insertAll(rows);
      return 1;
    } catch (DuplicateKeyException refused) {
      return 0;
    }
  }

  @Test
  void deletesBesideCommitsStayDeleted() throws Exception {
    int rows = 400;
    Random random = new Random(7);
    database.insertAll(
        IntStream.range(0, rows / 2).mapToObj(i -> record(random).withKey("key-" + i)).toList());
    database.commit();
    database.insertAll(
        IntStream.range(rows / 2, rows).mapToObj(i -> record(random).withKey("key-" + i)).toList());
    new Together()
        .with(1, () -> deleteKeys(0, rows))
        .with(1, () -> deleteKeys(1, rows))
        .with(1, () -> insertAndCommit(30))
        .run();
    database.commit();
    crashAndReopen();
    for (int i = 0; i < rows; i++) {
      assertThat(database.get("key-" + i).isPresent()).as("key-" + i).isEqualTo(i % 4 >= 2);
    }
    assertThat(database.stats().totalVectors()).isEqualTo(rows / 2 + 30);
    database.close();
  }

  private void deleteKeys(int first, int rows) {
    for (int i = first; i < rows; i += 4) {
      assertThat(database.delete("key-" + i)).as("key-" + i).isTrue();
    }
  }

  private void insertAndCommit(int times) {
    Random random = new Random(8);
    for (int i = 0; i < times; i++) {
      database.insert(record(random));
      database.commit();
    }
  }

  @Test
  void concurrentDeletesInDifferentChunksAreAllKept() throws Exception {
    int rows = 5000;
    try (Vecgo wide = Vecgo.create(new MemoryStore(), CreateOptions.of(1, Metric.L2))) {
      wide.insertAll(IntStream.range(0, rows).mapToObj(i -> VectorRecord.of(i)).toList());
      AtomicInteger next = new AtomicInteger();
      new Together()
          .with(
              4,
              () -> {
                int quarter = next.getAndIncrement() * rows / 4;
                for (int id = quarter + 1; id <= quarter + rows / 4; id += 2) {
                  assertThat(wide.delete(id)).isTrue();
                }
              })
          .run();
      assertThat(wide.stats().totalVectors()).isEqualTo(rows / 2);
      for (int id = 1; id <= rows; id++) {
        assertThat(wide.get(id).isPresent()).as("id " + id).isEqualTo(id % 2 == 0);
      }
    }
  }

  @Test
  void writesBesideCloseAreDoneOrRefused() throws Exception {
    for (int round = 0; round < 20; round++) {
      Vecgo closing = Vecgo.create(new MemoryStore(), CreateOptions.of(DIMENSION, Metric.COSINE));
      Random random = new Random(round);
      List<VectorRecord> batch = IntStream.range(0, 50).mapToObj(_ -> record(random)).toList();
      boolean discarding = round % 2 == 0;
      CountDown inserted = new CountDown(200);
      new Together()
          .with(2, () -> untilClosed(() -> closing.insertAll(batch), inserted))
          .with(1, () -> untilClosed(() -> closing.search(Query.of(1, 2, 3, 4)), inserted))
          .with(
              1,
              () -> {
                inserted.awaitStarted();
                if (discarding) {
                  closing.closeDiscarding();
                } else {
                  closing.close();
                }
              })
          .run();
    }
  }

  /** Operations left to do, and whether they have begun. */
  private static final class CountDown {
    private final AtomicInteger left;
    private final int total;

    CountDown(int total) {
      this.left = new AtomicInteger(total);
      this.total = total;
    }

    boolean take() {
      return left.getAndDecrement() > 0;
    }

    void awaitStarted() {
      while (left.get() > total - 5) {
        Thread.onSpinWait();
      }
    }
  }

  private static void untilClosed(Runnable operation, CountDown operations) {
    try {
      while (operations.take()) {
        operation.run();
      }
    } catch (ClosedException expected) {
      assertThat(expected).hasMessageContaining("closed");
    }
  }

  @Test
  void idsAreGivenOnceByManyThreads() throws Exception {
    Set<Long> ids = ConcurrentHashMap.newKeySet();
    new Together()
        .with(
            4,
            () -> {
              Random random = new Random(seeds.incrementAndGet());
              for (int i = 0; i < 100; i++) {
                for (long id : database.insertAll(List.of(record(random), record(random)))) {
                  assertThat(ids.add(id)).as("id " + id).isTrue();
                }
              }
            })
        .with(1, this::commitRepeatedly)
        .run();
    assertThat(ids).hasSize(800);
    crashAndReopenCommitted();
    ids.forEach(id -> assertThat(database.get(id)).as("id " + id).isPresent());
    database.close();
  }

  private void crashAndReopenCommitted() {
    database.commit();
    crashAndReopen();
  }
}
