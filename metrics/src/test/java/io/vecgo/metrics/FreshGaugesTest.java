package io.vecgo.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.ResourceController;
import io.vecgo.ResourceLimits;
import io.vecgo.Vecgo;
import io.vecgo.model.Filter;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.MemoryStats;
import io.vecgo.observe.VersionStats;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobStore;
import io.vecgo.store.ForwardingStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No gauge is stale: each is what the database says, whatever has happened last. */
class FreshGaugesTest {
  private static final List<VectorRecord> BATCH = Collections.nCopies(20, VectorRecord.of(1, 2));
  private static final long FILL_BYTES = 100_000;
  private static final long MEMORY_BYTES = 100L << 20;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private Vecgo database = Vecgo.create(new MemoryStore(), options());

  private static CreateOptions options() {
    return CreateOptions.of(2, Metric.L2);
  }

  @BeforeEach
  void open(@TempDir Path directory) {
    database.close();
    OpenOptions opened =
        OpenOptions.defaults()
            .observedBy(new MicrometerObserver(registry, "db"))
            .memtableBytes(FILL_BYTES)
            .resources(new ResourceController(ResourceLimits.none().memoryBytes(MEMORY_BYTES)))
            .withoutAutomaticCompaction();
    database = Vecgo.create(directory.resolve("db"), options(), opened);
  }

  @AfterEach
  void close() {
    database.closeDiscarding();
  }

  private double value(String name, String... labels) {
    return Scrape.of(registry.scrape()).value(name, labels);
  }

  /** Every gauge of the database that does not change by itself. */
  private void isFresh(String when) {
    DatabaseStats stats = database.stats();
    is("vecgo_memtable_size_bytes", stats.memtableBytes(), when);
    is("vecgo_memtable_rows", stats.memtableRows(), when);
    double limit = (double) stats.memtableLimitBytes().orElseThrow();
    is("vecgo_memtable_usage_ratio", (double) stats.memtableBytes() / limit, when);
    MemoryStats memory = stats.memory();
    memory
        .byUse()
        .forEach((use, bytes) ->
            assertThat(value("vecgo_memory_bytes", "use", use.label()))
                .as(use + " " + when)
                .isEqualTo(bytes.doubleValue()));
    is("vecgo_memory_budget_bytes", memory.limitBytes().orElseThrow(), when);
    is("vecgo_memory_budget_used_bytes", memory.usedByAll(), when);
    is("vecgo_memory_budget_reserved_bytes", memory.reservedByAll(), when);
    is("vecgo_vectors", stats.totalVectors(), when);
    is("vecgo_version", stats.manifestId(), when);
    VersionStats versions = stats.versions().orElseThrow();
    is("vecgo_versions", versions.count(), when);
    is("vecgo_reclaimable_bytes", versions.reclaimableBytes(), when);
    is("vecgo_segments", stats.segmentCount(), when);
    is("vecgo_tombstones", stats.tombstones(), when);
    is("vecgo_database_size_bytes", stats.diskBytes(), when);
    is("vecgo_missing_segments", stats.missing().size(), when);
    assertThat(value("vecgo_queue_depth", "queue", "commit_queue"))
        .as("commit_queue " + when)
        .isEqualTo(stats.background().frozenMemtables());
  }

  private void is(String gauge, Number expected, String when) {
    assertThat(value(gauge)).as(gauge + " " + when).isEqualTo(expected.doubleValue());
  }

  @Test
  void gaugesAreRightAfterEachStepAndWhenIdle() {
    isFresh("in an empty database");
    database.insert(VectorRecord.of(1, 2));
    isFresh("after an insert");
    is("vecgo_memtable_rows", 1, "after an insert");
    database.insertAll(BATCH);
    isFresh("after a batch");
    is("vecgo_memtable_rows", 21, "after a batch");
    database.commit();
    isFresh("after a commit");
    is("vecgo_memtable_rows", 0, "after a commit");
    is("vecgo_segments", 1, "after a commit");
    database.delete(Filter.all());
    isFresh("after deletes");
    is("vecgo_tombstones", 21, "after deletes");
    database.insertAll(BATCH);
    database.commit();
    database.compact();
    isFresh("after a compaction");
    is("vecgo_tombstones", 0, "after a compaction");
    database.rollback(2);
    isFresh("after a rollback");
    is("vecgo_vectors", 21, "after a rollback");
    database.vacuum(new RetentionPolicy(1, Duration.ZERO, Duration.ZERO));
    isFresh("after a vacuum");
    is("vecgo_versions", 1, "after a vacuum");
    is("vecgo_reclaimable_bytes", 0, "after a vacuum");
    isFresh("when idle");
  }

  /** A program that reads one gauge after the other, as no scraper does. */
  @Test
  void singleGaugesAreRightAfterWhatTheirReaderDid() {
    assertThat(gauge("vecgo.vectors")).isZero();
    database.insertAll(BATCH);
    assertThat(gauge("vecgo.memtable.rows")).isEqualTo(20);
    database.commit();
    assertThat(gauge("vecgo.segments")).isEqualTo(1);
    database.delete(Filter.all());
    assertThat(gauge("vecgo.tombstones")).isEqualTo(20);
    database.commit();
    assertThat(gauge("vecgo.vectors")).isZero();
    database.compact();
    assertThat(gauge("vecgo.tombstones")).isZero();
    database.rollback(2);
    assertThat(gauge("vecgo.version")).isEqualTo((double) database.version());
    database.vacuum(new RetentionPolicy(1, Duration.ZERO, Duration.ZERO));
    assertThat(gauge("vecgo.versions")).isEqualTo(1);
  }

  @Test
  void countsOfTheCacheAreRightAfterWhatTheirReaderSearched() {
    try (Vecgo unmapped = unmapped()) {
      assertThat(countOfUnmapped("vecgo.block.cache.requests")).isZero();
      unmapped.search(Query.of(1, 2));
      assertThat(countOfUnmapped("vecgo.block.cache.fetched"))
          .isPositive()
          .isEqualTo((double) unmapped.stats().blockCache().fetchedBytes());
    }
  }

  /** The registry itself holds what it asks only weakly. */
  @Test
  @Timeout(60)
  void countsGoOnWhenTheHeapWasCollected() {
    try (Vecgo unmapped = unmapped()) {
      collectGarbage();
      unmapped.search(Query.of(1, 2));
      assertThat(countOfUnmapped("vecgo.block.cache.fetched")).isPositive();
    }
  }

  private static void collectGarbage() {
    WeakReference<Object> garbage = new WeakReference<>(new Object());
    while (garbage.get() != null) {
      System.gc();
    }
  }

  private Vecgo unmapped() {
    MemoryStore store = new MemoryStore();
    try (Vecgo filled = Vecgo.create(store, options())) {
      filled.insertAll(BATCH);
    }
    OpenOptions opened =
        OpenOptions.defaults()
            .readOnly()
            .withoutMapping()
            .observedBy(new MicrometerObserver(registry, "unmapped"));
    return Vecgo.open(store, opened);
  }

  private double countOfUnmapped(String name) {
    return registry.get(name).tag("database", "unmapped").functionCounter().count();
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  @Test
  void scrapeListsTheStoreOnce() {
    ListCountingStore store = new ListCountingStore(new MemoryStore());
    PrometheusMeterRegistry scraped = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    OpenOptions opened =
        OpenOptions.defaults().observedBy(new MicrometerObserver(scraped, "counted"));
    try (Vecgo counted = Vecgo.create(store, options(), opened)) {
      for (int scrape = 0; scrape < 5; scrape++) {
        counted.insertAll(BATCH);
        counted.commit();
        int before = store.lists();
        assertThat(Scrape.of(scraped.scrape()).value("vecgo_vectors"))
            .isEqualTo(20.0 * (scrape + 1));
        assertThat(store.lists() - before).as("lists of one scrape").isEqualTo(1);
      }
    }
  }

  /** Counts how often it is asked what it holds. */
  private static final class ListCountingStore extends ForwardingStore {
    private final AtomicInteger lists = new AtomicInteger();

    ListCountingStore(BlobStore store) {
      super(store);
    }

    @Override
    public List<BlobInfo> list(String prefix) throws IOException {
      lists.incrementAndGet();
      return super.list(prefix);
    }

    int lists() {
      return lists.get();
    }
  }
}
