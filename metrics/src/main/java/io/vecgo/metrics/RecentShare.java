package io.vecgo.metrics;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * The share of one growing count in another over the last five minutes, found by comparing with
 * earlier readings: counting costs nothing more. Where readings are rarer than that, since the last
 * one. Thread-safe.
 */
final class RecentShare {
  static final Duration WINDOW = Duration.ofMinutes(5);

  private final DoubleSupplier part;
  private final DoubleSupplier whole;
  private final LongSupplier nanoClock;
  private final Deque<Reading> readings = new ArrayDeque<>(); // oldest first

  private record Reading(long nanos, double part, double whole) {}

  RecentShare(DoubleSupplier part, DoubleSupplier whole, LongSupplier nanoClock) {
    this.part = part;
    this.whole = whole;
    this.nanoClock = nanoClock;
    readings.add(new Reading(nanoClock.getAsLong(), 0, 0));
  }

  /** The share, 0 to 1; NaN if nothing was counted. */
  synchronized double value() {
    Reading now = new Reading(nanoClock.getAsLong(), part.getAsDouble(), whole.getAsDouble());
    readings.add(now);
    forgetOld(now);
    Reading base = readings.getFirst();
    return (now.part() - base.part()) / (now.whole() - base.whole());
  }

  /** Keeps one reading from before the window, the newest of those. */
  private void forgetOld(Reading now) {
    Reading oldest = readings.removeFirst();
    while (readings.size() > 1 && now.nanos() - readings.getFirst().nanos() >= WINDOW.toNanos()) {
      oldest = readings.removeFirst();
    }
    readings.addFirst(oldest);
  }
}
