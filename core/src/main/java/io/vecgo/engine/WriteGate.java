package io.vecgo.engine;

import io.vecgo.model.BackpressureException;
import io.vecgo.model.BackpressureException.Reason;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.MetricsObserver.Backpressure;
import io.vecgo.resources.MemoryBudget;
import io.vecgo.resources.MemoryBudget.Reservation;
import io.vecgo.resources.MemoryUser;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Lets writes in while there is room for their rows. A full memtable is frozen, to be committed in
 * the background, and writes go on into a fresh one; while too many frozen ones wait, or memory is
 * short, writes wait too, and are refused when that takes too long. Thread-safe.
 */
final class WriteGate implements MemoryUser, AutoCloseable {
  private static final double SHARE_MIN = 1.0 / 16;

  private final LiveState live;
  private final Background settings;
  private final UnaryOperator<State> freeze;
  private final Commits commits;
  private final Incidents incidents;
  private final Watched watched;
  private final MemoryBudget memory;
  private final FlushReserve flushReserve;
  private final Signal changes = new Signal();
  private final AtomicInteger waiting = new AtomicInteger();

  WriteGate(
      LiveState live,
      Background settings,
      UnaryOperator<State> freeze,
      Commits commits,
      Incidents incidents,
      Watched watched,
      MemoryBudget memory,
      FlushReserve flushReserve) {
    this.live = live;
    this.settings = settings;
    this.freeze = freeze;
    this.commits = commits;
    this.incidents = incidents;
    this.watched = watched;
    this.memory = memory;
    this.flushReserve = flushReserve;
  }

  /**
   * Writes rows when there is room for them.
   *
   * @throws BackpressureException if there was none in time
   */
  <T> T write(List<VectorRecord> records, Supplier<T> rows) {
    try (Reservation _ = enter(records)) {
      T result = rows.get();
      if (isFull(live.peek())) {
        commits.request();
      }
      return result;
    }
  }

  private Reservation enter(List<VectorRecord> records) {
    long bytes = memory.isLimited() ? live.peek().active().bytesFor(records) : 0;
    if (bytes > memory.limits().highBytes()) {
      throw tooLarge(bytes, records.size());
    }
    return tryEnter(bytes).orElseGet(() -> await(bytes));
  }

  /** Room, if there is some now; of a closed database the write itself says what is wrong. */
  private Optional<Reservation> tryEnter(long bytes) {
    if (!live.isOpen()) {
      return Optional.of(memory.newReservation());
    }
    if (isShut()) {
      return Optional.empty();
    }
    flushReserve.adjust();
    Optional<Reservation> room = memory.tryReserve(bytes);
    if (room.isEmpty()) {
      memory.askForAll();
    } else if (memory.isShort()) {
      memory.askForSome();
    }
    return room;
  }

  /** Tells that a commit has ended. */
  void wake() {
    flushReserve.adjust();
    changes.tell();
  }

  @Override
  public void roomAgain() {
    if (waiting.get() > 0) {
      changes.tell();
    }
  }

  /** Begins to share memory with others. */
  void open() {
    memory.add(this);
  }

  /** Ends it; who waits is told. */
  @Override
  public void close() {
    memory.remove(this);
    flushReserve.close();
    changes.tell();
  }

  /** Commits what is not a segment of a few rows. */
  @Override
  public void giveBackSome() {
    commitIfAtLeast(SHARE_MIN * Math.min(settings.memtableBytes(), memory.limits().bytes()));
  }

  @Override
  public void giveBackAll() {
    commitIfAtLeast(1);
  }

  private void commitIfAtLeast(double bytes) {
    if (live.isOpen() && live.peek().active().usedBytes() >= bytes) {
      commits.request();
    }
  }

  /** Whether there is no room, not even in a fresh memtable. */
  private boolean isShut() {
    if (hasRoom(live.peek())) {
      return false;
    }
    live.freezeIf(state -> isFull(state) && canFreeze(state), freeze);
    watched.tellCommitQueue();
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

  private Reservation await(long bytes) {
    long start = System.nanoTime();
    Reason reason = reason();
    boolean admitted = false;
    incidents.writeWaited();
    watched.observer().onBackpressureStart(reason);
    waiting.incrementAndGet();
    try {
      Reservation room = awaitRoom(bytes);
      admitted = true;
      return room;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw refusal(bytes);
    } finally {
      waiting.decrementAndGet();
      watched
          .observer()
          .onBackpressure(
              reason,
              Duration.ofNanos(System.nanoTime() - start),
              admitted ? Backpressure.ADMITTED : Backpressure.REFUSED);
    }
  }

  private Reservation awaitRoom(long bytes) throws InterruptedException {
    long left = settings.patience().toNanos();
    while (true) {
      long seen = changes.seen();
      Optional<Reservation> room = tryEnter(bytes);
      if (room.isPresent()) {
        return room.get();
      }
      if (left <= 0) {
        throw refusal(bytes);
      }
      left = changes.await(seen, left);
    }
  }

  private Reason reason() {
    return hasRoom(live.peek()) ? Reason.MEMORY : Reason.FROZEN_MEMTABLES;
  }

  private IllegalArgumentException tooLarge(long bytes, int records) {
    return new IllegalArgumentException(
        "%d records need %,d bytes of memory, and writes may use %,d: write them in smaller batches"
            .formatted(records, bytes, memory.limits().highBytes()));
  }

  private BackpressureException refusal(long bytes) {
    Duration pause = commits.pause();
    Reason reason = reason();
    String cause = reason == Reason.MEMORY ? memoryIsShort(bytes) : memtablesWait();
    return new BackpressureException(
        reason,
        pause,
        "no room for more rows: %s. Nothing is lost and reads go on; try again in %s"
            .formatted(cause, pause));
  }

  private String memoryIsShort(long bytes) {
    return "%,d bytes are needed, and of %,d that may be used %,d are (%s)"
        .formatted(bytes, memory.limits().bytes(), memory.usedBytes(), memory.describe());
  }

  private String memtablesWait() {
    return "%d memtables wait for a commit%s"
        .formatted(
            live.peek().frozen().size(),
            incidents.lastError().map(error -> ", the last error was: " + error).orElse(""));
  }
}
