package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.MemoryStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes, commits, searches and compactions at once. Each thread does a fixed number of things. */
class CompactionBesideWritesTest {
  private static final int DIMENSION = 4;
  private static final int WRITERS = 2;
  private static final int KEYS_OF_WRITER = 15;
  private static final String STEADY_KEY = "steady";

  private final MemoryStore store = new MemoryStore();
  private final AtomicInteger writers = new AtomicInteger();
  private final AtomicInteger writing = new AtomicInteger(WRITERS);

  /** What the writers have written last, by key; what is deleted is not in it. */
  private final Map<String, float[]> written = new ConcurrentHashMap<>();

  private Vecgo database;

  CompactionBesideWritesTest() {
    Vecgo.create(store, CreateOptions.of(DIMENSION, Metric.L2)).close();
    database = Vecgo.open(store, OpenOptions.defaults());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void nothingIsLostDoubledOrBroughtBack(int compactingThreads) throws Exception {
    database.upsert(VectorRecord.of(new float[DIMENSION]).withKey(STEADY_KEY));
    new Together()
        .with(WRITERS, this::write)
        .with(1, this::replaceSteadyKey)
        .with(1, () -> whileWriting(database::commit))
        .with(compactingThreads, () -> whileWriting(database::compact))
        .with(1, () -> whileWriting(this::search))
        .run();
    assertHoldsWhatWasWritten("at the end");
    database.commit();
    database.compact();
    assertHoldsWhatWasWritten("compacted");
    database.closeDiscarding();
    database = Vecgo.open(store, OpenOptions.defaults());
    assertHoldsWhatWasWritten("after a crash");
    database.close();
  }

  private void whileWriting(Runnable work) {
    while (writing.get() > 0) {
      work.run();
    }
  }

  private void write() {
    int writer = writers.getAndIncrement();
    Random random = new Random(writer);
    try {
      for (int i = 0; i < 300; i++) {
        String key = "key-" + writer + "-" + random.nextInt(KEYS_OF_WRITER);
        if (random.nextInt(4) == 0) {
          assertThat(database.delete(key)).as(key).isEqualTo(written.remove(key) != null);
        } else {
          float[] vector = Samples.vector(random, DIMENSION);
          database.upsert(VectorRecord.of(vector).withKey(key));
          written.put(key, vector);
        }
        assertThat(database.get(key).isPresent()).as(key).isEqualTo(written.containsKey(key));
      }
    } finally {
      writing.decrementAndGet();
    }
  }

  private void replaceSteadyKey() {
    Random random = new Random(99);
    whileWriting(() ->
        database.upsert(VectorRecord.of(Samples.vector(random, DIMENSION)).withKey(STEADY_KEY)));
  }

  private void search() {
    try (Snapshot snapshot = database.snapshot()) {
      List<Hit> hits = snapshot.search(all()).hits();
      List<String> keys = hits.stream().map(hit -> hit.key().orElseThrow()).toList();
      assertThat(keys).doesNotHaveDuplicates().contains(STEADY_KEY);
      assertThat(snapshot.count()).isEqualTo(hits.size());
      assertThat(snapshot.get(STEADY_KEY)).isPresent();
      for (Hit hit : hits) {
        assertThat(snapshot.get(hit.id()).flatMap(record -> record.key())).isEqualTo(hit.key());
      }
    }
  }

  private static Query all() {
    return Query.of(1, 2, 3, 4).k(1_000);
  }

  private void assertHoldsWhatWasWritten(String when) {
    assertThat(database.search(all()).hits()).as(when).hasSize(written.size() + 1);
    written.forEach((key, vector) -> {
      Optional<float[]> found = database.get(key).map(record -> record.vector());
      assertThat(found).as(key + " " + when).isPresent();
      assertThat(found.orElseThrow()).as(key + " " + when).containsExactly(vector);
    });
  }
}
