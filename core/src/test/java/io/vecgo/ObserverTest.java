package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecgo.model.Filter;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.CommitResult;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.OpenResult;
import io.vecgo.observe.QueryStats;
import io.vecgo.store.FailingStore;
import io.vecgo.store.FailingStore.Failure;
import io.vecgo.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The observer is told of every operation, once. */
class ObserverTest {
  private final List<String> events = new ArrayList<>();
  private final FailingStore store = new FailingStore(new MemoryStore());
  private final Vecgo database = observed(store);

  private Vecgo observed(FailingStore observedStore) {
    Vecgo.create(observedStore, CreateOptions.of(2, Metric.L2)).close();
    return Vecgo.open(observedStore, OpenOptions.defaults().observedBy(new Notes()));
  }

  @AfterEach
  void close() {
    database.closeDiscarding();
  }

  /** Notes each event as one line. */
  private final class Notes implements MetricsObserver {
    private void note(Duration latency, String event) {
      assertThat(latency).isPositive();
      events.add(event);
    }

    @Override
    public void onInsert(int rows, Duration latency) {
      note(latency, "insert " + rows);
    }

    @Override
    public void onDelete(long rows, Duration latency) {
      note(latency, "delete " + rows);
    }

    @Override
    public void onGet(boolean found, Duration latency) {
      note(latency, "get " + found);
    }

    @Override
    public void onSearch(QueryStats stats) {
      note(stats.latency(), "search " + stats.hits());
    }

    @Override
    public void onCommit(CommitResult result) {
      note(
          result.duration(),
          "commit %d rows %d deletes %d"
              .formatted(result.version(), result.rows(), result.deletes()));
    }

    @Override
    public void onFailure(Operation operation, Duration latency, RuntimeException failure) {
      note(latency, operation + " failed: " + failure.getClass().getSimpleName());
    }
  }

  private static void fails(ThrowingCallable operation) {
    assertThatThrownBy(operation).isInstanceOf(RuntimeException.class);
  }

  @Test
  void inserts() {
    database.insert(VectorRecord.of(1, 2));
    database.insertAll(List.of(VectorRecord.of(1, 2), VectorRecord.of(1, 2)));
    database.upsert(VectorRecord.of(1, 2).withKey("k"));
    database.upsertAll(List.of(VectorRecord.of(1, 2), VectorRecord.of(1, 2).withKey("k")));
    fails(() -> database.insert(VectorRecord.of(1)));
    fails(() -> database.insert(VectorRecord.of(1, 2).withKey("k")));
    assertThat(events)
        .containsExactly(
            "insert 1",
            "insert 2",
            "insert 1",
            "insert 2",
            "INSERT failed: IllegalArgumentException",
            "INSERT failed: DuplicateKeyException");
  }

  @Test
  void deletes() {
    database.insertAll(List.of(VectorRecord.of(1, 2).withKey("k"), VectorRecord.of(1, 2)));
    events.clear();
    database.delete("k");
    database.delete("k");
    database.delete(99);
    database.delete(Filter.all());
    assertThat(events).containsExactly("delete 1", "delete 0", "delete 0", "delete 1");
  }

  @Test
  void reads() {
    database.insert(VectorRecord.of(1, 2).withKey("k"));
    events.clear();
    assertThat(database.get("k")).isPresent();
    assertThat(database.get(99)).isEmpty();
    assertThat(database.search(Query.of(1, 2)).hits()).hasSize(1);
    try (Snapshot snapshot = database.snapshot()) {
      assertThat(snapshot.search(Query.of(1, 2)).hits()).hasSize(1);
    }
    fails(() -> database.search(Query.of(1)));
    assertThat(events)
        .containsExactly(
            "get true",
            "get false",
            "search 1",
            "search 1",
            "SEARCH failed: IllegalArgumentException");
  }

  @Test
  void slowSearchesAreToldOf() {
    List<QueryStats> slow = new ArrayList<>();
    OpenOptions all = OpenOptions.defaults().slowQueries(Duration.ZERO, slow::add);
    OpenOptions none = OpenOptions.defaults().slowQueries(Duration.ofDays(1), slow::add);
    database.close();
    for (OpenOptions options : List.of(none, all)) {
      try (Vecgo reader = Vecgo.open(store, options.readOnly())) {
        QueryStats asked = reader.search(Query.of(1, 2)).stats();
        reader.searchAll(List.of(Query.of(1, 2), Query.of(3, 4)));
        assertThat(slow).hasSize(options == all ? 3 : 0);
        assertThat(slow.stream().limit(1)).allMatch(asked::equals);
      }
    }
  }

  @Test
  void commits() {
    database.insertAll(List.of(VectorRecord.of(1, 2).withKey("k"), VectorRecord.of(1, 2)));
    events.clear();
    store.failAt(2, Failure.NOTHING_DONE);
    fails(database::commit);
    database.commit();
    database.delete("k");
    database.close();
    assertThat(events)
        .containsExactly(
            "COMMIT failed: StoreException",
            "commit 2 rows 2 deletes 0",
            "delete 1",
            "commit 3 rows 0 deletes 1");
  }

  @Test
  void openingAndClosing() {
    List<String> told = new ArrayList<>();
    MetricsObserver lifecycle =
        new MetricsObserver() {
          @Override
          public void onOpen(OpenResult result, Supplier<DatabaseStats> stats) {
            told.add("open " + stats.get().manifestId());
          }

          @Override
          public void onClose() {
            told.add("close");
          }
        };
    database.close();
    Vecgo reader = Vecgo.open(store, OpenOptions.defaults().readOnly().observedBy(lifecycle));
    assertThat(told).containsExactly("open 1");
    reader.close();
    reader.close();
    assertThat(told).containsExactly("open 1", "close");
  }

  @Test
  void databaseWhoseObserverRefusesItIsClosedAgain() {
    MetricsObserver refusing =
        new MetricsObserver() {
          @Override
          public void onOpen(OpenResult result, Supplier<DatabaseStats> stats) {
            throw new IllegalStateException("observer");
          }
        };
    database.close();
    fails(() -> Vecgo.open(store, OpenOptions.defaults().observedBy(refusing)));
    Vecgo.open(store, OpenOptions.defaults()).close();
  }

  @Test
  void whatTheObserverThrowsReachesTheCallerWhoseWorkIsDone() {
    MetricsObserver throwing =
        new MetricsObserver() {
          @Override
          public void onInsert(int rows, Duration latency) {
            throw new IllegalStateException("observer");
          }

          @Override
          public void onCommit(CommitResult result) {
            throw new IllegalStateException("observer");
          }
        };
    MemoryStore memory = new MemoryStore();
    Vecgo.create(memory, CreateOptions.of(2, Metric.L2)).close();
    Vecgo watched = Vecgo.open(memory, OpenOptions.defaults().observedBy(throwing));
    assertThatThrownBy(() -> watched.insert(VectorRecord.of(1, 2).withKey("k")))
        .hasMessage("observer");
    assertThat(watched.get("k")).isPresent();
    assertThatThrownBy(watched::commit).hasMessage("observer");
    assertThat(watched.version()).isEqualTo(2);
    watched.closeDiscarding();
  }
}
