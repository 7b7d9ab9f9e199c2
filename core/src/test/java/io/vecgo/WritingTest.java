package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vecgo.model.Document;
import io.vecgo.model.DuplicateKeyException;
import io.vecgo.model.Filter;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Inserts, upserts and deletes, and what can be read of them at once. */
class WritingTest {
  private static final int DIMENSION = 3;

  private final Vecgo database =
      Vecgo.create(new MemoryStore(), CreateOptions.of(DIMENSION, Metric.L2));
  private final Contents contents = new Contents();

  @AfterEach
  void close() {
    database.closeDiscarding();
  }

  private static List<VectorRecord> records(int from, int to) {
    return Samples.records(1, to, DIMENSION).subList(from, to);
  }

  private static VectorRecord keyed(String key, float x) {
    return VectorRecord.of(x, 0, 0).withKey(key);
  }

  @Test
  void insertedRecordIsReadableAtOnceByIdKeyAndSearch() {
    contents.insert(database, records(0, 1));
    contents.assertIn(database);
  }

  @Test
  void recordComesBackAsGiven() {
    Document metadata = Document.of("a", 1, "b", "two", "c", List.of(1, 2, 3));
    VectorRecord record =
        VectorRecord.of(1.5f, -0f, Float.MIN_VALUE)
            .withKey("k")
            .withMetadata(metadata)
            .withPayload(new byte[] {1, 2, 3});
    long id = database.insert(record);
    for (int i = 0; i < 2; i++) {
      StoredRecord stored = database.get(id).orElseThrow();
      assertThat(stored.vector()).containsExactly(1.5f, -0f, Float.MIN_VALUE);
      assertThat(stored.key()).contains("k");
      assertThat(stored.metadata()).isEqualTo(metadata);
      assertThat(stored.metadata().fields().keySet()).containsExactly("a", "b", "c");
      assertThat(stored.payload()).containsExactly(1, 2, 3);
      database.commit();
    }
  }

  @Test
  void databaseKeepsItsOwnCopyOfArrays() {
    float[] vector = {1, 2, 3};
    byte[] payload = {7};
    long id = database.insert(VectorRecord.of(vector).withPayload(payload));
    vector[0] = 9;
    payload[0] = 9;
    assertThat(database.get(id).orElseThrow().vector()).containsExactly(1, 2, 3);
    assertThat(database.get(id).orElseThrow().payload()).containsExactly(7);
  }

  @Test
  void arraysThatWereReadBelongToTheReader() {
    long id = database.insert(VectorRecord.of(1, 2, 3).withPayload(new byte[] {7}));
    for (int i = 0; i < 2; i++) {
      StoredRecord read = database.get(id).orElseThrow();
      read.vector()[0] = 9;
      read.payload()[0] = 9;
      assertThat(database.get(id).orElseThrow().vector()).containsExactly(1, 2, 3);
      assertThat(database.get(id).orElseThrow().payload()).containsExactly(7);
      database.commit();
    }
  }

  @Test
  void unknownIdsAndKeysAreEmpty() {
    database.insertAll(records(0, 3));
    for (int i = 0; i < 2; i++) {
      for (long id : new long[] {Long.MIN_VALUE, -1, 0, 4, 1L << 31, 1L << 40, Long.MAX_VALUE}) {
        assertThat(database.get(id)).as("id " + id).isEmpty();
        assertThat(database.delete(id)).as("id " + id).isFalse();
      }
      for (String key : List.of("", "key-", "key-3", "k".repeat(1000))) {
        assertThat(database.get(key)).as(key).isEmpty();
        assertThat(database.delete(key)).as(key).isFalse();
      }
      database.commit();
    }
  }

  @Test
  void insertOfNothingIsNothing() {
    assertThat(database.insertAll(List.of())).isEmpty();
    assertThat(database.upsertAll(List.of())).isEmpty();
    assertThat(database.commit().version()).isEqualTo(1);
  }

  @Test
  void liveKeyIsRefusedByInsert() {
    contents.insert(database, List.of(keyed("k", 1)));
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(DuplicateKeyException.class)
          .isThrownBy(() -> database.insert(keyed("k", 2)))
          .withMessageContaining("key=k");
      contents.assertIn(database);
      database.commit();
    }
  }

  @Test
  void keyTwiceInOneCallIsRefused() {
    List<VectorRecord> twice = List.of(keyed("a", 1), keyed("k", 1), keyed("k", 2));
    assertThatExceptionOfType(DuplicateKeyException.class)
        .isThrownBy(() -> database.insertAll(twice))
        .withMessageContaining("key=k");
    assertThatExceptionOfType(DuplicateKeyException.class)
        .isThrownBy(() -> database.upsertAll(twice))
        .withMessageContaining("key=k");
    contents.assertIn(database);
  }

  @Test
  void keyIsFreeAgainAfterItsRecordWasDeleted() {
    contents.insert(database, List.of(keyed("k", 1)));
    contents.delete(database, "k");
    contents.insert(database, List.of(keyed("k", 2)));
    contents.assertIn(database);
    database.commit();
    contents.delete(database, "k");
    contents.assertIn(database);
    contents.insert(database, List.of(keyed("k", 3)));
    contents.assertIn(database);
  }

  @Test
  void badRecordInABatchLeavesNothingOfIt() {
    contents.insert(database, List.of(keyed("k", 1)));
    List<VectorRecord> bad =
        List.of(
            VectorRecord.of(1, 2),
            VectorRecord.of(1, Float.NaN, 3),
            VectorRecord.of(1, 2, Float.POSITIVE_INFINITY));
    for (VectorRecord one : bad) {
      List<VectorRecord> batch = new ArrayList<>(records(0, 6));
      batch.set(3, one);
      assertThatIllegalArgumentException().isThrownBy(() -> database.insertAll(batch));
      assertThatIllegalArgumentException().isThrownBy(() -> database.upsertAll(batch));
      contents.assertIn(database);
    }
    List<VectorRecord> batch = new ArrayList<>(records(0, 6));
    batch.set(3, keyed("k", 2));
    assertThatExceptionOfType(DuplicateKeyException.class)
        .isThrownBy(() -> database.insertAll(batch));
    contents.assertIn(database);
    contents.insert(database, records(0, 6));
    contents.assertIn(database);
  }

  @Test
  void refusedInsertsUseUpNoIds() {
    database.insert(keyed("k", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> database.insert(VectorRecord.of(1)));
    assertThatExceptionOfType(DuplicateKeyException.class)
        .isThrownBy(() -> database.insert(keyed("k", 1)));
    assertThat(database.insert(keyed("l", 1))).isEqualTo(2);
  }

  @Test
  void upsertReplacesInMemtableAndSegment() {
    contents.upsert(database, List.of(keyed("k", 1)));
    contents.assertIn(database);
    contents.upsert(database, List.of(keyed("k", 2)));
    contents.assertIn(database);
    database.commit();
    contents.upsert(database, List.of(keyed("k", 3)));
    contents.assertIn(database);
    database.commit();
    contents.upsert(database, List.of(keyed("k", 4), keyed("l", 5)));
    contents.assertIn(database);
  }

  @Test
  void upsertGivesANewIdAndTheOldOneIsGone() {
    long first = database.upsert(keyed("k", 1));
    long second = database.upsert(keyed("k", 2));
    assertThat(second).isGreaterThan(first);
    assertThat(database.get(first)).isEmpty();
    assertThat(database.get("k").map(StoredRecord::id)).contains(second);
  }

  @Test
  void upsertWithoutKeyIsAnInsert() {
    contents.upsert(database, List.of(VectorRecord.of(1, 2, 3), VectorRecord.of(1, 2, 3)));
    contents.assertIn(database);
  }

  @Test
  void keyChangedManyTimesResolvesToTheNewest() {
    for (int i = 0; i < 50; i++) {
      contents.upsert(database, List.of(keyed("k", i), keyed("l" + i % 3, i)));
      if (i % 7 == 6) {
        database.commit();
      }
      contents.assertIn(database, "after upsert " + i);
    }
  }

  @Test
  void keysMayBeAnyText() {
    List<String> keys = List.of(" ", "a\u0000b", "grün", "日本語", "\uD83D\uDE00", "k".repeat(512));
    contents.insert(database, keys.stream().map(key -> keyed(key, 1)).toList());
    contents.assertIn(database);
    database.commit();
    contents.assertIn(database);
  }

  @Test
  void deletesOfOneRowHideOnlyThatRow() {
    contents.insert(database, records(0, 40));
    for (int i = 0; i < 40; i += 7) {
      contents.delete(database, "key-" + i);
      contents.assertIn(database, "without key-" + i);
    }
    database.commit();
    for (int i = 1; i < 40; i += 7) {
      contents.delete(database, "key-" + i);
      contents.assertIn(database, "without key-" + i);
    }
  }

  @Test
  void deleteTellsWhetherTheRecordWasThere() {
    long id = database.insert(keyed("k", 1));
    database.insert(keyed("l", 1));
    for (int i = 0; i < 2; i++) {
      assertThat(database.delete(id)).isEqualTo(i == 0);
      assertThat(database.delete(id)).isFalse();
      assertThat(database.delete("k")).isFalse();
      assertThat(database.delete("l")).isEqualTo(i == 0);
      assertThat(database.delete("l")).isFalse();
      database.commit();
    }
  }

  @Test
  void deleteByFilterHitsMemtableAndSegmentsAndCounts() {
    database.insertAll(records(0, 30));
    database.commit();
    database.insertAll(records(30, 60));
    database.delete("key-3");
    database.delete("key-33");
    assertThat(database.delete(Filter.eq("group", "g0"))).isEqualTo(18);
    assertThat(database.delete(Filter.eq("group", "g0"))).isZero();
    assertThat(database.stats().totalVectors()).isEqualTo(40);
    assertThat(database.search(Query.of(1, 2, 3).k(60).filter(Filter.eq("group", "g0"))).hits())
        .isEmpty();
    assertThat(database.delete(Filter.all())).isEqualTo(40);
    assertThat(database.stats().totalVectors()).isZero();
  }

  @Test
  void rowsDeletedByFilterStayDeleted() {
    MemoryStore store = new MemoryStore();
    try (Vecgo writer = Vecgo.create(store, CreateOptions.of(DIMENSION, Metric.L2))) {
      writer.insertAll(records(0, 30));
      writer.commit();
      writer.delete(Filter.lt("number", 12));
    }
    try (Vecgo reopened = Vecgo.open(store, OpenOptions.defaults())) {
      assertThat(reopened.stats().totalVectors()).isEqualTo(18);
      assertThat(reopened.get("key-11")).isEqualTo(Optional.empty());
      assertThat(reopened.get("key-12")).isPresent();
    }
  }
}
