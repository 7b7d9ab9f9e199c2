package io.vecgo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.engine.Settings.Access;
import io.vecgo.manifest.Manifest;
import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Layout;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.Schema;
import io.vecgo.model.Value;
import io.vecgo.model.VectorRecord;
import io.vecgo.query.Strategy;
import io.vecgo.store.MemoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilteredWalksTest {
  private static final int DIMENSION = 8;
  private static final int COMMITTED = 1_200;
  private static final int ROWS = 1_500;
  private static final int SEARCHES = 5_000;

  private final Random random = new Random(7);

  /** 20,000 searches in all, from all rows matching down to one. */
  @ParameterizedTest
  @CsvSource({"WALK, COMPACT", "CHEAPEST, COMPACT", "WALK, TURBO", "CHEAPEST, TURBO"})
  void neverFewerThanKWhereKRowsMatch(Strategy strategy, Layout layout) {
    Database database = database(strategy, layout);
    fill(database);
    for (int i = 0; i < SEARCHES; i++) {
      int matching = (int) Math.round(Math.pow(ROWS, 1 - i / (SEARCHES - 1.0)));
      int k = 1 + random.nextInt(20);
      Filter filter = Filter.lt(i % 2 == 0 ? "any" : "corner", matching);
      List<Hit> hits = database.search(Query.of(vector()).k(k).filter(filter)).hits();
      assertThat(hits).as("search %d", i).hasSize(Math.min(k, matching));
      for (Hit hit : hits) {
        String field = i % 2 == 0 ? "any" : "corner";
        Value.Int value = (Value.Int) hit.metadata().orElseThrow().get(field).orElseThrow();
        assertThat(value.value()).isLessThan(matching);
      }
    }
    database.closeDiscarding();
  }

  private static Database database(Strategy strategy, Layout layout) {
    Settings settings =
        Settings.standard(Access.WRITE)
            .withStrategy(strategy)
            .withBackground(Background.standard().withCompaction(Optional.empty()));
    IndexSettings index = IndexSettings.DEFAULT.withLayout(layout);
    Manifest first = Manifest.first(Instant.EPOCH, DIMENSION, Metric.L2, Schema.NONE, index);
    return Database.create(new MemoryStore(), settings, first);
  }

  /** Rows of a field in no order, and of one whose smallest values are in one corner. */
  private void fill(Database database) {
    List<Integer> any = new ArrayList<>(IntStream.range(0, ROWS).boxed().toList());
    Collections.shuffle(any, random);
    List<float[]> vectors = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      vectors.add(vector());
    }
    List<Float> fromCorner = vectors.stream().map(vector -> vector[0]).sorted().toList();
    List<VectorRecord> records = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      int rank = Collections.binarySearch(fromCorner, vectors.get(row)[0]);
      records.add(VectorRecord.of(vectors.get(row)).with("any", any.get(row)).with("corner", rank));
    }
    database.insert(records.subList(0, COMMITTED));
    database.commit();
    database.insert(records.subList(COMMITTED, ROWS));
  }

  private float[] vector() {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
