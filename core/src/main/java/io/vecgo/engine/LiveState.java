package io.vecgo.engine;

import io.vecgo.memtable.Memtable;
import io.vecgo.model.ClosedException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The one reference to the current state. Readers pin what it points to and take no lock; writers
 * replace it, one after the other and each for a short time: vectors are copied and linked outside.
 * Thread-safe.
 */
final class LiveState {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition writeOrCutEnded = lock.newCondition();
  private final Map<Memtable, Integer> writersOf = new HashMap<>(); // guarded by lock
  private boolean cutting; // guarded by lock
  private final Set<Refusal> refusals = new HashSet<>(); // guarded by lock
  private boolean holdingWrites; // guarded by lock
  private volatile State state;
  private volatile boolean closed;

  /**
   * Rows of a memtable that one write fills, which keeps it in memory; ended by {@link #publish} or
   * {@link #abandon}.
   */
  record Reservation(Memtable table, int firstRow, int rows) {}

  LiveState(State first) {
    this.state = first;
  }

  /** The current state, pinned: whoever gets it unpins its generation. */
  State pin() {
    while (true) {
      State current = state;
      if (current.generation().tryPin()) {
        return current;
      }
      checkOpen();
    }
  }

  /** The current state without a pin: good for counts, not for reading rows. */
  State peek() {
    return state;
  }

  /** {@link #update} on behalf of a user. */
  void write(UnaryOperator<State> change) {
    lock.lock();
    try {
      awaitHold();
      update(current -> {
        checkAcceptsWrites();
        return change.apply(current);
      });
    } finally {
      lock.unlock();
    }
  }

  /** Replaces the state by a function of it. A replaced generation is unpinned. */
  void update(UnaryOperator<State> change) {
    State old;
    State changed;
    lock.lock();
    try {
      checkOpen();
      old = state;
      changed = change.apply(old);
      state = changed;
    } finally {
      lock.unlock();
    }
    if (changed.generation() != old.generation()) {
      old.generation().unpin(); // may free much memory, for which no writer waits
    }
  }

  /** Room for rows in the active memtable. */
  Reservation reserve(int rows) {
    lock.lock();
    try {
      awaitHold();
      checkOpen();
      checkAcceptsWrites();
      Memtable table = state.active();
      int first = table.reserve(rows);
      table.acquire();
      writersOf.merge(table, 1, Integer::sum);
      return new Reservation(table, first, rows);
    } finally {
      lock.unlock();
    }
  }

  /** Ends a write that succeeded: {@code change} makes its rows live. */
  void publish(Reservation reservation, UnaryOperator<State> change) {
    lock.lock();
    try {
      awaitCut(reservation.table());
      update(change);
    } finally {
      endWrite(reservation);
      lock.unlock();
    }
  }

  /** Ends a write that failed: its rows are never live. */
  void abandon(Reservation reservation) {
    lock.lock();
    try {
      endWrite(reservation);
    } finally {
      lock.unlock();
    }
  }

  private void endWrite(Reservation reservation) {
    writersOf.computeIfPresent(
        reservation.table(), (_, writers) -> writers > 1 ? writers - 1 : null);
    writeOrCutEnded.signalAll();
    reservation.table().release();
  }

  /**
   * Gives the database a fresh active memtable if a condition holds, after the cut that is under
   * way.
   */
  void freezeIf(Predicate<State> condition, UnaryOperator<State> freeze) {
    lock.lock();
    try {
      while (cutting) {
        writeOrCutEnded.awaitUninterruptibly();
      }
      update(current -> condition.test(current) ? freeze.apply(current) : current);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The state to commit, pinned: every write is in it whole or not at all, and all its live rows
   * are in segments and frozen memtables. Waits for the writes under way into memtables that take
   * no new rows; those into the active one go on, but none of them is published in between, as it
   * would take the rows that it replaces out of what is committed, and not come in itself. Not
   * interruptible: writes are short.
   *
   * @param freeze gives a state a fresh active memtable
   */
  State cut(UnaryOperator<State> freeze) {
    lock.lock();
    try {
      update(current -> current.active().reservedRows() == 0 ? current : freeze.apply(current));
      cutting = true;
      while (writersOf.keySet().stream().anyMatch(table -> table != state.active())) {
        writeOrCutEnded.awaitUninterruptibly();
      }
      return pin();
    } finally {
      cutting = false;
      writeOrCutEnded.signalAll();
      lock.unlock();
    }
  }

  private void awaitCut(Memtable table) {
    while (cutting && table == state.active()) {
      writeOrCutEnded.awaitUninterruptibly();
    }
  }

  /**
   * Lets no write begin until {@link #releaseWrites}: they wait. Those that have their rows already
   * go on.
   */
  void holdWrites() {
    setHoldingWrites(true);
  }

  /** Ends {@link #holdWrites}. */
  void releaseWrites() {
    setHoldingWrites(false);
  }

  private void setHoldingWrites(boolean holding) {
    lock.lock();
    try {
      holdingWrites = holding;
      writeOrCutEnded.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitHold() {
    while (holdingWrites) {
      writeOrCutEnded.awaitUninterruptibly();
    }
  }

  /** Refuses writes from now on, but for those that have their rows already. */
  void refuseWrites(Refusal refusal) {
    lock.lock();
    try {
      refusals.add(refusal);
    } finally {
      lock.unlock();
    }
  }

  /** Takes {@link #refuseWrites} back. */
  void acceptWrites(Refusal refusal) {
    lock.lock();
    try {
      refusals.remove(refusal);
    } finally {
      lock.unlock();
    }
  }

  private void checkAcceptsWrites() {
    for (Refusal refusal : refusals) {
      throw refusal.exception().get();
    }
  }

  /**
   * Refuses what comes from now on and lets the state go; snapshots go on. False if it was closed
   * before.
   */
  boolean close() {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      closed = true;
      state.generation().unpin();
      return true;
    } finally {
      lock.unlock();
    }
  }

  boolean isOpen() {
    return !closed;
  }

  void checkOpen() {
    if (closed) {
      throw new ClosedException("the database is closed");
    }
  }
}
