package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecgo.CapacityPlan.Component;
import io.vecgo.Workload.Field;
import io.vecgo.Workload.Memtables;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Layout;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.MemoryUse;
import io.vecgo.segment.SectionKind;
import io.vecgo.segment.SectionSizes;
import io.vecgo.store.BlobStore;
import io.vecgo.store.HookedStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapacityPlanTest {
  private static final int KEY_BYTES = 10;
  private static final int PAYLOAD_BYTES = 40;

  private static final int WORDS = 5_000;
  private static final int TEXT_WORDS = 20;
  private static final Schema SCHEMA = Schema.parse("body:text");

  private static final List<Field> FIELDS =
      List.of(
          Field.parse("lang:string:3:2"),
          Field.parse("year:int:40"),
          Field.parse("title:string:1000000:34"),
          Field.parse("body:text:" + WORDS + ":" + TEXT_WORDS * 6));

  /** The example of operations handbooks: ten million vectors of 1,536 components. */
  private static final Workload EXAMPLE = Workload.of(10_000_000, 1536);

  private static VectorRecord record(int row, int dimension, Random random) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return VectorRecord.of(vector)
        .withKey("key-%06d".formatted(row))
        .with("lang", List.of("de", "en", "fr").get(row % 3))
        .with("year", 1980 + random.nextInt(40))
        .with("title", "On the nature of thing %011d".formatted(row))
        .with("body", text(random))
        .withPayload(new byte[PAYLOAD_BYTES]);
  }

  /** Words of five letters, the n-th of them n times rarer than the first. */
  private static String text(Random random) {
    return IntStream.range(0, TEXT_WORDS)
        .map(_ -> (int) Math.pow(WORDS + 1.0, random.nextDouble()))
        .mapToObj(rank -> "%05d".formatted(rank * 7_919 % 100_000).replace('0', 'o'))
        .collect(Collectors.joining(" "));
  }

  private static Vecgo real(
      BlobStore store, int rows, int dimension, Metric metric, IndexSettings index) {
    Random random = new Random(7);
    List<VectorRecord> records = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      records.add(record(row, dimension, random));
    }
    CreateOptions options = CreateOptions.of(dimension, metric).withIndex(index).withSchema(SCHEMA);
    Vecgo database = Vecgo.create(store, options);
    database.insertAll(records);
    database.commit();
    return database;
  }

  private static CapacityPlan plan(int rows, int dimension, Metric metric, IndexSettings index) {
    return CapacityPlan.of(
        Workload.of(rows, dimension)
            .withIndex(metric, index)
            .withContent(KEY_BYTES, PAYLOAD_BYTES, FIELDS)
            .keeping(Memtables.DEFAULT, 1));
  }

  /** Without what is only there for other versions and while merging. */
  private static long data(CapacityPlan plan) {
    return plan.diskBytes() - bytes(plan.disk(), "versions") - bytes(plan.disk(), "compaction");
  }

  private static long bytes(List<Component> components, String name) {
    return components.stream()
        .filter(component -> component.name().equals(name))
        .mapToLong(Component::bytes)
        .sum();
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 64, COSINE, rabitq-4, COMPACT",
    "3000, 64, COSINE, rabitq-4, COMPACT",
    "9000, 64, COSINE, rabitq-4, COMPACT",
    "1000, 100, L2, rabitq-1, COMPACT",
    "1000, 64, DOT, sq8, COMPACT",
    "1000, 64, L2, none, COMPACT",
    "3000, 64, L2, pq-16, COMPACT",
    "1000, 64, COSINE, rabitq-4, TURBO"
  })
  void diskIsWithinTenPercentOfARealDatabase(
      int rows, int dimension, Metric metric, String quantization, Layout layout) {
    IndexSettings index = new IndexSettings(8, 40, Quantization.parse(quantization), layout);
    CapacityPlan plan = plan(rows, dimension, metric, index);
    try (Vecgo database = real(new MemoryStore(), rows, dimension, metric, index)) {
      assertThat(data(plan)).isCloseTo(database.stats().diskBytes(), Percentage.withPercentage(10));
      assertThat(bytes(plan.disk(), "versions"))
          .isCloseTo(database.versions().getLast().bytes(), Percentage.withPercentage(10));
    }
  }

  /** Every quantizer at three sizes; the graph and the vectors are those of memory, too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rabitq-1",
        "rabitq-2",
        "rabitq-4",
        "rabitq-8",
        "sq8",
        "int4",
        "bq",
        "pq-16",
        "opq-16",
        "none"
      })
  void eachComponentIsWithinTenPercentOfItsSection(String quantization) throws IOException {
    IndexSettings index = new IndexSettings(8, 40, Quantization.parse(quantization));
    for (int rows : List.of(1_000, 2_000, 4_000)) {
      CapacityPlan plan = plan(rows, 64, Metric.COSINE, index);
      MemoryStore store = new MemoryStore();
      try (Vecgo database = real(store, rows, 64, Metric.COSINE, index)) {
        SectionSizes real = SectionSizes.of(store, database.stats().segments().getFirst().file());
        isClose(plan, "vectors", real.sum(SectionKind.VECTORS, SectionKind.SCALES));
        isClose(plan, "codes", real.sum(SectionKind.CODES, SectionKind.QUANTIZER));
        isClose(plan, "graph", real.sum(SectionKind.GRAPH));
        isClose(plan, "ids", real.sum(SectionKind.IDS));
        isClose(plan, "keys", real.sum(SectionKind.KEYS, SectionKind.KEY_TABLE));
        isClose(plan, "documents", real.sum(SectionKind.DOCUMENTS));
        isClose(plan, "columns", real.sum(SectionKind.COLUMNS));
        isClose(plan, "text", real.sum(SectionKind.TEXT));
        isClose(plan, "payloads", real.sum(SectionKind.PAYLOADS));
        for (String inMemory : List.of("codes", "graph")) {
          assertThat(bytes(plan.memory(), inMemory)).isEqualTo(bytes(plan.disk(), inMemory));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 2_000, 4_000})
  void memoryOfAMergeIsWithinTenPercentOfWhatOneIsCharged(int rows) {
    IndexSettings index = new IndexSettings(8, 40, Quantization.parse("rabitq-4"));
    HookedStore store = new HookedStore(new MemoryStore());
    try (Vecgo database = real(store, rows + 1, 64, Metric.COSINE, index)) {
      database.delete(1);
      AtomicLong charged = new AtomicLong();
      store.beforeCreating("segment", () -> charged.set(memory(database, MemoryUse.MERGES)));
      database.commit();
      database.compact();
      assertThat(bytes(plan(rows, 64, Metric.COSINE, index).memory(), "compaction"))
          .isCloseTo(charged.get(), Percentage.withPercentage(10));
    }
  }

  private static long memory(Vecgo database, MemoryUse use) {
    return database.stats().memory().byUse().getOrDefault(use, 0L);
  }

  @ParameterizedTest
  @ValueSource(longs = {8L << 20, 16L << 20, 32L << 20})
  void fullMemtableTakesWithinTenPercentOfItsShareOfThePlan(long memtableBytes) {
    Memtables memtables = new Memtables(memtableBytes, 4);
    CapacityPlan plan = CapacityPlan.of(Workload.of(1_000, 256).keeping(memtables, 1));
    try (Vecgo database =
        Vecgo.create(
            new MemoryStore(),
            CreateOptions.of(256, Metric.COSINE),
            OpenOptions.defaults().memtableBytes(Long.MAX_VALUE))) {
      Random random = new Random(5);
      while (database.stats().background().activeMemtableBytes() < memtableBytes) {
        database.insertAll(rows(100, random));
      }
      assertThat(bytes(plan.memory(), "memtables") / 5)
          .isCloseTo(memory(database, MemoryUse.MEMTABLES), Percentage.withPercentage(10));
      database.closeDiscarding();
    }
  }

  private static List<VectorRecord> rows(int count, Random random) {
    List<VectorRecord> records = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      float[] vector = new float[256];
      vector[random.nextInt(256)] = 1;
      records.add(VectorRecord.of(vector));
    }
    return records;
  }

  private static void isClose(CapacityPlan plan, String component, long realBytes) {
    assertThat(bytes(plan.disk(), component))
        .as(component)
        .isCloseTo(realBytes, Percentage.withPercentage(10));
  }

  @Test
  void tenMillionVectorsWantMoreDiskThanOneAndAHalfTimesTheirSizeAndMemoryByTheQuantization() {
    CapacityPlan plan = CapacityPlan.of(EXAMPLE);
    assertThat(bytes(plan.disk(), "vectors")).isEqualTo(10_000_000L * (1536 * 4 + 4));
    assertThat(bytes(plan.disk(), "codes")).isBetween(7_840_000_000L, 7_841_000_000L);
    assertThat(bytes(plan.memory(), "graph")).isBetween(1_320_000_000L, 1_321_000_000L);
    assertThat(plan.diskBytes()).isBetween(140_000_000_000L, 145_000_000_000L);
    assertThat(plan.memoryBytes()).isGreaterThan(8_000_000_000L);
    IndexSettings oneBit = EXAMPLE.index().withQuantization(new Quantization.RaBitQ(1));
    CapacityPlan small = CapacityPlan.of(EXAMPLE.withIndex(Metric.COSINE, oneBit));
    assertThat(memoryAtRest(small)).isLessThan(4_200_000_000L);
    assertThat(small.memoryBytes()).isBetween(8_000_000_000L, 8_500_000_000L);
  }

  /** After a wanted change, copy the rows from the failure into the page. */
  @Test
  void figuresOfTheOperationsPageAreThoseOfThePlan() throws IOException {
    List<CapacityPlan> plans =
        Stream.of("rabitq-4", "rabitq-1", "sq8")
            .map(Quantization::parse)
            .map(EXAMPLE.index()::withQuantization)
            .map(index -> CapacityPlan.of(EXAMPLE.withIndex(Metric.COSINE, index)))
            .toList();
    String rows =
        pageRow("vectors", plans, plan -> bytes(plan.disk(), "vectors"))
            + pageRow("codes", plans, plan -> bytes(plan.disk(), "codes"))
            + pageRow("graph", plans, plan -> bytes(plan.disk(), "graph"))
            + pageRow("disk, at rest", plans, CapacityPlanTest::data)
            + pageRow("disk, to merge all", plans, CapacityPlan::diskBytes)
            + pageRow("memory, at rest", plans, CapacityPlanTest::memoryAtRest)
            + pageRow("memory, to merge all", plans, CapacityPlan::memoryBytes);
    assertThat(Files.readString(Path.of("../docs/operations.md"))).contains(rows);
  }

  private static long memoryAtRest(CapacityPlan plan) {
    return plan.memoryBytes() - bytes(plan.memory(), "compaction");
  }

  private static String pageRow(
      String name, List<CapacityPlan> plans, ToLongFunction<CapacityPlan> figure) {
    return plans.stream()
        .map(plan -> String.format(Locale.ROOT, "%.1f GB", figure.applyAsLong(plan) / 1e9))
        .collect(Collectors.joining(" | ", "| " + name + " | ", " |\n"));
  }

  @Test
  void sumsAreThoseOfTheComponentsNoneOfWhichIsEmpty() {
    CapacityPlan plan = CapacityPlan.of(Workload.of(1_000, 8));
    assertThat(plan.memoryBytes())
        .isEqualTo(plan.memory().stream().mapToLong(Component::bytes).sum());
    assertThat(plan.memory()).allMatch(component -> component.bytes() > 0);
    assertThat(plan.disk()).allMatch(component -> component.bytes() > 0);
  }

  @Test
  void impossibleWorkloadsAreRefused() {
    assertThatThrownBy(() -> Workload.of(0, 8)).hasMessage("vectors=0: must be 1 to 1099511627776");
    assertThatThrownBy(() -> Workload.of(1, 0)).hasMessageStartingWith("dimension=0");
    assertThatThrownBy(() -> Field.parse("a:int"))
        .hasMessage("field=a:int: must be name:type:distinct or name:type:distinct:bytes");
    assertThatThrownBy(() -> Field.parse("a:int[]:5")).hasMessageStartingWith("type=int[]: must");
  }
}
