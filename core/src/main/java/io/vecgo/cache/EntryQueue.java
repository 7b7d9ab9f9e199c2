package io.vecgo.cache;

import java.util.Optional;

/** Entries in the order of their last use, linked through themselves. Confined to one thread. */
final class EntryQueue {
  /** How many busy entries are passed over in the search of an idle one. */
  private static final int BUSY_MAX = 64;

  private final CacheEntry ends = new CacheEntry(0);
  private int size;

  int size() {
    return size;
  }

  /** Adds an entry that is in no queue, as the one used last. */
  void add(CacheEntry entry) {
    entry.queue = this;
    entry.previous = ends.previous;
    entry.next = ends;
    ends.previous.next = entry;
    ends.previous = entry;
    size++;
  }

  void remove(CacheEntry entry) {
    entry.previous.next = entry.next;
    entry.next.previous = entry.previous;
    entry.previous = entry;
    entry.next = entry;
    entry.queue = null;
    size--;
  }

  /** Takes out the entry used longest ago. The queue is not empty. */
  CacheEntry removeOldest() {
    CacheEntry oldest = ends.next;
    remove(oldest);
    return oldest;
  }

  /** The entry used longest ago of those that may be taken away. */
  Optional<CacheEntry> oldestIdle() {
    CacheEntry entry = ends.next;
    for (int left = Math.min(size, BUSY_MAX); left > 0; left--) {
      if (entry.isIdle()) {
        return Optional.of(entry);
      }
      entry = entry.next;
    }
    return Optional.empty();
  }
}
