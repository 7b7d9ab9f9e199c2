package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Metric;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.MemoryStore;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A version is the database at one instant, however busy the writers: no write is in it by half.
 */
class CommitCutTest {
  private static final int DIMENSION = 4;
  private static final int VERSIONS = 30;
  private static final int BATCH_ROWS = 200;

  private final MemoryStore store = new MemoryStore();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicInteger seeds = new AtomicInteger();

  private static VectorRecord record(Random random) {
    return VectorRecord.of(Samples.vector(random, DIMENSION));
  }

  @Test
  void everyVersionHoldsAKeyThatIsReplacedAllTheTime() throws Exception {
    try (Vecgo database = Vecgo.create(store, CreateOptions.of(DIMENSION, Metric.L2))) {
      database.insert(record(new Random(1)).withKey("k"));
      new Together()
          .with(1, () -> untilEnded(random -> database.upsert(record(random).withKey("k"))))
          .with(1, () -> untilEnded(random -> database.insertAll(batch(random))))
          .with(1, () -> commitAndCheck(database))
          .run();
    }
  }

  private static List<VectorRecord> batch(Random random) {
    return IntStream.range(0, BATCH_ROWS).mapToObj(_ -> record(random)).toList();
  }

  private interface Write {
    void run(Random random);
  }

  private void untilEnded(Write write) {
    Random random = new Random(seeds.incrementAndGet());
    while (!ended.get()) {
      write.run(random);
    }
  }

  private void commitAndCheck(Vecgo database) {
    try {
      for (int i = 0; i < VERSIONS; i++) {
        database.commit();
        try (Vecgo reader = Vecgo.open(store, OpenOptions.defaults().readOnly())) {
          assertThat(reader.get("k")).as("key in version " + reader.version()).isPresent();
        }
      }
    } finally {
      ended.set(true);
    }
  }
}
