package io.vecgo.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.StoreException;
import io.vecgo.s3.FaultyHttp.Fault;
import io.vecgo.store.BlobStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No commit is lost or doubled, whatever goes wrong with whichever request of a commit, a merge, a
 * rollback or a vacuum.
 */
class CommitFaultsTest {
  private static final int REQUESTS_MAX = 60;

  /** What is done under faults to a database of rows 1, 2 and, in a segment of its own, 3. */
  enum Act {
    /** With a delete in a segment. */
    COMMIT(2, 3, 4) {
      @Override
      void prepare(Vecgo database) {
        Rows.insert(database, 4);
        database.delete("1");
      }

      @Override
      void run(Vecgo database) {
        database.commit();
      }
    },
    COMPACT(1, 2, 3) {
      @Override
      void run(Vecgo database) {
        database.compact();
      }
    },
    ROLL_BACK(1, 2) {
      @Override
      void run(Vecgo database) {
        database.rollback(2);
      }
    },
    VACUUM(1, 2, 3) {
      @Override
      void run(Vecgo database) {
        database.vacuum(RetentionPolicy.newest(1).withGracePeriod(Duration.ZERO));
      }
    };

    @SuppressWarnings("ImmutableEnumChecker") // a list of List.of does not change
    private final List<Integer> rows;

    Act(Integer... rows) {
      this.rows = List.of(rows);
    }

    /** Throws unless the database has the rows that it should have afterwards. */
    void assertDone(Vecgo database) {
      Rows.assertHas(database, rows.stream().mapToInt(Integer::intValue).toArray());
    }

    void prepare(Vecgo database) {}

    abstract void run(Vecgo database);
  }

  private static final class Trial implements AutoCloseable {
    private final Act act;
    private final FaultyHttp http = new FaultyHttp();
    private final S3Location place = TestServer.newLocation();
    private final BlobStore store = TestServer.store(place, http);
    private final Vecgo database = Rows.create(store);

    Trial(Act act) {
      this.act = act;
      Rows.insert(database, 1, 2);
      database.commit();
      Rows.insert(database, 3);
      database.commit();
      act.prepare(database);
    }

    /** Whether it returned. */
    boolean succeeds() {
      try {
        act.run(database);
        return true;
      } catch (StoreException failure) {
        if (act == Act.COMMIT) {
          assertThat(failure).hasMessageContaining("nothing is lost");
        }
        return false;
      }
    }

    /** Opens what is in the store as another process does. */
    void assertIsDurable(String when) {
      act.assertDone(database);
      try (Vecgo reader =
          Vecgo.open(
              TestServer.store(place, TestServer.http()), OpenOptions.defaults().readOnly())) {
        assertThat(reader.version()).as(when).isEqualTo(database.version());
        act.assertDone(reader);
      }
    }

    @Override
    public void close() {
      database.closeDiscarding();
    }
  }

  static Stream<Arguments> actsAndFaults() {
    return acts(Arrays.stream(Fault.values()).toList());
  }

  static Stream<Arguments> actsAndFailures() {
    return acts(Arrays.stream(Fault.values()).filter(Fault::isFailure).toList());
  }

  private static Stream<Arguments> acts(List<Fault> faults) {
    return Arrays.stream(Act.values())
        .flatMap(act -> faults.stream().map(fault -> Arguments.of(act, fault)));
  }

  @ParameterizedTest
  @MethodSource("actsAndFaults")
  void oneFaultStopsNothing(Act act, Fault fault) {
    for (int request = 0; request < REQUESTS_MAX; request++) {
      try (Trial trial = new Trial(act)) {
        String when = fault + " of request " + request;
        trial.http.fail(fault, request, 1);
        assertThat(trial.succeeds()).as(when).isTrue();
        boolean happened = trial.http.heal();
        trial.assertIsDurable(when);
        if (!happened) {
          assertThat(request).as("requests of " + act).isPositive();
          return;
        }
      }
    }
    throw new AssertionError(act + " of more than " + REQUESTS_MAX + " requests");
  }

  @ParameterizedTest
  @MethodSource("actsAndFailures")
  void afterFaultsEachRowIsThereOnce(Act act, Fault fault) {
    for (int request = 0; request < REQUESTS_MAX; request++) {
      try (Trial trial = new Trial(act)) {
        String when = fault + " from request " + request;
        trial.http.fail(fault, request, Integer.MAX_VALUE);
        boolean returned = trial.succeeds();
        trial.http.heal();
        if (returned) {
          trial.assertIsDurable(when);
          assertThat(request).as("requests of " + act).isPositive();
          return;
        }
        assertThat(trial.succeeds()).as(when).isTrue();
        trial.assertIsDurable(when);
      }
    }
    throw new AssertionError(act + " of more than " + REQUESTS_MAX + " requests");
  }
}
