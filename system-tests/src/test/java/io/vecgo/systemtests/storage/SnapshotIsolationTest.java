package io.vecgo.systemtests.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Snapshot;
import io.vecgo.Vecgo;
import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.Query.Returned;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.Value;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One thread replaces all records again and again, each batch with its own number, while others
 * read. A snapshot must find one number in all records, however and how often it looks: that of a
 * batch that was the newest while the snapshot was taken.
 */
@ExtendWith(Figures.Resolver.class)
class SnapshotIsolationTest {
  private static final long SEED = 37;
  private static final int READERS = 4;
  private static final int READS = 1_000_000;
  private static final int READS_PER_SNAPSHOT = 5;
  private static final int RECORDS = 6;
  private static final int BATCHES_PER_COMMIT = 20;
  private static final int BATCHES_PER_COMPACTION = 200;
  private static final String NUMBER = "number";

  private final Vecgo database =
      Vecgo.create(new MemoryStore(), CreateOptions.of(2, Metric.L2), OpenOptions.defaults());
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicInteger snapshotsLeft = new AtomicInteger(READS / READS_PER_SNAPSHOT);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void snapshotSeesOneBatchWhole(Figures figures) throws Exception {
    write();
    try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
      List<? extends Future<?>> reading =
          IntStream.range(0, READERS)
              .mapToObj(reader -> readers.submit(() -> read(new Random(SEED + reader))))
              .toList();
      while (reading.stream().noneMatch(Future::isDone)) {
        write();
      }
      for (Future<?> reader : reading) {
        reader.get();
      }
    }
    figures.add("isolation: reads of snapshots", READS);
    figures.add("isolation: batches written meanwhile", done.get());
  }

  private void write() {
    long number = begun.incrementAndGet();
    database.upsertAll(IntStream.range(0, RECORDS).mapToObj(row -> record(number, row)).toList());
    done.set(number);
    if (number % BATCHES_PER_COMMIT == 0) {
      database.commit();
    }
    if (number % BATCHES_PER_COMPACTION == 0) {
      database.compact();
      database.vacuum(new RetentionPolicy(1, Duration.ZERO, Duration.ZERO));
    }
  }

  private static VectorRecord record(long number, int row) {
    return VectorRecord.of((float) (number % 10), row).withKey(key(row)).with(NUMBER, number);
  }

  private static String key(int row) {
    return "key-" + row;
  }

  private void read(Random random) {
    while (snapshotsLeft.getAndDecrement() > 0) {
      long oldest = done.get();
      try (Snapshot snapshot = database.snapshot()) {
        long newest = begun.get();
        long number = number(snapshot.get(key(0)).orElseThrow());
        assertThat(number).isBetween(oldest, newest);
        for (int read = 1; read < READS_PER_SNAPSHOT; read++) {
          assertFindsAll(snapshot, number, random);
        }
      }
    }
  }

  private static void assertFindsAll(Snapshot snapshot, long number, Random random) {
    switch (random.nextInt(20)) {
      case 0 -> assertThat(scanned(snapshot)).containsOnly(number).hasSize(RECORDS);
      case 1 -> assertThat(found(snapshot, query(random))).containsOnly(number).hasSize(RECORDS);
      case 2 ->
          assertThat(found(snapshot, query(random).exact())).containsOnly(number).hasSize(RECORDS);
      case 3 -> assertThat(snapshot.count(Filter.eq(NUMBER, number))).isEqualTo(RECORDS);
      case 4 -> assertThat(snapshot.count()).isEqualTo(RECORDS);
      default ->
          assertThat(number(snapshot.get(key(random.nextInt(RECORDS))).orElseThrow()))
              .isEqualTo(number);
    }
  }

  private static Query query(Random random) {
    return Query.of(random.nextInt(10), random.nextInt(RECORDS))
        .k(2 * RECORDS)
        .returning(Returned.METADATA);
  }

  private static List<Long> found(Snapshot snapshot, Query query) {
    return snapshot.search(query).hits().stream()
        .map(hit -> number(hit.metadata().orElseThrow()))
        .toList();
  }

  private static List<Long> scanned(Snapshot snapshot) {
    try (Stream<StoredRecord> records = snapshot.scan(Filter.all())) {
      return records.map(SnapshotIsolationTest::number).toList();
    }
  }

  private static long number(StoredRecord record) {
    return number(record.metadata());
  }

  private static long number(Document metadata) {
    return ((Value.Int) metadata.get(NUMBER).orElseThrow()).value();
  }
}
