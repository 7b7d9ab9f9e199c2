package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.Query.Returned;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.PartStats;
import io.vecgo.observe.PartStats.Plan;
import io.vecgo.observe.QueryStats;
import io.vecgo.store.MemoryStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a search finds, wherever the rows are. */
class SearchTest {
  private static final int DIMENSION = 11;

  /** Where the same records may be. */
  private enum Place {
    MEMTABLE {
      @Override
      void afterRow(Vecgo database, int row) {}
    },
    SEGMENT {
      @Override
      void afterRow(Vecgo database, int row) {
        commitAt(database, row, Set.of(ROWS));
      }
    },
    SEGMENTS {
      @Override
      void afterRow(Vecgo database, int row) {
        commitAt(database, row, Set.of(1, 40, 150, ROWS));
      }
    },
    SEGMENTS_AND_MEMTABLE {
      @Override
      void afterRow(Vecgo database, int row) {
        commitAt(database, row, Set.of(70, 130));
      }
    };

    static final int ROWS = 200;

    abstract void afterRow(Vecgo database, int row);

    private static void commitAt(Vecgo database, int row, Set<Integer> rows) {
      if (rows.contains(row)) {
        database.commit();
      }
    }

    Vecgo database(Metric metric, List<VectorRecord> records) {
      Vecgo database =
          Vecgo.create(
              new MemoryStore(), CreateOptions.of(records.getFirst().vector().length, metric));
      for (int i = 0; i < records.size(); i++) {
        database.insert(records.get(i));
        afterRow(database, i + 1);
      }
      return database;
    }
  }

  private record Found(long id, float score) {}

  private static List<Found> found(Vecgo database, Query query) {
    return database.search(query).hits().stream()
        .map(hit -> new Found(hit.id(), hit.score()))
        .toList();
  }

  private static Query query(long seed) {
    return Query.of(Samples.vector(new Random(seed), DIMENSION));
  }

  private static Stream<Query> variants(long seed) {
    return Stream.of(
        query(seed),
        query(seed).k(1),
        query(seed).k(1000),
        query(seed).k(20).filter(Filter.eq("group", "g1")),
        query(seed).filter(Filter.and(Filter.gte("number", 30), Filter.lt("number", 80))),
        query(seed).k(7).exact());
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void rowsAreFoundAlikeWhereverTheyAre(Metric metric) {
    List<VectorRecord> records = Samples.records(5, Place.ROWS, DIMENSION);
    Vecgo reference = Place.MEMTABLE.database(metric, records);
    for (Place place : Place.values()) {
      Vecgo database = place.database(metric, records);
      for (int round = 0; round < 2; round++) {
        for (long seed = 100; seed < 110; seed++) {
          assertSame(database, reference, seed, place);
        }
        List.of(reference, database).forEach(one -> one.delete(Filter.in("number", 3, 66, 171)));
      }
      database.closeDiscarding();
      reference.closeDiscarding();
      reference = Place.MEMTABLE.database(metric, records);
    }
    reference.closeDiscarding();
  }

  private static void assertSame(Vecgo database, Vecgo reference, long seed, Place place) {
    variants(seed)
        .forEach(query ->
            assertThat(found(database, query))
                .as("%s, seed %d, k %d", place, seed, query.k())
                .isEqualTo(found(reference, query)));
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void hitsAreTheNearestByTheDefinitionOfTheMetricBestFirst(Metric metric) {
    List<VectorRecord> records = Samples.records(6, Place.ROWS, DIMENSION);
    for (Place place : Place.values()) {
      Vecgo database = place.database(metric, records);
      for (long seed = 1; seed <= 10; seed++) {
        Query query = query(seed).k(25);
        List<Found> expected = nearest(metric, query, records);
        List<Found> found = found(database, query);
        assertThat(found.stream().map(Found::id))
            .as("%s, seed %d", place, seed)
            .isEqualTo(expected.stream().map(Found::id).toList());
        for (int i = 0; i < found.size(); i++) {
          assertThat(found.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-4f));
        }
      }
      database.closeDiscarding();
    }
  }

  /** By definition, in double precision; ids are those of a new database. */
  private static List<Found> nearest(Metric metric, Query query, List<VectorRecord> records) {
    return IntStream.range(0, records.size())
        .mapToObj(i ->
            new Found(
                i + 1, (float) Samples.score(metric, query.vector(), records.get(i).vector())))
        .sorted(bestFirst(metric))
        .limit(query.k())
        .toList();
  }

  private static Comparator<Found> bestFirst(Metric metric) {
    Comparator<Found> ascending = Comparator.comparingDouble(Found::score);
    return metric == Metric.L2 ? ascending : ascending.reversed();
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void graphWalkOrdersBestFirstToo(Metric metric) {
    List<VectorRecord> records = Samples.records(7, 2000, DIMENSION);
    Vecgo database = Place.MEMTABLE.database(metric, records);
    int right = 0;
    for (long seed = 1; seed <= 20; seed++) {
      Query query = query(seed).k(10).ef(40);
      assertThat(plans(database.search(query).stats())).containsExactly(Plan.GRAPH);
      Set<Long> expected = new HashSet<>();
      nearest(metric, query, records).forEach(one -> expected.add(one.id()));
      List<Found> found = found(database, query);
      right += (int) found.stream().filter(one -> expected.contains(one.id())).count();
      assertThat(found).as("seed " + seed).hasSize(10).isSortedAccordingTo(bestFirst(metric));
    }
    assertThat(right).as("true neighbours of 200").isGreaterThan(180);
    database.closeDiscarding();
  }

  private static List<Plan> plans(QueryStats stats) {
    return stats.parts().stream().map(PartStats::plan).toList();
  }

  @Test
  void scoresAreWhatTheMetricsSay() {
    float[] query = {3, 4};
    assertThat(onlyScore(Metric.L2, query, 0, 0)).isEqualTo(25f);
    assertThat(onlyScore(Metric.L2, query, 3, 4)).isEqualTo(0f);
    assertThat(onlyScore(Metric.DOT, query, 2, -1)).isEqualTo(2f);
    assertThat(onlyScore(Metric.DOT, query, -2, -1)).isEqualTo(-10f);
    assertThat(onlyScore(Metric.COSINE, query, 30, 40)).isEqualTo(1f, within(1e-6f));
    assertThat(onlyScore(Metric.COSINE, query, -30, -40)).isEqualTo(-1f, within(1e-6f));
  }

  @Test
  void zeroScoreHasNoSign() {
    for (Metric metric : Metric.values()) {
      float[] query = {metric == Metric.L2 ? 0 : 3, 4};
      float[] orthogonal = metric == Metric.L2 ? query : new float[] {-4, 3};
      assertThat(Float.toString(onlyScore(metric, query, orthogonal)))
          .as(metric.label())
          .isEqualTo("0.0");
    }
  }

  private static float onlyScore(Metric metric, float[] query, float... vector) {
    Vecgo database = Place.MEMTABLE.database(metric, List.of(VectorRecord.of(vector)));
    float score = database.search(Query.of(query)).hits().getFirst().score();
    database.closeDiscarding();
    return score;
  }

  @Test
  void cosineIsAtMostOneWhateverTheRounding() {
    Random random = new Random(3);
    for (int i = 0; i < 50; i++) {
      float[] vector = Samples.vector(random, 33);
      Vecgo database = Place.MEMTABLE.database(Metric.COSINE, List.of(VectorRecord.of(vector)));
      assertThat(database.search(Query.of(vector)).hits().getFirst().score())
          .isBetween(0.99999f, 1f);
      database.closeDiscarding();
    }
  }

  @Test
  void vectorsComeBackAsGivenUnderCosine() {
    Vecgo database = Place.MEMTABLE.database(Metric.COSINE, List.of(VectorRecord.of(30, 40)));
    for (int i = 0; i < 2; i++) {
      Query query = Query.of(1, 1).returning(Returned.VECTOR);
      assertThat(database.search(query).hits().getFirst().vector().orElseThrow())
          .containsExactly(30, 40);
      assertThat(database.get(1).orElseThrow().vector()).containsExactly(30, 40);
      database.commit();
    }
    database.closeDiscarding();
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void equalScoresComeInTheOrderOfIds(Metric metric) {
    List<VectorRecord> copies = new ArrayList<>();
    for (int i = 0; i < Place.ROWS; i++) {
      copies.add(VectorRecord.of(1, 2, 3));
    }
    for (Place place : Place.values()) {
      Vecgo database = place.database(metric, copies);
      assertThat(database.search(Query.of(1, 2, 2).k(90)).hits().stream().map(Hit::id))
          .as(place.name())
          .containsExactlyElementsOf(IntStream.rangeClosed(1, 90).mapToObj(i -> (long) i).toList());
      database.closeDiscarding();
    }
  }

  @Test
  void moreHitsThanRowsAreAllRows() {
    List<VectorRecord> records = Samples.records(8, Place.ROWS, DIMENSION);
    for (Place place : Place.values()) {
      Vecgo database = place.database(Metric.L2, records);
      assertThat(database.search(query(1).k(65_536)).hits()).hasSize(Place.ROWS);
      assertThat(database.search(query(1).k(65_536).ef(1)).hits()).hasSize(Place.ROWS);
      database.closeDiscarding();
    }
  }

  @Test
  void kMatchesAreFoundEvenIfTheGraphStarves() {
    Vecgo database = Place.MEMTABLE.database(Metric.L2, Samples.records(9, 3000, DIMENSION));
    for (int number : new int[] {1, 500, 2999}) {
      Query rare = query(1).ef(1).k(5).filter(Filter.gte("number", number));
      assertThat(database.search(rare).hits()).hasSize(Math.min(5, 3000 - number));
    }
    Vecgo copies =
        Place.MEMTABLE.database(
            Metric.L2, IntStream.range(0, 3000).mapToObj(_ -> VectorRecord.of(1, 2)).toList());
    Query query = Query.of(5, 5).k(30).ef(30);
    assertThat(plans(copies.search(query).stats())).containsExactly(Plan.GRAPH);
    assertThat(copies.search(query).hits()).hasSize(30);
    database.closeDiscarding();
    copies.closeDiscarding();
  }

  @Test
  void deletedRowsAreNotFoundByTheGraph() {
    Vecgo database = Place.MEMTABLE.database(Metric.L2, Samples.records(10, 3000, DIMENSION));
    assertThat(database.delete(Filter.eq("group", "g0"))).isEqualTo(1000);
    Query query = query(1).k(20).ef(20);
    assertThat(plans(database.search(query).stats())).containsExactly(Plan.GRAPH);
    assertThat(database.search(query).hits())
        .hasSize(20)
        .allSatisfy(hit -> assertThat(hit.id() % 3).isNotEqualTo(1));
    database.closeDiscarding();
  }

  @Test
  void efBelowKWorksAsK() {
    Vecgo database = Place.MEMTABLE.database(Metric.L2, Samples.records(11, 3000, DIMENSION));
    Query query = query(2).k(25);
    assertThat(found(database, query.ef(1))).isEqualTo(found(database, query.ef(25)));
    database.closeDiscarding();
  }

  @Test
  void largerEfLooksAtMoreRows() {
    Vecgo database = Place.MEMTABLE.database(Metric.L2, Samples.records(12, 3000, DIMENSION));
    long few = database.search(query(3).ef(10)).stats().distanceComputations();
    long more = database.search(query(3).ef(60)).stats().distanceComputations();
    assertThat(more).isGreaterThan(few);
    database.closeDiscarding();
  }

  @Test
  void exactSearchComparesEveryMatchingRow() {
    Vecgo database = Place.MEMTABLE.database(Metric.L2, Samples.records(13, 3000, DIMENSION));
    QueryStats all = database.search(query(4).ef(10).exact()).stats();
    assertThat(plans(all)).containsExactly(Plan.EXACT);
    assertThat(all.vectorsScanned()).isEqualTo(3000);
    QueryStats some = database.search(query(4).exact().filter(Filter.eq("group", "g2"))).stats();
    assertThat(some.vectorsScanned()).isEqualTo(1000);
    database.closeDiscarding();
  }

  @Test
  void hitsCarryWhatTheQueryAskedFor() {
    VectorRecord record =
        VectorRecord.of(1, 2).withKey("k").with("a", 1).withPayload(new byte[] {5});
    Vecgo database = Place.MEMTABLE.database(Metric.L2, List.of(record, VectorRecord.of(1, 2)));
    for (int i = 0; i < 2; i++) {
      Hit plain = database.search(Query.of(1, 2).returning()).hits().getFirst();
      assertThat(plain.key()).contains("k");
      assertThat(plain.metadata()).isEmpty();
      assertThat(plain.vector()).isEmpty();
      assertThat(plain.payload()).isEmpty();
      Hit byDefault = database.search(Query.of(1, 2)).hits().getFirst();
      assertThat(byDefault.metadata()).contains(Document.of("a", 1));
      assertThat(byDefault.vector()).isEmpty();
      assertThat(byDefault.payload()).isEmpty();
      Hit full = database.search(Query.of(1, 2).returning(Returned.values())).hits().getFirst();
      assertThat(full.metadata()).contains(Document.of("a", 1));
      assertThat(full.vector().orElseThrow()).containsExactly(1, 2);
      assertThat(full.payload().orElseThrow()).containsExactly(5);
      Hit bare = database.search(Query.of(1, 2).returning(Returned.values())).hits().get(1);
      assertThat(bare.key()).isEmpty();
      assertThat(bare.metadata()).contains(Document.EMPTY);
      assertThat(bare.payload().orElseThrow()).isEmpty();
      database.commit();
    }
    database.closeDiscarding();
  }

  @Test
  void statsTellWhatWasSearchedAndHow() {
    List<VectorRecord> records = Samples.records(14, Place.ROWS, DIMENSION);
    Vecgo database = Place.SEGMENTS_AND_MEMTABLE.database(Metric.L2, records);
    database.delete("key-0");
    QueryStats stats = database.search(query(5).filter(Filter.lt("number", 100))).stats();
    assertThat(stats.version()).isEqualTo(3);
    assertThat(stats.hits()).isEqualTo(10);
    assertThat(stats.parts()).hasSize(3);
    assertThat(plans(stats)).containsExactly(Plan.SKIP, Plan.EXACT, Plan.EXACT);
    assertThat(stats.parts().stream().map(PartStats::liveRows)).containsExactly(70L, 60L, 69L);
    assertThat(stats.parts().stream().map(PartStats::matchingRows)).containsExactly(0L, 30L, 69L);
    assertThat(stats.segmentsSearched()).isEqualTo(2);
    assertThat(stats.segmentsSkipped()).isEqualTo(1);
    assertThat(stats.vectorsScanned()).isEqualTo(99);
    assertThat(stats.latency()).isPositive();
    assertThat(stats.explain().lines()).hasSize(9);
    database.closeDiscarding();
  }

  @Test
  void numericRangeIsFilteredAlikeAfterReopen() {
    MemoryStore store = new MemoryStore();
    Filter range = Filter.and(Filter.gt("number", 10), Filter.lte("number", 20));
    try (Vecgo database = Vecgo.create(store, CreateOptions.of(DIMENSION, Metric.L2))) {
      database.insertAll(Samples.records(15, 50, DIMENSION));
      assertThat(database.search(query(6).k(50).filter(range)).hits()).hasSize(10);
    }
    try (Vecgo database = Vecgo.open(store, OpenOptions.defaults())) {
      assertThat(database.search(query(6).k(50).filter(range)).hits()).hasSize(10);
    }
  }

  @Test
  void longestVectorsAllowedHaveFiniteScores() {
    double lengthMax = lengthMax();
    for (int dimension : new int[] {1, 100, 5000}) {
      for (long seed = 1; seed <= 20; seed++) {
        float[] longest = ofLength(lengthMax, new Random(seed), dimension);
        float[] opposite = ofLength(-lengthMax, new Random(seed), dimension);
        for (Metric metric : Metric.values()) {
          Vecgo database = Place.MEMTABLE.database(metric, List.of(VectorRecord.of(longest)));
          assertThat(database.search(Query.of(opposite)).hits().getFirst().score())
              .as("%s, dimension %d, seed %d", metric, dimension, seed)
              .isFinite();
          database.closeDiscarding();
        }
      }
    }
  }

  /** The length up to which vectors are allowed, as the refusal of a longer one says it. */
  private static double lengthMax() {
    try (Vecgo database = Vecgo.create(new MemoryStore(), CreateOptions.of(1, Metric.L2))) {
      database.search(Query.of(Float.MAX_VALUE));
      throw new AssertionError("a vector of length " + Float.MAX_VALUE + " was allowed");
    } catch (IllegalArgumentException refusal) {
      String message = String.valueOf(refusal.getMessage());
      return Double.parseDouble(message.substring(message.lastIndexOf(' ')));
    }
  }

  /** A vector just below this length, positive or, if the length is negative, in reverse. */
  private static float[] ofLength(double length, Random random, int dimension) {
    double[] direction = random.doubles(dimension, 0.5, 1.5).toArray();
    double squares = Arrays.stream(direction).map(x -> x * x).sum();
    double factor = length / Math.sqrt(squares) * (1 - 1e-7);
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) (direction[i] * factor);
    }
    return vector;
  }
}
