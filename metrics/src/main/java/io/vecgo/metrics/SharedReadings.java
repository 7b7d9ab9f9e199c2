package io.vecgo.metrics;

import io.vecgo.observe.DatabaseStats;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Asks a database once for all its gauges. Registries do not say when a scrape begins; but each
 * reads every gauge once, on one thread. So the statistics that a thread was given serve each gauge
 * once: the first gauge that asks again begins another scrape, and the database is asked anew.
 *
 * <p>A thread that reads single gauges sees what it did itself: every operation that ends on it
 * makes it ask anew. What others did it sees after {@link #LIFETIME} at most. Thread-safe.
 */
final class SharedReadings {
  /** Nothing serves longer. */
  static final Duration LIFETIME = Duration.ofMillis(500);

  private final Supplier<DatabaseStats> stats;
  private final LongSupplier nanoClock;
  private final Map<Thread, Reading> readings = new ConcurrentHashMap<>();

  /** What one thread was told, and the gauges that it served; confined to that thread. */
  private record Reading(DatabaseStats stats, long nanos, Set<Object> served) {
    boolean isOver(long now) {
      return now - nanos >= LIFETIME.toNanos();
    }
  }

  SharedReadings(Supplier<DatabaseStats> stats, LongSupplier nanoClock) {
    this.stats = stats;
    this.nanoClock = nanoClock;
  }

  /** A source of statistics for one gauge. */
  Supplier<DatabaseStats> forGauge() {
    Object gauge = new Object();
    return () -> read(gauge);
  }

  private DatabaseStats read(Object gauge) {
    long now = nanoClock.getAsLong();
    Reading known = readings.get(Thread.currentThread());
    if (known != null && !known.isOver(now) && known.served().add(gauge)) {
      return known.stats();
    }
    return ask(gauge).stats();
  }

  private Reading ask(Object gauge) {
    DatabaseStats asked = stats.get();
    long now = nanoClock.getAsLong();
    Reading reading = new Reading(asked, now, new HashSet<>(Set.of(gauge)));
    readings.values().removeIf(old -> old.isOver(now));
    readings.put(Thread.currentThread(), reading);
    return reading;
  }

  /** An operation ended on this thread: what it was told before is no longer so. */
  void changed() {
    if (!readings.isEmpty()) {
      readings.remove(Thread.currentThread());
    }
  }
}
