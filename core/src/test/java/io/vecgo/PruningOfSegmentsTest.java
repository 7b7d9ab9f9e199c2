package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.PartStats.Reason;
import io.vecgo.observe.QueryStats;
import io.vecgo.store.MemoryStore;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Segments that cannot hold a result are not searched, and each that can is. */
class PruningOfSegmentsTest {
  private static final int SEGMENTS = 6;
  private static final int ROWS = 60;
  private static final int DIMENSION = 8;

  /** Segments of rows around one place each. */
  private static Vecgo database(Metric metric, Random random) {
    MemoryStore store = new MemoryStore();
    Vecgo.create(store, CreateOptions.of(DIMENSION, metric)).close();
    Vecgo database = Vecgo.open(store, OpenOptions.defaults().withoutAutomaticCompaction());
    for (int segment = 0; segment < SEGMENTS; segment++) {
      float[] place = vector(random, 10, new float[DIMENSION]);
      for (int row = 0; row < ROWS; row++) {
        database.insert(
            VectorRecord.of(vector(random, 0.3, place))
                .with("segment", segment)
                .with("user", "user-" + (row * SEGMENTS + segment)));
      }
      database.commit();
    }
    return database;
  }

  private static float[] vector(Random random, double spread, float[] around) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) (around[i] + spread * random.nextGaussian());
    }
    return vector;
  }

  @Test
  void segmentsOfOtherValuesArePrunedByStats() {
    try (Vecgo database = database(Metric.L2, new Random(1))) {
      QueryStats stats = stats(database, Filter.eq("segment", 2));
      assertThat(stats.segmentsPrunedByStats()).isEqualTo(SEGMENTS - 1);
      assertThat(stats.segmentsSearched()).isEqualTo(1);
      assertThat(stats.hits()).isEqualTo(10);
    }
  }

  @Test
  void segmentsWithoutTheValueArePrunedByBloom() {
    try (Vecgo database = database(Metric.L2, new Random(1))) {
      QueryStats stats = stats(database, Filter.eq("user", "user-123"));
      assertThat(stats.hits()).isEqualTo(1);
      assertThat(stats.segmentsPrunedByBloom()).isBetween(2, SEGMENTS - 1);
    }
  }

  private static QueryStats stats(Vecgo database, Filter filter) {
    return database.search(Query.of(new float[DIMENSION]).k(10).filter(filter).exact()).stats();
  }

  @ParameterizedTest
  @EnumSource
  void farSegmentsArePrunedAndResultsAreThose(Metric metric) {
    Random random = new Random(5);
    int pruned = 0;
    try (Vecgo database = database(metric, random)) {
      List<Hit> all =
          database
              .search(Query.of(vector(random, 1, new float[DIMENSION])).k(SEGMENTS * ROWS).exact())
              .hits();
      assertThat(all).hasSize(SEGMENTS * ROWS);
      for (int i = 0; i < 50; i++) {
        Query query =
            Query.of(vector(random, 10, new float[DIMENSION])).k(1 + random.nextInt(20)).exact();
        Query unbounded = query.k(SEGMENTS * ROWS);
        var result = database.search(query);
        assertThat(result.hits())
            .extracting(Hit::id)
            .isEqualTo(
                database.search(unbounded).hits().stream().map(Hit::id).limit(query.k()).toList());
        pruned += result.stats().segmentsPrunedByDistance();
      }
    }
    assertThat(pruned).isGreaterThan(50);
  }

  @Test
  void deletedRowsDoNotMakeThePrunedOnesMissing() {
    try (Vecgo database = database(Metric.L2, new Random(2))) {
      Query query = Query.of(new float[DIMENSION]).k(30).exact();
      Hit nearest = database.search(query).hits().getFirst();
      database.delete(Filter.eq("segment", (int) ((nearest.id() - 1) / ROWS)));
      assertThat(database.search(query).hits()).hasSize(30);
      assertThat(database.search(query.k(1_000)).hits()).hasSize((SEGMENTS - 1) * ROWS);
    }
  }

  @Test
  void statisticsArePartOfTheVersion() {
    MemoryStore store = new MemoryStore();
    try (Vecgo database = Vecgo.create(store, CreateOptions.of(2, Metric.L2))) {
      database.insert(VectorRecord.of(1, 2).with("a", 1));
    }
    try (Vecgo database = Vecgo.open(store, OpenOptions.defaults())) {
      QueryStats stats = database.search(Query.of(1, 2).filter(Filter.eq("a", 2))).stats();
      assertThat(stats.parts()).extracting("reason").contains(Reason.PRUNED_BY_STATS);
    }
  }
}
