package io.vecgo.engine;

import io.vecgo.observe.BackgroundStats;
import java.util.Optional;

/** What went wrong since the database was opened. Thread-safe. */
final class Incidents {
  private long failedCommits; // guarded by this
  private long failedCompactions; // guarded by this
  private long postponedCompactions; // guarded by this
  private long backpressureEvents; // guarded by this
  private Optional<String> lastError = Optional.empty(); // guarded by this

  synchronized void commitFailed(Throwable failure) {
    failedCommits++;
    note(failure);
  }

  synchronized void compactionFailed(Throwable failure) {
    if (failure instanceof HeadroomException) {
      postponedCompactions++;
    } else {
      failedCompactions++;
    }
    note(failure);
  }

  synchronized void writeWaited() {
    backpressureEvents++;
  }

  private void note(Throwable failure) {
    lastError = Optional.of(String.valueOf(failure.getMessage()));
  }

  synchronized Optional<String> lastError() {
    return lastError;
  }

  /** These counts beside what is waiting now. */
  synchronized BackgroundStats stats(
      long activeBytes, long bytesMax, int frozenMemtables, int pendingCompactions) {
    return new BackgroundStats(
        activeBytes,
        bytesMax,
        frozenMemtables,
        pendingCompactions,
        failedCommits,
        failedCompactions,
        postponedCompactions,
        backpressureEvents,
        lastError);
  }
}
