package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Filter;
import io.vecgo.model.Metric;
import io.vecgo.model.StoreException;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.FailingStore;
import io.vecgo.store.FailingStore.Failure;
import io.vecgo.store.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random histories of one database, compared after every step with what it should hold. */
class RandomHistoryTest {
  private static final int HISTORIES = 25;
  private static final int STEPS = 60;
  private static final int DIMENSION = 5;
  private static final int KEYS = 30;

  /** One database, what it should hold, and what it should hold after a crash. */
  private static final class History {
    private final Random random;
    private final FailingStore store = new FailingStore(new MemoryStore());
    private Vecgo database;
    private Contents contents = new Contents();
    private Contents committed = new Contents();

    History(long seed) {
      random = new Random(seed);
      Metric[] metrics = Metric.values();
      Metric metric = metrics[random.nextInt(metrics.length)];
      database = Vecgo.create(store, CreateOptions.of(DIMENSION, metric));
    }

    /** Takes a step and says which. */
    String step() {
      return switch (random.nextInt(12)) {
        case 0, 1 -> insert();
        case 2, 3 -> upsert();
        case 4, 5 -> delete();
        case 6 -> deleteByFilter();
        case 7 -> commit();
        case 8 -> commitThatFails();
        case 9 -> compact();
        case 10 -> compactionThatFails();
        default -> random.nextBoolean() ? reopen() : crash();
      };
    }

    private VectorRecord record() {
      VectorRecord record =
          VectorRecord.of(Samples.vector(random, DIMENSION))
              .withPayload(new byte[random.nextInt(3)]);
      return random.nextBoolean() ? record.with("n", random.nextInt(10)) : record;
    }

    private String insert() {
      List<VectorRecord> records = new ArrayList<>();
      for (int i = random.nextInt(6); i > 0; i--) {
        records.add(record());
      }
      contents.insert(database, records);
      return "insert " + records.size();
    }

    private String upsert() {
      List<VectorRecord> records = new ArrayList<>();
      int first = random.nextInt(KEYS);
      for (int i = random.nextInt(6); i > 0; i--) {
        records.add(record().withKey("key-" + (first + 7 * i) % KEYS));
      }
      contents.upsert(database, records);
      return "upsert " + records.size();
    }

    private String delete() {
      String key = "key-" + random.nextInt(KEYS);
      if (database.get(key).isEmpty()) {
        assertThat(database.delete(key)).isFalse();
        return "delete nobody";
      }
      contents.delete(database, key);
      return "delete " + key;
    }

    private String deleteByFilter() {
      contents.delete(database, filter());
      return "delete by filter";
    }

    Filter filter() {
      return Filter.and(Filter.gte("n", random.nextInt(10)), Filter.ne("n", random.nextInt(10)));
    }

    private String commit() {
      database.commit();
      committed = contents.copy();
      return "commit";
    }

    private String commitThatFails() {
      store.failAt(1 + random.nextInt(40), Failure.NOTHING_DONE);
      try {
        database.commit();
        committed = contents.copy();
        return "commit, not failed";
      } catch (StoreException expected) {
        return "commit, failed";
      } finally {
        store.disarm();
      }
    }

    private String compact() {
      database.compact();
      return "compact";
    }

    private String compactionThatFails() {
      store.failAt(1 + random.nextInt(40), Failure.NOTHING_DONE);
      try {
        database.compact();
        return "compact, not failed";
      } catch (StoreException expected) {
        return "compact, failed";
      } finally {
        store.disarm();
      }
    }

    private String reopen() {
      database.close();
      committed = contents.copy();
      database = Vecgo.open(store, OpenOptions.defaults());
      return "reopen";
    }

    private String crash() {
      database.closeDiscarding();
      contents = committed.copy();
      database = Vecgo.open(store, OpenOptions.defaults());
      return "crash";
    }

    void check(String when) {
      contents.assertIn(database, when);
      contents.assertMatching(database, filter(), when);
    }
  }

  @Test
  void databaseHoldsWhatWasWrittenAndNotDeleted() {
    for (long seed = 1; seed <= HISTORIES; seed++) {
      History history = new History(seed);
      StringBuilder steps = new StringBuilder("seed " + seed + ":");
      for (int i = 0; i < STEPS; i++) {
        steps.append(' ').append(history.step()).append(';');
        history.check(steps.toString());
      }
      history.database.close();
    }
  }
}
