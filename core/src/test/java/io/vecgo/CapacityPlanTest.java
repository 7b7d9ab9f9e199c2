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
import io.vecgo.segment.SectionKind;
import io.vecgo.segment.SectionSizes;
import io.vecgo.store.BlobStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void eachComponentIsWithinTenPercentOfItsSection() throws IOException {
    CapacityPlan plan = plan(9_000, 64, Metric.COSINE, IndexSettings.DEFAULT);
    MemoryStore store = new MemoryStore();
    try (Vecgo database = real(store, 9_000, 64, Metric.COSINE, IndexSettings.DEFAULT)) {
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
    }
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
    assertThat(small.memoryBytes()).isLessThan(8_000_000_000L);
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
