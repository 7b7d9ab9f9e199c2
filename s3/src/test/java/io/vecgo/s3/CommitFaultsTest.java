package io.vecgo.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.StoreException;
import io.vecgo.s3.FaultyHttp.Fault;
import io.vecgo.store.BlobStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No commit is lost or doubled, whatever goes wrong with whichever of its requests. */
class CommitFaultsTest {
  private static final int REQUESTS_MAX = 60;

  /** What is committed under faults: rows, and a delete in a segment. */
  private static final class Trial implements AutoCloseable {
    private final FaultyHttp http = new FaultyHttp();
    private final S3Location place = TestServer.newLocation();
    private final BlobStore store = TestServer.store(place, http);
    private final Vecgo database = Rows.create(store);

    Trial() {
      Rows.insert(database, 1, 2);
      database.commit();
      Rows.insert(database, 3);
      database.delete("1");
    }

    /** Whether the commit returned. */
    boolean commits() {
      try {
        database.commit();
        return true;
      } catch (StoreException failure) {
        assertThat(failure).hasMessageContaining("nothing is lost");
        return false;
      }
    }

    /** Opens what is in the store as another process does. */
    void assertIsDurable(String when) {
      try (Vecgo reader =
          Vecgo.open(
              TestServer.store(place, TestServer.http()), OpenOptions.defaults().readOnly())) {
        assertThat(reader.version()).as(when).isEqualTo(3);
        Rows.assertHas(reader, 2, 3);
      }
    }

    @Override
    public void close() {
      database.closeDiscarding();
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void oneFaultDoesNotStopACommit(Fault fault) {
    for (int request = 0; request < REQUESTS_MAX; request++) {
      try (Trial trial = new Trial()) {
        trial.http.fail(fault, request, 1);
        assertThat(trial.commits()).as(fault + " of request " + request).isTrue();
        boolean happened = trial.http.heal();
        trial.assertIsDurable(fault + " of request " + request);
        if (!happened) {
          assertThat(request).as("requests of a commit").isGreaterThan(3);
          return;
        }
      }
    }
    throw new AssertionError("a commit of more than " + REQUESTS_MAX + " requests");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void commitAfterFaultsHasEachRowOnce(Fault fault) {
    for (int request = 0; request < REQUESTS_MAX; request++) {
      try (Trial trial = new Trial()) {
        trial.http.fail(fault, request, Integer.MAX_VALUE);
        boolean returned = trial.commits();
        trial.http.heal();
        String when = fault + " from request " + request;
        Rows.assertHas(trial.database, 2, 3);
        if (returned) {
          trial.assertIsDurable(when);
          assertThat(request).as("requests of a commit").isGreaterThan(3);
          return;
        }
        assertThat(trial.commits()).as(when).isTrue();
        trial.assertIsDurable(when);
      }
    }
    throw new AssertionError("a commit of more than " + REQUESTS_MAX + " requests");
  }
}
