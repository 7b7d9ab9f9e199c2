package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.ClosedException;
import io.vecgo.model.Metric;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.MemoryStore;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Closing while others still write. */
class ClosingTest {
  private static final int ROUNDS = 20;
  private static final int WRITES_BEFORE_CLOSE = 20;
  private static final int WRITES_MAX = 5000;

  private final MemoryStore store = new MemoryStore();

  @Test
  void writesThatReturnedBesideCloseAreDurable() throws Exception {
    Vecgo.create(store, CreateOptions.of(2, Metric.L2)).close();
    for (int round = 0; round < ROUNDS; round++) {
      Vecgo closing = Vecgo.open(store, OpenOptions.defaults());
      Queue<Long> returned = new ConcurrentLinkedQueue<>();
      AtomicInteger writes = new AtomicInteger();
      new Together()
          .with(3, () -> insertUntilClosed(closing, writes, returned))
          .with(1, () -> closeAmidst(closing, writes))
          .run();
      try (Vecgo reopened = Vecgo.open(store, OpenOptions.defaults())) {
        assertThat(returned).as("round " + round).allMatch(id -> reopened.get(id).isPresent());
      }
    }
  }

  private static void insertUntilClosed(
      Vecgo database, AtomicInteger writes, Queue<Long> returned) {
    try {
      while (writes.getAndIncrement() < WRITES_MAX) {
        returned.add(database.insert(VectorRecord.of(1, 2)));
      }
    } catch (ClosedException expected) {
      assertThat(expected).hasMessageContaining("closed");
    }
  }

  private static void closeAmidst(Vecgo database, AtomicInteger writes) {
    while (writes.get() < WRITES_BEFORE_CLOSE) {
      Thread.onSpinWait();
    }
    database.close();
  }

  @Test
  void deletesThatReturnedBesideCloseAreDurable() throws Exception {
    Vecgo closing = Vecgo.create(store, CreateOptions.of(2, Metric.L2));
    for (int i = 0; i < WRITES_MAX; i++) {
      closing.insert(VectorRecord.of(i, 2));
    }
    AtomicInteger deleted = new AtomicInteger();
    new Together()
        .with(1, () -> deleteUntilClosed(closing, deleted))
        .with(1, () -> closeAmidst(closing, deleted))
        .run();
    try (Vecgo reopened = Vecgo.open(store, OpenOptions.defaults())) {
      assertThat(reopened.stats().totalVectors()).isEqualTo(WRITES_MAX - deleted.get());
    }
  }

  private static void deleteUntilClosed(Vecgo database, AtomicInteger deleted) {
    try {
      for (int id = 1; id <= WRITES_MAX; id++) {
        assertThat(database.delete(id)).isTrue();
        deleted.set(id);
      }
    } catch (ClosedException expected) {
      assertThat(expected).hasMessageContaining("closed");
    }
  }

  @Test
  void manyMayCloseAtOnce() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Vecgo closing = Vecgo.openOrCreate(store, CreateOptions.of(2, Metric.L2));
      closing.insert(VectorRecord.of(1, 2));
      new Together().with(3, closing::close).run();
    }
    try (Vecgo reopened = Vecgo.open(store, OpenOptions.defaults())) {
      assertThat(reopened.stats().totalVectors()).isEqualTo(ROUNDS);
    }
  }
}
