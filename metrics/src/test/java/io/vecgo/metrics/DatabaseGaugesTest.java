package io.vecgo.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vecgo.observe.BackgroundStats;
import io.vecgo.observe.BlockCacheStats;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.observe.DiskCacheStats;
import io.vecgo.observe.DiskSpace;
import io.vecgo.observe.LatencyStats;
import io.vecgo.observe.MemoryStats;
import io.vecgo.observe.RecallEstimate;
import io.vecgo.observe.VersionStats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each gauge has the figure that its name says: here no two figures are the same. */
class DatabaseGaugesTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);

  private final SimpleMeterRegistry registry =
      new SimpleMeterRegistry(SimpleConfig.DEFAULT, new FixedClock());

  private static final class FixedClock implements Clock {
    @Override
    public long wallTime() {
      return NOW.toEpochMilli();
    }

    @Override
    public long monotonicTime() {
      return 0;
    }
  }

  private static DatabaseStats stats() {
    return new DatabaseStats(
        11,
        12,
        13,
        14,
        15,
        16,
        17,
        OptionalLong.of(34),
        List.of(),
        List.of(),
        Optional.of(new VersionStats(21, Optional.of(NOW.minusSeconds(22)), 23)),
        Optional.of(new DiskSpace(31, 32)),
        LatencyStats.NONE,
        Optional.of(new RecallEstimate(0.42, 0.41, 0.43, 44)),
        new BackgroundStats(0, 0, 51, 52, Duration.ZERO, 0, 0, 0, 0, 0, Set.of(), Optional.empty()),
        new MemoryStats(Map.of(), 61, 62, OptionalLong.of(63)),
        new BlockCacheStats(71, 72, 73, 74, 75, 76, 77),
        Optional.of(new DiskCacheStats(81, 82, 83, 84, 85, 86, 87)));
  }

  @BeforeEach
  void add() {
    new DatabaseGauges(registry, Tags.of("database", "db")).add(DatabaseGaugesTest::stats);
  }

  private void gauge(String name, double expected, String... tags) {
    assertThat(registry.get(name).tags(tags).gauge().value()).as(name).isEqualTo(expected);
  }

  private void count(String name, double expected) {
    assertThat(registry.get(name).functionCounter().count()).as(name).isEqualTo(expected);
  }

  @Test
  void rowsAndSegments() {
    gauge("vecgo.version", 11);
    gauge("vecgo.vectors", 12);
    gauge("vecgo.segments", 13);
    gauge("vecgo.tombstones", 14);
    gauge("vecgo.database.size", 15);
    gauge("vecgo.memtable.rows", 16);
    gauge("vecgo.memtable.size", 17);
    gauge("vecgo.memtable.usage", 0.5);
  }

  @Test
  void versions() {
    gauge("vecgo.versions", 21);
    gauge("vecgo.oldest.version.age", 22);
    gauge("vecgo.reclaimable", 23);
  }

  @Test
  void volumeAndBudget() {
    gauge("vecgo.disk.used", 31);
    gauge("vecgo.disk.usable", 32);
    gauge("vecgo.memory.budget.used", 61);
    gauge("vecgo.memory.budget.reserved", 62);
    gauge("vecgo.memory.budget", 63);
  }

  @Test
  void recallAndQueues() {
    gauge("vecgo.recall", 0.41, "estimate", "low");
    gauge("vecgo.recall", 0.42, "estimate", "mean");
    gauge("vecgo.recall", 0.43, "estimate", "high");
    gauge("vecgo.queue.depth", 51, "queue", "commit_queue");
    gauge("vecgo.queue.depth", 52, "queue", "compaction_queue");
  }

  @Test
  void caches() {
    count("vecgo.block.cache.hits", 71);
    count("vecgo.block.cache.misses", 72);
    gauge("vecgo.block.cache.size", 74);
    gauge("vecgo.block.cache.budget", 75);
    count("vecgo.block.cache.requests", 76);
    count("vecgo.block.cache.fetched", 77);
    count("vecgo.disk.cache.hits", 81);
    count("vecgo.disk.cache.misses", 82);
    count("vecgo.disk.cache.bypasses", 83);
    count("vecgo.disk.cache.fetched", 85);
    gauge("vecgo.disk.cache.size", 87);
  }
}
