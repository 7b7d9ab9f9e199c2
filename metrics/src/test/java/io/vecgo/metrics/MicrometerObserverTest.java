package io.vecgo.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Filter;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.MemoryStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus sees of a database. */
class MicrometerObserverTest {
  private static final CreateOptions OPTIONS = CreateOptions.of(2, Metric.L2);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MicrometerObserver observer = new MicrometerObserver(registry, "products");
  private final MemoryStore store = new MemoryStore();
  private final Vecgo database = opened();

  private Vecgo opened() {
    Vecgo.create(store, OPTIONS).close();
    return Vecgo.open(store, OpenOptions.defaults().observedBy(observer));
  }

  @AfterEach
  void close() {
    database.closeDiscarding();
  }

  private Scrape scrape() {
    return Scrape.of(registry.scrape());
  }

  private double operations(String op, String status) {
    return scrape().value("vecgo_operation_latency_seconds_count", "op", op, "status", status);
  }

  private static List<VectorRecord> rows(int count) {
    return java.util.stream.IntStream.range(0, count).mapToObj(i -> VectorRecord.of(i, i)).toList();
  }

  @Test
  void operationsAreCountedByOutcome() {
    database.insert(VectorRecord.of(1, 2).withKey("k"));
    assertThatThrownBy(() -> database.insert(VectorRecord.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
    database.get("k");
    database.search(Query.of(1, 2));
    database.delete("k");
    database.commit();
    for (String op : List.of("insert", "get", "search", "delete", "commit")) {
      assertThat(operations(op, "success")).as(op).isEqualTo(1);
    }
    assertThat(operations("insert", "error")).isEqualTo(1);
  }

  @Test
  void operationsThatNeverHappenedAreThereAsZero() {
    assertThat(operations("compaction", "error")).isZero();
    assertThat(scrape().value("vecgo_compactions_total", "status", "error")).isZero();
    assertThat(scrape().value("vecgo_segments_pruned_total", "by", "bloom")).isZero();
  }

  @Test
  void latenciesHaveBucketsFromMicrosecondsToSeconds() {
    database.insert(VectorRecord.of(1, 2));
    for (String bound : List.of("1.0E-5", "5.0E-4", "0.1", "50.0", "+Inf")) {
      assertThat(
              scrape()
                  .has(
                      "vecgo_operation_latency_seconds_bucket",
                      Map.of("op", "insert", "le", bound)))
          .as(bound)
          .isTrue();
    }
  }

  @Test
  void rowsOfBatchesAreCountedEach() {
    database.insertAll(rows(10));
    database.delete(Filter.all());
    assertThat(scrape().value("vecgo_writes_total", "type", "insert")).isEqualTo(10);
    assertThat(scrape().value("vecgo_writes_total", "type", "delete")).isEqualTo(10);
  }

  @Test
  void memtableGaugesAreRightAfterEachStep() {
    assertThat(scrape().value("vecgo_memtable_rows")).isZero();
    database.insertAll(rows(10));
    double bytes = (double) database.stats().memtableBytes();
    assertThat(scrape().value("vecgo_memtable_rows")).isEqualTo(10);
    assertThat(scrape().value("vecgo_memtable_size_bytes")).isEqualTo(bytes).isPositive();
    database.insert(VectorRecord.of(1, 2).withPayload(new byte[1 << 20]));
    assertThat(scrape().value("vecgo_memtable_size_bytes")).isGreaterThan(bytes + (1 << 20));
    database.commit();
    assertThat(scrape().value("vecgo_memtable_rows")).isZero();
    assertThat(scrape().value("vecgo_memtable_size_bytes")).isLessThan(bytes);
    assertThat(scrape().value("vecgo_segments")).isEqualTo(1);
    assertThat(scrape().value("vecgo_vectors")).isEqualTo(11);
  }

  @Test
  void commitsOfNothingAreNoFlushes() {
    database.commit();
    assertThat(scrape().value("vecgo_flushes_total")).isZero();
    database.insert(VectorRecord.of(1, 2));
    database.commit();
    assertThat(scrape().value("vecgo_flushes_total")).isEqualTo(1);
    assertThat(scrape().value("vecgo_written_bytes_total", "by", "flush"))
        .isGreaterThan((double) database.stats().diskBytes());
  }

  @Test
  void compactionsAreCounted() {
    for (VectorRecord row : rows(2)) {
      database.insert(row);
      database.commit();
    }
    database.compact();
    assertThat(scrape().value("vecgo_compactions_total", "status", "success")).isEqualTo(1);
    assertThat(scrape().value("vecgo_segments")).isEqualTo(1);
  }

  @Test
  void searchesForEveryRowSayNothingOfPruning() {
    database.insertAll(rows(3));
    database.search(Query.of(1, 2));
    assertThat(scrape().value("vecgo_segments_considered_total")).isZero();
    database.delete(1);
    database.search(Query.of(1, 2).filter(Filter.parse("a = 1")));
    assertThat(scrape().value("vecgo_segments_considered_total")).isEqualTo(1);
    assertThat(scrape().value("vecgo_segments_pruned_ratio")).isZero();
  }

  @Test
  void gaugesEndWithTheDatabaseAndComeBackWithIt() {
    database.insert(VectorRecord.of(1, 2));
    database.close();
    assertThat(scrape().names()).doesNotContain("vecgo_vectors", "vecgo_memtable_size_bytes");
    assertThat(scrape().value("vecgo_writes_total", "type", "insert")).isEqualTo(1);
    try (Vecgo again = Vecgo.open(store, OpenOptions.defaults().observedBy(observer))) {
      assertThat(again.stats().totalVectors()).isEqualTo(1);
      assertThat(scrape().value("vecgo_vectors")).isEqualTo(1);
    }
  }

  @Test
  void databasesOfOneRegistryAreToldApartByName() {
    MemoryStore other = new MemoryStore();
    Vecgo.create(other, OPTIONS).close();
    MicrometerObserver people = new MicrometerObserver(registry, "people");
    try (Vecgo second = Vecgo.open(other, OpenOptions.defaults().observedBy(people))) {
      second.insertAll(rows(2));
      assertThat(scrape().value("vecgo_vectors", "database", "people")).isEqualTo(2);
      assertThat(scrape().value("vecgo_vectors", "database", "products")).isZero();
    }
  }

  @Test
  void twoOpenDatabasesOfOneNameAreRefused() {
    MemoryStore other = new MemoryStore();
    Vecgo.create(other, OPTIONS).close();
    OpenOptions sameName =
        OpenOptions.defaults().observedBy(new MicrometerObserver(registry, "products"));
    assertThatThrownBy(() -> Vecgo.open(other, sameName))
        .hasMessage("database=products: must be the name of one open database of this registry");
    assertThat(scrape().value("vecgo_vectors")).isZero();
  }

  @Test
  void roomOnTheVolumeIsTold(@TempDir Path directory) {
    Vecgo.create(directory, OPTIONS).close();
    MicrometerObserver local = new MicrometerObserver(registry, "local");
    try (Vecgo _ = Vecgo.open(directory, OpenOptions.defaults().observedBy(local))) {
      assertThat(scrape().value("vecgo_disk_used_bytes", "database", "local")).isPositive();
      assertThat(scrape().value("vecgo_disk_usable_bytes", "database", "local")).isPositive();
    }
  }
}
