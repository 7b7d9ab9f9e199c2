package io.vecgo.engine;

import io.vecgo.part.Counted;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The memtables and segments of the current state, held together: they stay open as long as the
 * generation is current or pinned by a snapshot. A write makes a new state of the same generation;
 * a commit makes a new generation. Pinning one costs one atomic increment, whatever the number of
 * segments. Thread-safe.
 */
final class Generation {
  private final List<Counted> members;
  private final AtomicInteger pins = new AtomicInteger(1);

  /** The current generation: pinned once until {@link #unpin}. */
  Generation(List<? extends Counted> members) {
    this.members = List.copyOf(members);
    this.members.forEach(Counted::acquire);
  }

  /** Keeps the members open; false if they are closed already. */
  boolean tryPin() {
    int current = pins.get();
    while (current > 0) {
      if (pins.compareAndSet(current, current + 1)) {
        return true;
      }
      current = pins.get();
    }
    return false;
  }

  /** The last one to unpin lets the members go. */
  void unpin() {
    if (pins.decrementAndGet() == 0) {
      members.forEach(Counted::release);
    }
  }
}
