package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.Query;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.VectorRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a database should hold, changed along with it and compared with what it answers: by id, by
 * key and by search.
 */
final class Contents {
  private final Map<Long, VectorRecord> records = new TreeMap<>();

  void insert(Vecgo database, List<VectorRecord> added) {
    long[] ids = database.insertAll(added);
    put(ids, added);
  }

  void upsert(Vecgo database, List<VectorRecord> changed) {
    long[] ids = database.upsertAll(changed);
    changed.forEach(record -> records.values().removeIf(old -> old.key().equals(record.key())));
    put(ids, changed);
  }

  void delete(Vecgo database, String key) {
    assertThat(database.delete(key)).as(key).isTrue();
    records.values().removeIf(record -> record.key().orElse("").equals(key));
  }

  void delete(Vecgo database, Filter filter) {
    long before = records.size();
    records.values().removeIf(record -> filter.matches(record.metadata()));
    assertThat(database.delete(filter)).as(filter.toString()).isEqualTo(before - records.size());
  }

  /** The same records, to go back to. */
  Contents copy() {
    Contents copy = new Contents();
    copy.records.putAll(records);
    return copy;
  }

  /** Holds from now on what another holds. */
  void become(Contents other) {
    records.clear();
    records.putAll(other.records);
  }

  private void put(long[] ids, List<VectorRecord> added) {
    for (int i = 0; i < ids.length; i++) {
      records.put(ids[i], added.get(i));
    }
  }

  void assertIn(Vecgo database) {
    assertIn(database, "");
  }

  /** Throws unless the database holds exactly these records, whatever way it is asked. */
  void assertIn(Vecgo database, String when) {
    records.forEach((id, record) -> {
      check(database.get(id), id, record, when);
      record.key().ifPresent(key -> check(database.get(key), id, record, when));
    });
    assertThat(idsFound(database, Filter.all()))
        .as("found by search " + when)
        .containsExactlyInAnyOrderElementsOf(records.keySet());
    assertThat(database.stats().totalVectors()).as("counted " + when).isEqualTo(records.size());
  }

  /** Throws unless a filter finds exactly the records that match it. */
  void assertMatching(Vecgo database, Filter filter, String when) {
    List<Long> expected = new ArrayList<>();
    records.forEach((id, record) -> {
      if (filter.matches(record.metadata())) {
        expected.add(id);
      }
    });
    assertThat(idsFound(database, filter))
        .as("found by " + filter + " " + when)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static void check(
      Optional<StoredRecord> found, long id, VectorRecord given, String when) {
    assertThat(found).as("record %d with %s %s", id, given.key(), when).isPresent();
    StoredRecord stored = found.orElseThrow();
    assertThat(stored.id()).as(when).isEqualTo(id);
    assertThat(stored.vector()).as(when).containsExactly(given.vector());
    assertThat(stored.key()).as(when).isEqualTo(given.key());
    assertThat(stored.metadata()).as(when).isEqualTo(given.metadata());
    assertThat(stored.payload()).as(when).isEqualTo(given.payload());
  }

  private List<Long> idsFound(Vecgo database, Filter filter) {
    float[] anywhere = new float[database.dimension()];
    anywhere[0] = 1;
    return database.search(Query.of(anywhere).k(records.size() + 10).filter(filter)).hits().stream()
        .map(Hit::id)
        .toList();
  }
}
