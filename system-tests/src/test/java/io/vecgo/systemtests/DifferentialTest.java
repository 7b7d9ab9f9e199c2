package io.vecgo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.DuplicateKeyException;
import io.vecgo.model.FieldType;
import io.vecgo.model.Filter;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.Schema;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.testkit.MetadataGenerator;
import io.vecgo.testkit.ModelDatabase;
import io.vecgo.testkit.RecordGenerator;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of a database, each step done to the real one and to the naive model, which must
 * agree on everything that can be asked. A failure names its metric and seed: run that one alone by
 * {@code -Ddifferential.seed}.
 */
class DifferentialTest {
  private static final int SEEDS = Integer.getInteger("differential.seeds", 12);
  private static final int STEPS = 120;
  private static final int KEYS = 40;
  private static final double TOLERANCE = 1e-5;

  @TempDir Path directory;

  static Stream<Arguments> histories() {
    int first = Integer.getInteger("differential.seed", 0);
    int count = System.getProperty("differential.seed") == null ? SEEDS : 1;
    return Stream.of(Metric.values())
        .flatMap(metric ->
            IntStream.range(first, first + count).mapToObj(seed -> Arguments.of(metric, seed)));
  }

  @ParameterizedTest
  @MethodSource("histories")
  void databaseAgreesWithTheModelAfterEveryStep(Metric metric, int seed) {
    int dimension = 1 + new Random(seed).nextInt(40);
    Schema schema = MetadataGenerator.someOfSchema(new Random(seed));
    CreateOptions options = CreateOptions.of(dimension, metric).withSchema(schema);
    RecordGenerator generator = new RecordGenerator(seed, dimension, KEYS, schema);
    History history =
        new History(Vecgo.create(directory, options), new ModelDatabase(metric), seed, generator);
    try {
      for (int step = 0; step < STEPS; step++) {
        history.step();
        history.compare();
      }
    } finally {
      history.real.closeDiscarding();
    }
  }

  private final class History {
    private final Random random;
    private final RecordGenerator generator;
    private final ModelDatabase model;
    private Vecgo real;

    History(Vecgo real, ModelDatabase model, int seed, RecordGenerator generator) {
      this.real = real;
      this.model = model;
      this.random = new Random(seed);
      this.generator = generator;
      model.commit(real.version());
    }

    void step() {
      switch (random.nextInt(12)) {
        case 0, 1 -> insert();
        case 2, 3 -> assertThat(real.upsertAll(batch())).isEqualTo(model.upsertAll(last));
        case 4, 5 -> insertWithoutKeys();
        case 6 -> deleteById();
        case 7 -> deleteByKey();
        case 8 -> deleteByFilter();
        case 9 -> commit();
        case 10 -> reopen();
        default -> crash();
      }
    }

    private List<VectorRecord> last = List.of();

    private List<VectorRecord> batch() {
      last = generator.batch(1 + random.nextInt(20));
      return last;
    }

    private void insert() {
      real.schema().fields().forEach(this::insertOfAnotherType);
      VectorRecord record = generator.record();
      if (record.key().flatMap(model::get).isPresent()) {
        assertThatThrownBy(() -> real.insert(record)).isInstanceOf(DuplicateKeyException.class);
      } else {
        assertThat(real.insert(record)).isEqualTo(model.insert(record));
      }
    }

    private void insertOfAnotherType(Schema.Field field) {
      Object value = field.type() == FieldType.BOOL ? "true" : true;
      VectorRecord record = generator.recordWithoutKey().with(field.name(), value);
      assertThatThrownBy(() -> real.insert(record))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(field.name());
    }

    private void insertWithoutKeys() {
      List<VectorRecord> records =
          Stream.generate(generator::recordWithoutKey).limit(1 + random.nextInt(60)).toList();
      assertThat(real.insertAll(records)).isEqualTo(model.insertAll(records));
    }

    private void deleteById() {
      long id = 1L + random.nextInt(200);
      assertThat(real.delete(id)).isEqualTo(model.delete(id));
    }

    private void deleteByKey() {
      String key = generator.key();
      assertThat(real.delete(key)).isEqualTo(model.delete(key));
    }

    private void deleteByFilter() {
      Filter filter = Filter.and(generator.filter(), generator.filter());
      assertThat(real.delete(filter)).isEqualTo(model.delete(filter));
    }

    private void commit() {
      model.commit(real.commit().version());
    }

    private void reopen() {
      real.close();
      real = Vecgo.open(directory, OpenOptions.defaults());
      model.commit(real.version());
    }

    private void crash() {
      real.closeDiscarding();
      real = Vecgo.open(directory, OpenOptions.defaults());
      model.discard();
    }

    void compare() {
      DatabaseStats stats = real.stats();
      assertThat(stats.totalVectors()).isEqualTo(model.count());
      compareRecords();
      for (int i = 0; i < 3; i++) {
        Query query = generator.query();
        model.assertAnswers(query, real.search(query).hits(), TOLERANCE);
        model.assertAnswers(query, real.search(query.exact()).hits(), TOLERANCE);
      }
    }

    private void compareRecords() {
      String key = generator.key();
      assertSame(real.get(key), model.get(key));
      for (int i = 0; i < 5; i++) {
        long id = 1L + random.nextInt(300);
        assertSame(real.get(id), model.get(id));
      }
    }

    private void assertSame(Optional<StoredRecord> actual, Optional<StoredRecord> expected) {
      assertThat(actual.map(StoredRecord::id)).isEqualTo(expected.map(StoredRecord::id));
      if (expected.isPresent()) {
        assertThat(actual.orElseThrow().vector()).isEqualTo(expected.get().vector());
        assertThat(actual.get().key()).isEqualTo(expected.get().key());
        assertThat(actual.get().metadata()).isEqualTo(expected.get().metadata());
        assertThat(actual.get().payload()).isEqualTo(expected.get().payload());
      }
    }
  }
}
