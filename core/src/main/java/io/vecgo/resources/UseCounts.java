package io.vecgo.resources;

import static java.util.Objects.requireNonNull;

import io.vecgo.observe.MemoryUse;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Bytes by what they are for. Thread-safe. */
final class UseCounts {
  private final Map<MemoryUse, AtomicLong> counts = new EnumMap<>(MemoryUse.class);

  UseCounts() {
    for (MemoryUse use : MemoryUse.values()) {
      counts.put(use, new AtomicLong());
    }
  }

  long get(MemoryUse use) {
    return requireNonNull(counts.get(use)).get();
  }

  void add(MemoryUse use, long bytes) {
    requireNonNull(counts.get(use)).addAndGet(bytes);
  }

  /** A copy. */
  Map<MemoryUse, Long> toMap() {
    Map<MemoryUse, Long> result = new EnumMap<>(MemoryUse.class);
    counts.forEach((use, count) -> result.put(use, count.get()));
    return result;
  }
}
