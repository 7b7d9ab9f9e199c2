package io.vecgo.engine;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** For how long something has been waiting, by those who look at the queue. Thread-safe. */
final class Backlog {
  private final LongSupplier nanoClock;
  private OptionalLong sinceNanos = OptionalLong.empty(); // guarded by this

  Backlog(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** How long the queue has not been seen empty, where this is its depth. */
  synchronized Duration age(int depth) {
    long now = nanoClock.getAsLong();
    sinceNanos = depth == 0 ? OptionalLong.empty() : OptionalLong.of(sinceNanos.orElse(now));
    return Duration.ofNanos(now - sinceNanos.orElse(now));
  }
}
