package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.PartStats;
import io.vecgo.observe.PartStats.Plan;
import io.vecgo.store.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches of committed and merged rows through their graphs, against comparing every row. */
class GraphSegmentsTest {
  private static final int DIMENSION = 8;
  private static final int ROWS = 3_000;
  private static final int QUERIES = 40;
  private static final IndexSettings FULL_VECTORS =
      new IndexSettings(8, 40, new Quantization.None());

  /** So few candidates that the planner walks. */
  private static final int EF = 30;

  private final Random random = new Random(1);
  private Vecgo database = create(Metric.L2, FULL_VECTORS);

  private static Vecgo create(Metric metric, IndexSettings index) {
    MemoryStore store = new MemoryStore();
    Vecgo.create(store, CreateOptions.of(DIMENSION, metric).withIndex(index)).close();
    return Vecgo.open(store, OpenOptions.defaults().withoutAutomaticCompaction());
  }

  @AfterEach
  void close() {
    database.closeDiscarding();
  }

  private void use(Metric metric, IndexSettings index) {
    database.closeDiscarding();
    database = create(metric, index);
  }

  /** Inserts records with their numbers from 0 on, and commits so many segments. */
  private long[] fill(int segments) {
    List<Long> ids = new ArrayList<>();
    for (int segment = 0; segment < segments; segment++) {
      List<VectorRecord> records = new ArrayList<>();
      for (int i = segment * ROWS / segments; i < (segment + 1) * ROWS / segments; i++) {
        records.add(VectorRecord.of(vector()).with("number", i));
      }
      for (long id : database.insertAll(records)) {
        ids.add(id);
      }
      database.commit();
    }
    return ids.stream().mapToLong(Long::longValue).toArray();
  }

  private float[] vector() {
    return Samples.vector(random, DIMENSION);
  }

  private static Set<Long> ids(SearchResult result) {
    return result.hits().stream().map(Hit::id).collect(Collectors.toCollection(TreeSet::new));
  }

  private double recall(Filter filter) {
    int found = 0;
    for (int i = 0; i < QUERIES; i++) {
      Query query = Query.of(vector()).filter(filter);
      SearchResult walked = database.search(query.ef(EF));
      assertThat(walked.stats().parts().stream().map(PartStats::plan)).contains(Plan.GRAPH);
      Set<Long> common = ids(walked);
      common.retainAll(ids(database.search(query.exact())));
      found += common.size();
    }
    return (double) found / (10 * QUERIES);
  }

  @ParameterizedTest
  @EnumSource
  void walksFindTheNearest(Metric metric) {
    use(metric, FULL_VECTORS);
    fill(1);
    assertThat(recall(Filter.all())).as("committed").isGreaterThanOrEqualTo(0.95);
    database.delete(Filter.lt("number", ROWS / 10));
    assertThat(recall(Filter.all())).as("a tenth deleted").isGreaterThanOrEqualTo(0.95);
    database.commit();
    database.compact();
    assertThat(recall(Filter.all())).as("written anew").isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void mergedSegmentsAreWalkedAsOne() {
    fill(4);
    assertThat(database.stats().segments()).allMatch(segment -> segment.rows() < 1_000);
    database.compact();
    assertThat(recall(Filter.all())).isGreaterThanOrEqualTo(0.95);
    assertThat(recall(Filter.lt("number", ROWS * 8 / 10))).isGreaterThanOrEqualTo(0.95);
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void noMatchIsMissedWhileThereAreFewerThanWanted(int segments) {
    fill(segments);
    for (int matching : new int[] {1, 2, 9, 10, 11, 50, 300, 1_500}) {
      for (int i = 0; i < 5; i++) {
        int first = random.nextInt(ROWS - matching + 1);
        Filter filter =
            Filter.and(Filter.gte("number", first), Filter.lt("number", first + matching));
        List<Hit> hits = database.search(Query.of(vector()).filter(filter).ef(10)).hits();
        assertThat(hits)
            .as("%d match from %d", matching, first)
            .hasSize(Math.min(10, matching))
            .allMatch(hit -> filter.matches(hit.metadata().orElseThrow()));
      }
    }
  }

  @Test
  void deletedRowsAreNeverFoundAndThoseBehindThemAre() {
    fill(1);
    for (int i = 0; i < 10; i++) {
      Query query = Query.of(vector());
      List<Hit> nearest = database.search(query.k(60).exact()).hits();
      nearest.stream().limit(50).forEach(hit -> database.delete(hit.id()));
      Set<Long> found = ids(database.search(query.ef(EF)));
      assertThat(found).hasSize(10).doesNotContainAnyElementsOf(firstIds(nearest, 50));
      found.retainAll(ids(database.search(query.exact())));
      assertThat(found).as("true ones among the found").hasSizeGreaterThanOrEqualTo(9);
    }
    database.commit();
    database.compact();
    assertThat(recall(Filter.all())).isGreaterThanOrEqualTo(0.95);
  }

  private static List<Long> firstIds(List<Hit> hits, int count) {
    return hits.stream().limit(count).map(Hit::id).toList();
  }

  @Test
  void fewRowsLeftAreAllFound() {
    long[] ids = fill(1);
    database.delete(Filter.gte("number", 7));
    assertThat(ids(database.search(Query.of(vector()).ef(10)))).hasSize(7).contains(ids[0], ids[6]);
    database.commit();
    database.compact();
    assertThat(ids(database.search(Query.of(vector()).ef(10)))).hasSize(7).contains(ids[0], ids[6]);
  }

  @Test
  void equalVectorsAreFoundInFullNumber() {
    List<VectorRecord> records = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      records.add(VectorRecord.of(new float[DIMENSION]).with("number", i));
    }
    database.insertAll(records);
    database.commit();
    assertThat(ids(database.search(Query.of(vector()).ef(10).k(10)))).hasSize(10);
    assertThat(ids(database.search(Query.of(vector()).ef(10).k(1_200)))).hasSize(1_200);
    database.delete(Filter.lt("number", 1_100));
    database.commit();
    database.compact();
    assertThat(ids(database.search(Query.of(vector()).k(100)))).hasSize(100);
  }

  @ParameterizedTest
  @EnumSource
  void scoresAreThoseOfFullVectorsThoughWalksReadCodes(Metric metric) {
    use(metric, FULL_VECTORS.withQuantization(new Quantization.Product(0, false)));
    fill(2);
    for (int i = 0; i < 10; i++) {
      float[] vector = vector();
      SearchResult walked =
          database.search(
              Query.of(vector).ef(20).oversampling(1.5).returning(Query.Returned.VECTOR));
      assertThat(walked.stats().parts().stream().map(PartStats::plan)).contains(Plan.GRAPH);
      assertThat(walked.hits()).hasSize(10);
      for (Hit hit : walked.hits()) {
        double score = Samples.score(metric, vector, hit.vector().orElseThrow());
        assertThat((double) hit.score()).isCloseTo(score, within(1e-4));
      }
    }
  }

  @Test
  void oversamplingOfTheQueryCountsInPlaceOfTheSegments() {
    use(Metric.L2, FULL_VECTORS.withQuantization(new Quantization.Product(0, false)));
    fill(1);
    Query query = Query.of(vector()).ef(20);
    assertThat(reranked(query.oversampling(1))).isEqualTo(10);
    assertThat(reranked(query.oversampling(1.7))).isEqualTo(17);
  }

  private long reranked(Query query) {
    return database.search(query).stats().parts().stream().mapToLong(PartStats::reranked).sum();
  }
}
