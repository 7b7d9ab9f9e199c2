package io.vecgo.observe;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Told of every operation after it ended. Every method does nothing unless overridden. Called on
 * the thread of the operation, by many threads at once: be quick and thread-safe. What a method
 * throws reaches the caller of the operation, whose work is done by then.
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
    COMPACTION
  }

  /**
   * The database was opened. If this throws, it is closed again.
   *
   * @param stats tells the state of the database whenever it is asked, until {@link #onClose}
   */
  default void onOpen(Supplier<DatabaseStats> stats) {}

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

  /** A commit returned. */
  default void onCommit(CommitResult result) {}

  /** Segments were merged, in the background or because somebody asked for it. */
  default void onCompaction(CompactionResult result) {}

  /** An operation threw. */
  default void onFailure(Operation operation, Duration latency, RuntimeException failure) {}
}
