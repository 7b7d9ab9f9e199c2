package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.MemoryStore;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Defaults find nearly all of the nearest also where that is hard: among vectors of pure noise. */
class DefaultRecallTest {
  private static final int ROWS = 8_000;
  private static final int DIMENSION = 128;
  private static final int QUERIES = 40;

  private final Random random = new Random(7);

  private float[] noise() {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void nearestRowsOfNoiseAreFoundInMemoryAndInSegments(Metric metric) {
    try (Vecgo database = Vecgo.create(new MemoryStore(), CreateOptions.of(DIMENSION, metric))) {
      database.insertAll(Stream.generate(() -> VectorRecord.of(noise())).limit(ROWS).toList());
      List<float[]> queries = Stream.generate(this::noise).limit(QUERIES).toList();
      assertThat(recall(database, queries)).as("memtable").isGreaterThan(0.95);
      database.commit();
      assertThat(recall(database, queries)).as("segment").isGreaterThan(0.95);
    }
  }

  private static double recall(Vecgo database, List<float[]> queries) {
    long found = 0;
    for (float[] query : queries) {
      Set<Long> truth = ids(database, Query.of(query).exact());
      found += ids(database, Query.of(query)).stream().filter(truth::contains).count();
    }
    return found / (10.0 * queries.size());
  }

  private static Set<Long> ids(Vecgo database, Query query) {
    return database.search(query.k(10)).hits().stream().map(Hit::id).collect(Collectors.toSet());
  }
}
