package io.vecgo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.CreateOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.PartStats;
import io.vecgo.store.MemoryStore;
import io.vecgo.testkit.ModelDatabase;
import io.vecgo.testkit.RecordGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Memtable, segment, several segments and any mixture answer alike: the same ids with the same bits
 * of score.
 */
class PartsAgreeTest {
  private static final int RECORDS = 2_000;
  private static final int DIMENSION = 24;
  private static final int QUERIES = 40;
  private static final double TOLERANCE = 1e-5;

  @ParameterizedTest
  @EnumSource(Metric.class)
  void memtableSegmentAndMixtureGiveTheSameBits(Metric metric) {
    List<VectorRecord> records = records(metric.code(), RECORDS);
    try (Vecgo memtable = filled(metric, records, List.of());
        Vecgo segment = filled(metric, records, List.of(RECORDS));
        Vecgo mixture = filled(metric, records, List.of(500, 501, 1_400))) {
      assertThat(segment.stats().segmentCount()).isEqualTo(1);
      assertThat(mixture.stats().segmentCount()).isEqualTo(3);
      RecordGenerator generator = new RecordGenerator(17, DIMENSION, 1);
      for (int i = 0; i < QUERIES; i++) {
        Query query = generator.query().exact().returning();
        List<Hit> expected = memtable.search(query).hits();
        assertThat(segment.search(query).hits()).isEqualTo(expected);
        assertThat(mixture.search(query).hits()).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void exactSearchIsBruteForce(Metric metric) {
    List<VectorRecord> records = records(metric.code(), RECORDS);
    ModelDatabase model = new ModelDatabase(metric);
    model.insertAll(records);
    try (Vecgo database = filled(metric, records, List.of(700))) {
      RecordGenerator generator = new RecordGenerator(18, DIMENSION, 1);
      for (int i = 0; i < QUERIES; i++) {
        Query query = generator.query().exact();
        model.assertAnswers(query, database.search(query).hits(), TOLERANCE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void graphWalkFindsNearlyAllAndNeverFewerThanMatch(Metric metric) {
    List<VectorRecord> records = records(metric.code(), 5_000);
    try (Vecgo database = filled(metric, records, List.of())) {
      Filter half = Filter.lt("bucket", 5);
      int found = 0;
      int walks = 0;
      for (int i = 0; i < QUERIES; i++) {
        Query query = Query.of(records.get(i * 31).vector()).filter(half).returning();
        List<Hit> truth = database.search(query.exact()).hits();
        var walked = database.search(query.ef(20));
        walks += walked.stats().parts().getFirst().plan() == PartStats.Plan.GRAPH ? 1 : 0;
        assertThat(walked.hits()).hasSize(truth.size());
        found += (int) walked.hits().stream().filter(truth::contains).count();
      }
      assertThat(walks).as("searches that walked the graph").isEqualTo(QUERIES);
      assertThat(found / (QUERIES * 10.0)).as("recall@10").isGreaterThan(0.9);
    }
  }

  private static List<VectorRecord> records(int seed, int count) {
    RecordGenerator generator = new RecordGenerator(seed, DIMENSION, 1);
    Random buckets = new Random(seed);
    List<VectorRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(generator.recordWithoutKey().with("bucket", buckets.nextInt(10)));
    }
    return records;
  }

  /** A database of the records, with a commit behind each of these numbers of them. */
  private static Vecgo filled(Metric metric, List<VectorRecord> records, List<Integer> commitsAt) {
    Vecgo database = Vecgo.create(new MemoryStore(), CreateOptions.of(DIMENSION, metric));
    int from = 0;
    for (int end : commitsAt) {
      database.insertAll(records.subList(from, end));
      database.commit();
      from = end;
    }
    if (from < records.size()) {
      database.insertAll(records.subList(from, records.size()));
    }
    return database;
  }
}
