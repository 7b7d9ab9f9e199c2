package io.vecgo.engine;

import io.vecgo.model.CompactionPolicy;
import io.vecgo.model.Limits;
import io.vecgo.model.RetentionPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a database does by itself, and how much of it.
 *
 * @param memtableBytes a memtable whose rows use more is committed
 * @param frozenMemtablesMax memtables that may wait for a commit, at least 1
 * @param patience how long a write waits for room
 * @param compaction when segments are merged; empty: never
 * @param bytesPerSecond what merges write at most; empty: no limit
 * @param workers threads that build one index, at least 1
 * @param backoff pauses after failures
 * @param retention which versions a vacuum after commits keeps; empty: there is none
 */
public record Background(
    long memtableBytes,
    int frozenMemtablesMax,
    Duration patience,
    Optional<CompactionPolicy> compaction,
    OptionalLong bytesPerSecond,
    int workers,
    Backoff backoff,
    Optional<RetentionPolicy> retention) {
  private static final long MEMTABLE_BYTES = 64L << 20;
  private static final int FROZEN_MEMTABLES = 4;

  public Background {
    Limits.checkRange("memtableBytes", memtableBytes, 1, Long.MAX_VALUE);
    Limits.checkRange("frozenMemtablesMax", frozenMemtablesMax, 1, Integer.MAX_VALUE);
    Limits.checkRange("backgroundWorkers", workers, 1, Integer.MAX_VALUE);
    bytesPerSecond.ifPresent(
        bytes -> Limits.checkRange("compactionBytesPerSecond", bytes, 1, Long.MAX_VALUE));
    if (patience.isNegative()) {
      throw new IllegalArgumentException("writerPatience=" + patience + ": must not be negative");
    }
  }

  /** Half of the cores build indexes; 64 MiB a memtable, size-tiered compaction. */
  public static Background standard() {
    return new Background(
        MEMTABLE_BYTES,
        FROZEN_MEMTABLES,
        Duration.ofSeconds(10),
        Optional.of(CompactionPolicy.sizeTiered()),
        OptionalLong.empty(),
        Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
        new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)),
        Optional.empty());
  }

  public Background withMemtableBytes(long bytes) {
    return new Background(
        bytes,
        frozenMemtablesMax,
        patience,
        compaction,
        bytesPerSecond,
        workers,
        backoff,
        retention);
  }

  public Background withFrozenMemtablesMax(int memtables) {
    return new Background(
        memtableBytes,
        memtables,
        patience,
        compaction,
        bytesPerSecond,
        workers,
        backoff,
        retention);
  }

  public Background withPatience(Duration newPatience) {
    return new Background(
        memtableBytes,
        frozenMemtablesMax,
        newPatience,
        compaction,
        bytesPerSecond,
        workers,
        backoff,
        retention);
  }

  public Background withCompaction(Optional<CompactionPolicy> policy) {
    return new Background(
        memtableBytes,
        frozenMemtablesMax,
        patience,
        policy,
        bytesPerSecond,
        workers,
        backoff,
        retention);
  }

  public Background withBytesPerSecond(OptionalLong bytes) {
    return new Background(
        memtableBytes,
        frozenMemtablesMax,
        patience,
        compaction,
        bytes,
        workers,
        backoff,
        retention);
  }

  public Background withWorkers(int threads) {
    return new Background(
        memtableBytes,
        frozenMemtablesMax,
        patience,
        compaction,
        bytesPerSecond,
        threads,
        backoff,
        retention);
  }

  public Background withBackoff(Backoff pauses) {
    return new Background(
        memtableBytes,
        frozenMemtablesMax,
        patience,
        compaction,
        bytesPerSecond,
        workers,
        pauses,
        retention);
  }

  public Background withRetention(RetentionPolicy policy) {
    return new Background(
        memtableBytes,
        frozenMemtablesMax,
        patience,
        compaction,
        bytesPerSecond,
        workers,
        backoff,
        Optional.of(policy));
  }
}
