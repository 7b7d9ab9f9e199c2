package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Layout;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.PartStats;
import io.vecgo.observe.PartStats.Plan;
import io.vecgo.observe.SegmentStats;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Searches of segments in the turbo layout, against comparing every row. */
class TurboSegmentsTest {
  private static final int DIMENSION = 20;
  private static final int ROWS = 3_000;
  private static final int QUERIES = 40;
  private static final IndexSettings TURBO =
      new IndexSettings(8, 40, new Quantization.RaBitQ(4), Layout.TURBO);

  /** So few candidates that the planner walks. */
  private static final int EF = 40;

  private final Random random = new Random(1);
  private final MemoryStore store = new MemoryStore();
  private Vecgo database = create(store, Metric.L2, TURBO);

  private static Vecgo create(MemoryStore store, Metric metric, IndexSettings index) {
    Vecgo.create(store, CreateOptions.of(DIMENSION, metric).withIndex(index)).close();
    return open(store);
  }

  private static Vecgo open(MemoryStore store) {
    return Vecgo.open(store, OpenOptions.defaults().withoutAutomaticCompaction());
  }

  @AfterEach
  void close() {
    database.closeDiscarding();
  }

  private void use(Metric metric, IndexSettings index) {
    database.closeDiscarding();
    database = create(new MemoryStore(), metric, index);
  }

  /** Inserts records with their numbers from 0 on, and commits so many segments. */
  private void fill(int segments) {
    for (int segment = 0; segment < segments; segment++) {
      List<VectorRecord> records = new ArrayList<>();
      for (int i = segment * ROWS / segments; i < (segment + 1) * ROWS / segments; i++) {
        records.add(VectorRecord.of(vector()).with("number", i));
      }
      database.insertAll(records);
      database.commit();
    }
  }

  private float[] vector() {
    return Samples.vector(random, DIMENSION);
  }

  private static Set<Long> ids(SearchResult result) {
    return result.hits().stream().map(Hit::id).collect(Collectors.toCollection(TreeSet::new));
  }

  private SearchResult walk(Query query) {
    SearchResult walked = database.search(query.ef(EF));
    assertThat(walked.stats().parts()).extracting(PartStats::plan).contains(Plan.GRAPH);
    assertThat(walked.stats().reranked()).isZero();
    return walked;
  }

  private double recall(Filter filter) {
    int found = 0;
    for (int i = 0; i < QUERIES; i++) {
      Query query = Query.of(vector()).filter(filter);
      Set<Long> common = ids(walk(query));
      common.retainAll(ids(database.search(query.exact())));
      found += common.size();
    }
    return (double) found / (10 * QUERIES);
  }

  @ParameterizedTest
  @EnumSource
  void walksFindTheNearest(Metric metric) {
    use(metric, TURBO);
    fill(1);
    assertThat(recall(Filter.all())).as("committed").isGreaterThanOrEqualTo(0.95);
    database.delete(Filter.lt("number", ROWS / 10));
    assertThat(recall(Filter.all())).as("a tenth deleted").isGreaterThanOrEqualTo(0.95);
    database.commit();
    database.compact();
    assertThat(recall(Filter.all())).as("written anew").isGreaterThanOrEqualTo(0.95);
    assertThat(recall(Filter.lt("number", ROWS * 9 / 10)))
        .as("most rows match")
        .isGreaterThanOrEqualTo(0.95);
  }

  @ParameterizedTest
  @EnumSource
  void scoresAreThoseOfTheVectors(Metric metric) {
    use(metric, TURBO);
    fill(2);
    for (int i = 0; i < 10; i++) {
      float[] vector = vector();
      SearchResult walked = walk(Query.of(vector).returning(Query.Returned.VECTOR));
      assertThat(walked.hits()).hasSize(10);
      for (Hit hit : walked.hits()) {
        double score = Samples.score(metric, vector, hit.vector().orElseThrow());
        assertThat((double) hit.score()).isCloseTo(score, within(1e-4));
      }
    }
  }

  @Test
  void hitsOfAWalkHaveTheScoresOfAScan() {
    fill(1);
    Query query = Query.of(vector());
    List<Hit> scanned = database.search(query.k(100).exact()).hits();
    assertThat(scanned).containsAll(walk(query).hits());
  }

  @Test
  void reopenedDatabasesAreStillTurbo() {
    fill(1);
    Query query = Query.of(vector());
    List<Hit> before = walk(query).hits();
    database.close();
    database = open(store);
    assertThat(database.index()).isEqualTo(TURBO);
    assertThat(walk(query).hits()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void severalSegmentsAreSearchedAsOne(Metric metric) {
    use(metric, TURBO);
    fill(2);
    assertThat(recall(Filter.all())).as("two segments").isGreaterThanOrEqualTo(0.95);
    database.compact();
    assertThat(database.stats().segments()).hasSize(1);
    assertThat(recall(Filter.all())).as("merged").isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void nearestRowsThatAreAllInTheSmallerSegmentAreFound() {
    List<VectorRecord> near = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      float[] vector = vector();
      vector[0] += 100;
      near.add(VectorRecord.of(vector).with("number", i));
    }
    fill(1);
    database.insertAll(near);
    database.commit();
    int found = 0;
    for (int i = 0; i < QUERIES; i++) {
      float[] vector = vector();
      vector[0] += 100;
      Set<Long> common = ids(database.search(Query.of(vector).ef(EF)));
      common.retainAll(ids(database.search(Query.of(vector).exact())));
      found += common.size();
    }
    assertThat((double) found / (10 * QUERIES)).isGreaterThanOrEqualTo(0.95);
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void noMatchIsMissedWhileThereAreFewerThanWanted(int segments) {
    fill(segments);
    for (int matching : new int[] {1, 2, 9, 10, 11, 50, 300, 1_500}) {
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

  @Test
  void deletedRowsAreNeverFoundAndThoseBehindThemAre() {
    fill(1);
    int trueOnes = 0;
    for (int i = 0; i < 10; i++) {
      Query query = Query.of(vector());
      List<Long> nearest =
          database.search(query.k(20).exact()).hits().stream().map(Hit::id).toList();
      nearest.forEach(database::delete);
      Set<Long> found = ids(walk(query));
      assertThat(found).hasSize(10).doesNotContainAnyElementsOf(nearest);
      found.retainAll(ids(database.search(query.exact())));
      trueOnes += found.size();
    }
    assertThat(trueOnes).as("true ones among the hundred found").isGreaterThanOrEqualTo(85);
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
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "bq", "sq8", "pq-4"})
  void everyQuantizationGoesWithIt(String quantization) {
    use(Metric.COSINE, TURBO.withQuantization(Quantization.parse(quantization)));
    fill(1);
    assertThat(database.stats().segments())
        .extracting(SegmentStats::oversampling)
        .containsOnly(1.0);
    assertThat(recall(Filter.all())).isGreaterThanOrEqualTo(0.95);
  }
}
