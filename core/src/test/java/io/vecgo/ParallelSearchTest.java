package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.MemoryStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One query that searches its segments at the same time. */
class ParallelSearchTest {
  private static final int DIMENSION = 8;
  private static final int SEGMENTS = 6;
  private static final int ROWS_EACH = 1_500;
  private static final int QUERIES = 30;

  private final Random random = new Random(11);
  private Vecgo database;

  @BeforeEach
  void fill() {
    MemoryStore store = new MemoryStore();
    IndexSettings index = new IndexSettings(8, 40, new Quantization.None());
    Vecgo.create(store, CreateOptions.of(DIMENSION, Metric.L2).withIndex(index)).close();
    database = Vecgo.open(store, OpenOptions.defaults().withoutAutomaticCompaction());
    for (int segment = 0; segment < SEGMENTS; segment++) {
      List<VectorRecord> records = new ArrayList<>();
      for (int i = 0; i < ROWS_EACH; i++) {
        records.add(VectorRecord.of(Samples.vector(random, DIMENSION)).with("number", i));
      }
      database.insertAll(records);
      database.commit();
    }
  }

  @AfterEach
  void close() {
    database.closeDiscarding();
  }

  private Query query() {
    return Query.of(Samples.vector(random, DIMENSION));
  }

  private static Set<Long> ids(SearchResult result) {
    return result.hits().stream().map(Hit::id).collect(Collectors.toCollection(HashSet::new));
  }

  @Test
  void exactSearchesFindTheSame() {
    for (int i = 0; i < QUERIES; i++) {
      Query query = query().exact().filter(Filter.lt("number", 1 + 50 * i));
      assertThat(database.search(query.parallel()).hits()).isEqualTo(database.search(query).hits());
    }
  }

  @Test
  void walksFindTheNearestWhicheverIsDoneFirst() {
    int found = 0;
    for (int i = 0; i < QUERIES; i++) {
      Query query = query().ef(30);
      Set<Long> walked = ids(database.search(query.parallel()));
      assertThat(walked).hasSize(10);
      walked.retainAll(ids(database.search(query.exact())));
      found += walked.size();
    }
    assertThat(found / (10.0 * QUERIES)).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void noMatchIsMissed() {
    for (int matching : new int[] {1, 5, 30}) {
      Query query = query().filter(Filter.lt("number", matching)).k(500).ef(10);
      assertThat(database.search(query.parallel()).hits()).hasSize(SEGMENTS * matching);
    }
  }
}
