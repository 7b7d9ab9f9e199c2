package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vecgo.model.ClosedException;
import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.model.Query;
import io.vecgo.store.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many searches at once find what each finds alone. */
class SearchAllTest {
  private static final int DIMENSION = 8;

  private final Random random = new Random(7);
  private Vecgo database;

  /** A segment with a graph, one without, and rows in memory; some of each are deleted. */
  @BeforeEach
  void fill() {
    MemoryStore store = new MemoryStore();
    IndexSettings index = new IndexSettings(8, 40, new Quantization.None());
    Vecgo.create(store, CreateOptions.of(DIMENSION, Metric.L2).withIndex(index)).close();
    database = Vecgo.open(store, OpenOptions.defaults().withoutAutomaticCompaction());
    database.insertAll(Samples.records(1, 3_000, DIMENSION));
    database.commit();
    database.upsertAll(Samples.records(2, 500, DIMENSION));
    database.commit();
    database.upsertAll(Samples.records(3, 100, DIMENSION));
    database.delete(Filter.gte("number", 2_900));
  }

  @AfterEach
  void close() {
    database.closeDiscarding();
  }

  private Query query() {
    return Query.of(Samples.vector(random, DIMENSION));
  }

  /** Walks, scans of all rows that can be shared, scans of some rows, filters, other k. */
  private List<Query> mixed(int count) {
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Query query = query().k(1 + i % 20);
      queries.add(
          switch (i % 5) {
            case 0 -> query.ef(20);
            case 1, 2 -> query.exact();
            case 3 -> query.exact().filter(Filter.lt("number", 50));
            default -> query.filter(Filter.eq("group", "g1"));
          });
    }
    return queries;
  }

  private static List<List<Hit>> hits(List<SearchResult> results) {
    return results.stream().map(SearchResult::hits).toList();
  }

  @Test
  void eachFindsWhatItFindsAloneInTheOrderGiven() {
    for (int count : new int[] {1, 2, 3, 5, 64}) {
      List<Query> queries = mixed(count);
      List<SearchResult> alone = queries.stream().map(database::search).toList();
      assertThat(hits(database.searchAll(queries))).as("%d", count).isEqualTo(hits(alone));
    }
  }

  @Test
  void sharedScansCountTheRowsOfEachQuery() {
    List<Query> queries = List.of(query().exact(), query().exact(), query().exact());
    for (SearchResult result : database.searchAll(queries)) {
      assertThat(result.stats().distanceComputations()).isEqualTo(2_900);
    }
  }

  @Test
  void noQueriesAreNoResults() {
    assertThat(database.searchAll(List.of())).isEmpty();
  }

  @Test
  void oneWrongQueryIsRefusedWithAllOthers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> database.searchAll(List.of(query(), Query.of(1, 2))))
        .withMessageContaining("dimension");
  }

  @Test
  void snapshotIsSearchedAsItWas() {
    List<Query> queries = mixed(20);
    List<List<Hit>> before = hits(database.searchAll(queries));
    try (Snapshot snapshot = database.snapshot()) {
      database.delete(Filter.all());
      assertThat(hits(snapshot.searchAll(queries))).isEqualTo(before);
    }
    assertThat(hits(database.searchAll(queries))).allMatch(List::isEmpty);
  }

  @Test
  void closedDatabaseIsNotSearched() {
    database.closeDiscarding();
    assertThatExceptionOfType(ClosedException.class)
        .isThrownBy(() -> database.searchAll(List.of(query())));
  }
}
