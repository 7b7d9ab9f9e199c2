package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Layout;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.model.Query;
import io.vecgo.model.Query.Returned;
import io.vecgo.model.Schema;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.MemoryUse;
import io.vecgo.observe.PartStats;
import io.vecgo.store.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read through the cache of blocks is what is read of mapped files. */
class BlockCacheEverywhereTest {
  private static final int DIMENSION = 96;
  private static final int ROWS = 3_000;
  private static final int QUERIES = 12;
  private static final long SMALLEST = 1 << 20;

  /** An index and a metric; each metric comes with several. */
  record Made(IndexSettings index, Metric metric) {}

  static Stream<Made> databases() {
    Metric[] metrics = Metric.values();
    List<Made> all = new ArrayList<>();
    for (String label : List.of("none", "sq8", "bq", "rabitq-1", "rabitq-4", "pq")) {
      IndexSettings index = IndexSettings.DEFAULT.withQuantization(Quantization.parse(label));
      all.add(new Made(index, metrics[all.size() % metrics.length]));
    }
    all.add(new Made(IndexSettings.DEFAULT.withLayout(Layout.TURBO), Metric.COSINE));
    return all.stream();
  }

  private static MemoryStore filled(Made made) {
    MemoryStore store = new MemoryStore();
    CreateOptions options =
        CreateOptions.of(DIMENSION, made.metric())
            .withIndex(made.index())
            .withSchema(Schema.parse("body:text"));
    try (Vecgo database = Vecgo.create(store, options)) {
      fill(database, 0, ROWS);
      database.commit();
      fill(database, ROWS, ROWS + 500);
      database.commit();
    }
    return store;
  }

  private static void fill(Vecgo database, int from, int to) {
    Random random = new Random(from);
    List<VectorRecord> records = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Document document =
          Document.of("number", i).with("group", i % 10).with("body", "word" + i % 50 + " plain");
      VectorRecord record = VectorRecord.of(vector(random)).withMetadata(document);
      records.add(
          (i % 3 == 0 ? record : record.withKey("key-" + i))
              .withPayload(("payload " + "x".repeat(i % 200)).getBytes(StandardCharsets.UTF_8)));
    }
    database.insertAll(records);
  }

  private static float[] vector(Random random) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  private static OpenOptions paged(long cacheBytes) {
    return OpenOptions.defaults().readOnly().withoutMapping().blockCacheSize(cacheBytes);
  }

  private static List<Query> queries() {
    Random random = new Random(99);
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < QUERIES; i++) {
      Query near = Query.of(vector(random)).k(10);
      queries.add(near.returning(Returned.values()));
      queries.add(near.exact());
      queries.add(near.filter(Filter.eq("group", i % 10)).returning(Returned.METADATA));
      queries.add(near.filter(Filter.lt("number", 40)).k(50).returning(Returned.VECTOR));
      queries.add(Query.text("word" + i).k(10).returning(Returned.PAYLOAD));
    }
    return queries;
  }

  private static List<String> answers(Vecgo database) {
    return queries().stream().map(query -> words(database.search(query).hits())).toList();
  }

  /** All of what was found, in a form that is compared quickly. */
  private static String words(List<Hit> hits) {
    StringBuilder words = new StringBuilder();
    for (Hit hit : hits) {
      words.append(hit.id()).append(' ').append(hit.score()).append(' ').append(hit.key());
      words.append(hit.metadata()).append(hit.vector().map(Arrays::hashCode));
      words.append(hit.payload().map(Arrays::hashCode)).append('\n');
    }
    return words.toString();
  }

  private static String words(StoredRecord record) {
    return record.id()
        + record.key().orElse("")
        + record.metadata()
        + Arrays.hashCode(record.vector())
        + Arrays.hashCode(record.payload());
  }

  private static List<String> records(Vecgo database) {
    try (Stream<StoredRecord> all = database.scan(Filter.all())) {
      return all.map(BlockCacheEverywhereTest::words).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void searchesFindTheSame(Made made) {
    MemoryStore store = filled(made);
    try (Vecgo mapped = Vecgo.open(store, OpenOptions.defaults().readOnly());
        Vecgo small = Vecgo.open(store, paged(SMALLEST));
        Vecgo large = Vecgo.open(store, paged(64 << 20))) {
      List<String> expected = answers(mapped);
      assertThat(answers(small)).isEqualTo(expected);
      assertThat(answers(large)).isEqualTo(expected);
      assertThat(mapped.stats().blockCache().requests()).isZero();
      assertThat(small.stats().blockCache().evictions()).isPositive();
      assertThat(small.stats().blockCache().heldBytes()).isLessThanOrEqualTo(SMALLEST);
      assertThat(large.stats().blockCache().hitRatio()).isGreaterThan(0.5);
    }
  }

  @Test
  void recordsAreTheSame() {
    MemoryStore store = filled(databases().findFirst().orElseThrow());
    try (Vecgo mapped = Vecgo.open(store, OpenOptions.defaults().readOnly());
        Vecgo small = Vecgo.open(store, paged(SMALLEST))) {
      assertThat(records(small)).isEqualTo(records(mapped));
      for (long id = 1; id < 300; id++) {
        assertThat(words(small.get(id).orElseThrow()))
            .isEqualTo(words(mapped.get(id).orElseThrow()));
      }
      assertThat(small.get("key-1"))
          .map(BlockCacheEverywhereTest::words)
          .isEqualTo(mapped.get("key-1").map(BlockCacheEverywhereTest::words));
      assertThat(small.get("key-0")).isEmpty();
      assertThat(small.searchAll(queries()))
          .map(result -> words(result.hits()))
          .isEqualTo(
              mapped.searchAll(queries()).stream().map(result -> words(result.hits())).toList());
    }
  }

  private static long keptForWalks(MemoryStore store, OpenOptions options) {
    try (Vecgo database = Vecgo.open(store, options)) {
      Query query = Query.of(vector(new Random(99))).k(1).ef(10);
      assertThat(database.search(query).stats().parts())
          .extracting(PartStats::plan)
          .contains(PartStats.Plan.GRAPH)
          .doesNotContain(PartStats.Plan.EXACT);
      return database.stats().memory().byUse().getOrDefault(MemoryUse.SEARCHES, 0L);
    }
  }

  @Test
  void copiesOfVectorsThatWalksKeepAreCharged() {
    MemoryStore store = new MemoryStore();
    IndexSettings walksReadVectors =
        IndexSettings.DEFAULT.withQuantization(Quantization.parse("none"));
    CreateOptions created = CreateOptions.of(DIMENSION, Metric.L2).withIndex(walksReadVectors);
    try (Vecgo database = Vecgo.create(store, created)) {
      fill(database, 0, 4 * ROWS);
    }
    long mapped = keptForWalks(store, OpenOptions.defaults().readOnly());
    long copying = keptForWalks(store, paged(SMALLEST));
    assertThat(copying - mapped).isGreaterThan(DIMENSION * Float.BYTES);
  }

  @Test
  void manyThreadsFindTheSameThroughAFewBlocks() throws Exception {
    MemoryStore store = filled(databases().findFirst().orElseThrow());
    try (Vecgo mapped = Vecgo.open(store, OpenOptions.defaults().readOnly());
        Vecgo small = Vecgo.open(store, paged(SMALLEST))) {
      List<String> expected = answers(mapped);
      List<FutureTask<?>> readers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        FutureTask<?> reader =
            new FutureTask<>(() -> assertThat(answers(small)).isEqualTo(expected), expected);
        Thread.ofPlatform().daemon().start(reader);
        readers.add(reader);
      }
      for (FutureTask<?> reader : readers) {
        reader.get();
      }
      assertThat(small.stats().blockCache().heldBytes()).isLessThanOrEqualTo(SMALLEST);
    }
  }

  @Test
  void segmentsThatAreNotMappedAreMerged() {
    MemoryStore store = filled(databases().skip(4).findFirst().orElseThrow());
    OpenOptions options = OpenOptions.defaults().withoutMapping().blockCacheSize(SMALLEST);
    try (Vecgo database = Vecgo.open(store, options)) {
      List<String> before = records(database);
      float[] vector = database.get(8).orElseThrow().vector();
      database.delete(1);
      database.commit();
      database.compact();
      assertThat(database.stats().segmentCount()).isOne();
      assertThat(records(database)).isEqualTo(before.subList(1, before.size()));
      assertThat(database.search(Query.of(vector).k(1)).hits())
          .extracting(Hit::id)
          .containsExactly(8L);
    }
  }
}
