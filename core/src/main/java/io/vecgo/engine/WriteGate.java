package io.vecgo.engine;

import io.vecgo.model.BackpressureException;
import io.vecgo.model.BackpressureException.Reason;
import io.vecgo.observe.MetricsObserver.Backpressure;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Lets writes in while there is room for their rows. A full memtable is frozen, to be committed in
 * the background, and writes go on into a fresh one; while too many frozen ones wait, writes wait
 * too, and are refused when that takes too long. Thread-safe.
 */
final class WriteGate {
  private static final double SHARE_MIN = 1.0 / 16;

  private final LiveState live;
  private final Background settings;
  private final UnaryOperator<State> freeze;
  private final Commits commits;
  private final Incidents incidents;
  private final Watched watched;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  WriteGate(
      LiveState live,
      Background settings,
      UnaryOperator<State> freeze,
      Commits commits,
      Incidents incidents,
      Watched watched) {
    this.live = live;
    this.settings = settings;
    this.freeze = freeze;
    this.commits = commits;
    this.incidents = incidents;
    this.watched = watched;
  }

  /**
   * Writes rows when there is room for them.
   *
   * @throws BackpressureException if there was none in time
   */
  <T> T write(Supplier<T> rows) {
    if (isShut()) {
      await();
    }
    T result = rows.get();
    if (isFull(live.peek())) {
      commits.request();
    }
    return result;
  }

  /** Tells that a commit has ended, or that the database is being closed. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    watched.observer().onQueueDepth("commit_queue", live.peek().frozen().size());
  }

  /** Whether there is no room, not even in a fresh memtable. */
  private boolean isShut() {
    if (!live.isOpen() || hasRoom(live.peek())) {
      return false;
    }
    live.freezeIf(state -> isFull(state) && canFreeze(state), freeze);
    commits.request();
    return !hasRoom(live.peek());
  }

  /** Each commit that failed has left one more frozen memtable, perhaps of few rows. */
  private boolean hasRoom(State state) {
    return !isFull(state) && memtablesWaiting(state) < settings.frozenMemtablesMax() + 1;
  }

  private boolean isFull(State state) {
    return state.active().usedBytes() >= settings.memtableBytes();
  }

  private boolean canFreeze(State state) {
    return memtablesWaiting(state) < settings.frozenMemtablesMax();
  }

  /** Frozen memtables, by their use; none counts as less than a sixteenth of a full one. */
  private double memtablesWaiting(State state) {
    return state.frozen().stream()
        .mapToDouble(part -> (double) part.table().usedBytes() / settings.memtableBytes())
        .map(share -> Math.max(share, SHARE_MIN))
        .sum();
  }

  private void await() {
    long start = System.nanoTime();
    boolean admitted = false;
    incidents.writeWaited();
    watched.observer().onBackpressureStart(Reason.FROZEN_MEMTABLES);
    lock.lock();
    try {
      long left = settings.patience().toNanos();
      while (isShut()) {
        if (left <= 0) {
          throw refusal();
        }
        left = changed.awaitNanos(left);
      }
      admitted = true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw refusal();
    } finally {
      lock.unlock();
      watched
          .observer()
          .onBackpressure(
              Reason.FROZEN_MEMTABLES,
              Duration.ofNanos(System.nanoTime() - start),
              admitted ? Backpressure.ADMITTED : Backpressure.REFUSED);
    }
  }

  private BackpressureException refusal() {
    Duration pause = commits.pause();
    return new BackpressureException(
        Reason.FROZEN_MEMTABLES,
        pause,
        "no room for more rows: %d memtables wait for a commit%s. Nothing is lost and reads go on; try again in %s"
            .formatted(
                live.peek().frozen().size(),
                incidents.lastError().map(error -> ", the last error was: " + error).orElse(""),
                pause));
  }
}
