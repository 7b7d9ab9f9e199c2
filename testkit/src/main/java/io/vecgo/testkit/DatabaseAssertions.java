package io.vecgo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.Vecgo;
import io.vecgo.model.Hit;
import io.vecgo.model.Query;
import io.vecgo.model.StoredRecord;
import java.util.List;
import java.util.Optional;

/** Compares a database with its model, in every way in which it can be asked. */
public final class DatabaseAssertions {
  private DatabaseAssertions() {}

  /**
   * Throws unless the database holds exactly the live records of the model: counted, by id, by key
   * and by searches of both kinds.
   *
   * @param when for the message
   */
  public static void assertHolds(Vecgo database, ModelDatabase model, String when) {
    assertThat(database.stats().totalVectors()).as("records " + when).isEqualTo(model.count());
    for (long id : model.ids()) {
      StoredRecord expected = model.get(id).orElseThrow();
      assertSame(database.get(id).orElseThrow(() -> missing("id " + id, when)), expected, when);
      expected
          .key()
          .ifPresent(key ->
              assertSame(
                  database.get(key).orElseThrow(() -> missing("key " + key, when)),
                  expected,
                  when));
    }
    Query all = Query.of(anywhere(database.dimension())).k((int) model.count() + 1);
    assertThat(ids(database, all.exact())).as("scanned " + when).isEqualTo(model.ids());
    assertThat(ids(database, all)).as("found " + when).isEqualTo(model.ids());
  }

  /**
   * Throws unless both are the same record, or both are none.
   *
   * @param when for the message
   */
  public static void assertSame(
      Optional<StoredRecord> actual, Optional<StoredRecord> expected, String when) {
    assertThat(actual.isPresent()).as("a record " + when).isEqualTo(expected.isPresent());
    if (actual.isPresent()) {
      assertSame(actual.get(), expected.orElseThrow(), when);
    }
  }

  private static AssertionError missing(String what, String when) {
    return new AssertionError("no record of " + what + " " + when);
  }

  private static void assertSame(StoredRecord actual, StoredRecord expected, String when) {
    String what = "record " + expected.id() + " " + when;
    assertThat(actual.id()).as(what).isEqualTo(expected.id());
    assertThat(actual.vector()).as(what).isEqualTo(expected.vector());
    assertThat(actual.key()).as(what).isEqualTo(expected.key());
    assertThat(actual.metadata()).as(what).isEqualTo(expected.metadata());
    assertThat(actual.payload()).as(what).isEqualTo(expected.payload());
  }

  private static float[] anywhere(int dimension) {
    float[] vector = new float[dimension];
    vector[0] = 1;
    return vector;
  }

  private static List<Long> ids(Vecgo database, Query query) {
    return database.search(query).hits().stream().map(Hit::id).sorted().toList();
  }
}
