package io.vecgo.cache;

import org.jspecify.annotations.Nullable;

/** What a {@link TinyLfu} orders: it is in one of its queues, or in none. */
class CacheEntry {
  /** The same for the same thing, well mixed. */
  final long hash;

  @Nullable EntryQueue queue;
  CacheEntry previous = this;
  CacheEntry next = this;

  CacheEntry(long hash) {
    this.hash = hash;
  }

  /** Whether it may be taken away now. */
  boolean isIdle() {
    return true;
  }
}
