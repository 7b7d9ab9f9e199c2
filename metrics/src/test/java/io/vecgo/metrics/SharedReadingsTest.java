package io.vecgo.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.CreateOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Metric;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.store.MemoryStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a database is asked anew for its gauges. */
class SharedReadingsTest {
  private final Vecgo database = Vecgo.create(new MemoryStore(), CreateOptions.of(2, Metric.L2));
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final SharedReadings readings = new SharedReadings(this::stats, nanos::get);
  private final Supplier<DatabaseStats> first = readings.forGauge();
  private final Supplier<DatabaseStats> second = readings.forGauge();

  private DatabaseStats stats() {
    asked.incrementAndGet();
    return database.stats();
  }

  private static void read(Supplier<DatabaseStats> gauge) {
    assertThat(gauge.get()).isNotNull();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void gaugesOfOneScrapeShareAReading() {
    assertThat(first.get()).isSameAs(second.get());
    assertThat(asked).hasValue(1);
  }

  @Test
  void gaugeThatAsksAgainBeginsAnotherScrape() {
    DatabaseStats before = first.get();
    assertThat(first.get()).isNotSameAs(before);
    read(second);
    assertThat(asked).hasValue(2);
  }

  @Test
  void readingsServeNotForLong() {
    read(first);
    nanos.addAndGet(SharedReadings.LIFETIME.toNanos());
    read(second);
    assertThat(asked).hasValue(2);
  }

  @Test
  void threadsDoNotShareReadings() {
    DatabaseStats mine = first.get();
    DatabaseStats other = CompletableFuture.supplyAsync(second, Thread::startVirtualThread).join();
    assertThat(other).isNotSameAs(mine);
    assertThat(second.get()).isSameAs(mine);
  }

  @Test
  void threadSeesWhatItDidItself() {
    read(first);
    readings.changed();
    read(second);
    assertThat(asked).hasValue(2);
  }

  @Test
  void workOfAnotherThreadDoesNotCutAScrapeInTwo() {
    read(first);
    CompletableFuture.runAsync(readings::changed, Thread::startVirtualThread).join();
    read(second);
    assertThat(asked).hasValue(1);
  }
}
