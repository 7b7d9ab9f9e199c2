package io.vecgo.engine;

import io.vecgo.model.CompactionPolicy;
import io.vecgo.model.Limits;
import io.vecgo.model.RetentionPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

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

  /** What is changed in a copy. */
  private static final class Draft {
    long memtableBytes;
    int frozenMemtablesMax;
    Duration patience;
    Optional<CompactionPolicy> compaction;
    OptionalLong bytesPerSecond;
    int workers;
    Backoff backoff;
    Optional<RetentionPolicy> retention;

    Draft(Background from) {
      memtableBytes = from.memtableBytes;
      frozenMemtablesMax = from.frozenMemtablesMax;
      patience = from.patience;
      compaction = from.compaction;
      bytesPerSecond = from.bytesPerSecond;
      workers = from.workers;
      backoff = from.backoff;
      retention = from.retention;
    }

    Background background() {
      return new Background(
          memtableBytes,
          frozenMemtablesMax,
          patience,
          compaction,
          bytesPerSecond,
          workers,
          backoff,
          retention);
    }
  }

  private Background with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.background();
  }

  public Background withMemtableBytes(long changed) {
    return with(draft -> draft.memtableBytes = changed);
  }

  public Background withFrozenMemtablesMax(int changed) {
    return with(draft -> draft.frozenMemtablesMax = changed);
  }

  public Background withPatience(Duration changed) {
    return with(draft -> draft.patience = changed);
  }

  public Background withCompaction(Optional<CompactionPolicy> changed) {
    return with(draft -> draft.compaction = changed);
  }

  public Background withBytesPerSecond(OptionalLong changed) {
    return with(draft -> draft.bytesPerSecond = changed);
  }

  public Background withWorkers(int changed) {
    return with(draft -> draft.workers = changed);
  }

  public Background withBackoff(Backoff changed) {
    return with(draft -> draft.backoff = changed);
  }

  public Background withRetention(RetentionPolicy changed) {
    return with(draft -> draft.retention = Optional.of(changed));
  }
}
