package io.vecgo.engine;

import io.vecgo.model.CorruptException;
import io.vecgo.observe.BackgroundStats;
import io.vecgo.observe.MetricsObserver.Operation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What went wrong since the database was opened. Thread-safe. */
final class Incidents {
  private long failedCommits; // guarded by this
  private long failedCompactions; // guarded by this
  private long postponedCompactions; // guarded by this
  private long backpressureEvents; // guarded by this
  private long corruptions; // guarded by this
  private volatile Set<Operation> failing = Set.of(); // replaced under the lock of this
  private Optional<String> lastError = Optional.empty(); // guarded by this

  synchronized void commitFailed(Throwable failure) {
    failedCommits++;
    setFailing(Operation.COMMIT, true);
    note(failure);
  }

  synchronized void compactionFailed(Throwable failure) {
    setFailing(Operation.COMPACTION, true);
    if (failure instanceof HeadroomException) {
      postponedCompactions++;
    } else {
      failedCompactions++;
    }
    note(failure);
  }

  /**
   * An operation ended well: what was wrong with it is over.
   *
   * @return whether something was
   */
  boolean succeeded(Operation operation) {
    return failing.contains(operation) // without a lock, as each search comes by here
        && setFailing(operation, false);
  }

  /** Notes it; false if that is known. */
  private synchronized boolean setFailing(Operation operation, boolean isFailing) {
    Set<Operation> changed = EnumSet.noneOf(Operation.class);
    changed.addAll(failing);
    boolean isNew = isFailing ? changed.add(operation) : changed.remove(operation);
    failing = Set.copyOf(changed);
    return isNew;
  }

  /** An operation threw. Commits and compactions are told besides, errors included. */
  synchronized void failed(Operation operation, RuntimeException failure) {
    if (failure instanceof CorruptException) {
      corruptions++;
      note(failure);
    }
    if (operation == Operation.VACUUM) {
      setFailing(operation, true);
      note(failure);
    }
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
      long activeBytes,
      long bytesMax,
      int frozenMemtables,
      int pendingCompactions,
      Duration compactionsPendingFor) {
    return new BackgroundStats(
        activeBytes,
        bytesMax,
        frozenMemtables,
        pendingCompactions,
        compactionsPendingFor,
        failedCommits,
        failedCompactions,
        postponedCompactions,
        backpressureEvents,
        corruptions,
        failing,
        lastError);
  }
}
