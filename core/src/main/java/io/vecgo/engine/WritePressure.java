package io.vecgo.engine;

import io.vecgo.observe.MetricsObserver.Backpressure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * From when until when writes had to wait for room: from the first that waits to the last, after
 * which none waits for {@link #CALM}. Shorter breaks are part of it: where room is made for one
 * write at a time, every write waits. Thread-safe.
 */
final class WritePressure {
  /** So long none waits when it is over. */
  static final Duration CALM = Duration.ofSeconds(10);

  private final LongSupplier nanoClock;
  private volatile boolean isOn; // changed under the lock of this
  private long sinceNanos; // guarded by this
  private long lastNanos; // when the last one ended its waiting, guarded by this
  private int waiting; // guarded by this
  private long writes; // guarded by this
  private long refused; // guarded by this

  /**
   * A time of waiting that is over.
   *
   * @param writes that had to wait
   * @param refused those of them that did not get room
   * @param duration until the last one had waited
   */
  record Ended(long writes, long refused, Duration duration) {}

  /**
   * @param nanoClock as {@link System#nanoTime}
   */
  WritePressure(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** A write begins to wait; whether it is the first. */
  synchronized boolean waits() {
    waiting++;
    writes++;
    if (isOn) {
      return false;
    }
    isOn = true;
    sinceNanos = nanoClock.getAsLong();
    return true;
  }

  /** A write has ended its waiting. */
  synchronized void waited(Backpressure outcome) {
    waiting--;
    lastNanos = nanoClock.getAsLong();
    refused += outcome == Backpressure.REFUSED ? 1 : 0;
  }

  /** A write is done. */
  Optional<Ended> wrote() {
    return isOn ? endedIfCalm() : Optional.empty(); // without a lock, if nothing ever waits
  }

  private synchronized Optional<Ended> endedIfCalm() {
    boolean isCalm = nanoClock.getAsLong() - lastNanos >= CALM.toNanos();
    if (!isOn || waiting > 0 || !isCalm) {
      return Optional.empty();
    }
    Duration duration = Duration.ofNanos(lastNanos - sinceNanos);
    Ended ended = new Ended(writes, refused, duration);
    isOn = false;
    writes = 0;
    refused = 0;
    return Optional.of(ended);
  }
}
