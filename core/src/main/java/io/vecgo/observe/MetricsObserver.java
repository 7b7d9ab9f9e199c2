package io.vecgo.observe;

import io.vecgo.model.BackpressureException;
import io.vecgo.model.CorruptException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Told of every operation after it ended, and of some when they begin. Every method does nothing
 * unless overridden. Called on the thread of the operation, by many threads at once: be quick and
 * thread-safe. What a method throws reaches the caller of the operation, whose work is done by
 * then; if it is told of a beginning, the operation ends there.
 */
public interface MetricsObserver {

  /** The observer that ignores everything. */
  MetricsObserver NONE = new MetricsObserver() {};

  /** The operations that can fail. */
  enum Operation {
    INSERT,
    DELETE,
    GET,
    SEARCH,
    COMMIT,
    COMPACTION,
    ROLLBACK,
    VACUUM
  }

  /**
   * The database was opened. If this throws, it is closed again.
   *
   * @param stats tells the state of the database whenever it is asked, until {@link #onClose}
   */
  default void onOpen(OpenResult result, Supplier<DatabaseStats> stats) {}

  /** The database was closed. */
  default void onClose() {}

  /** Rows were inserted or replaced, by one call. */
  default void onInsert(int rows, Duration latency) {}

  /** Rows were deleted by one call; 0 if none was there to delete. */
  default void onDelete(long rows, Duration latency) {}

  /** A record was looked up. */
  default void onGet(boolean found, Duration latency) {}

  /** A search returned. */
  default void onSearch(QueryStats stats) {}

  /**
   * Something was fetched into a cache: blocks of files that are not mapped, or copies on disk of
   * files far away. Told at the end of an operation, of what was fetched since this was told last:
   * by the operation itself, by others beside it, or by streams and background work before it.
   * Operations that find all in memory, in mapped files or in copies do not tell of it.
   *
   * <p>Figures are totals since the database, or its store, was opened. Of two calls at once, the
   * one with the larger totals is the later one.
   *
   * @param disk of a {@link io.vecgo.store.CachedStore}; empty without one
   */
  default void onCacheFetch(BlockCacheStats blocks, Optional<DiskCacheStats> disk) {}

  /**
   * Rows that are not committed use this much memory after a write, a commit or a rollback, however
   * it ended.
   */
  default void onMemtableStatus(MemtableStatus status) {}

  /**
   * A commit that has something to write begins.
   *
   * @param rows live rows of which segments are to be written
   * @param deletes deleted rows of older segments
   */
  default void onCommitStart(long rows, long deletes) {}

  /** A commit returned. */
  default void onCommit(CommitResult result) {}

  /**
   * A merge begins.
   *
   * @param segments how many are merged
   * @param bytes size of their files
   */
  default void onCompactionStart(int segments, long bytes) {}

  /** Segments were merged, in the background or because somebody asked for it. */
  default void onCompaction(CompactionResult result) {}

  /** A segment was built, by a commit or a compaction that goes on. */
  default void onBuild(BuildResult result) {}

  /**
   * A commit or a compaction has written files.
   *
   * @param bytes their size, more than 0
   * @param duration from begin to durable, the building of indexes included
   */
  default void onThroughput(Operation operation, long bytes, Duration duration) {}

  /** A database was opened without one of its segments; called once for each. */
  default void onMissingSegment(MissingSegment segment) {}

  /** An older version was made current again. */
  default void onRollback(RollbackResult result) {}

  /** Versions and files were deleted, in the background or because somebody asked for it. */
  default void onVacuum(VacuumReport report) {}

  /** A write begins to wait for room. */
  default void onBackpressureStart(BackpressureException.Reason reason) {}

  /** A write had to wait for room, or did not get it: it has ended its waiting. */
  default void onBackpressure(
      BackpressureException.Reason reason, Duration waited, Backpressure outcome) {}

  /** How waiting for room ended. */
  enum Backpressure {
    /** The write went on. */
    ADMITTED,
    /** It got a {@link BackpressureException}. */
    REFUSED
  }

  /**
   * How much waits to be done in the background, told when that may have changed: in {@code
   * commit_queue} memtables that wait for a commit, in {@code compaction_queue} merges that the
   * policy would choose next.
   */
  default void onQueueDepth(String queue, int depth) {}

  /**
   * Background work failed, which may be an error that {@link #onFailure} is not told of. It is
   * tried again.
   *
   * @param failures in a row, this one included
   * @param retryAfter pause before the next try
   */
  default void onBackgroundFailure(
      Operation operation, Throwable failure, int failures, Duration retryAfter) {}

  /**
   * Commits, compactions or vacuums work again: the last one failed, and this one did not. Told
   * before the operation itself.
   */
  default void onRecovery(Operation operation) {}

  /** An operation met a damaged file; {@link #onFailure} is told as well. */
  default void onCorruption(Operation operation, CorruptException damage) {}

  /** An operation threw. */
  default void onFailure(Operation operation, Duration latency, RuntimeException failure) {}
}
