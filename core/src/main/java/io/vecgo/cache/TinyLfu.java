package io.vecgo.cache;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says which entries of a cache stay: W-TinyLFU. New ones go into a window, ordered by their last
 * use. What leaves the window competes with the entry that the main part would give up next: the
 * one that was asked for more often of late stays. So a scan passes through the window and leaves
 * the main part alone. The main part has two queues: entries that were used again there are
 * protected from those that were not. The share of the window follows the hit ratio.
 *
 * <p>It holds entries in queues and no bytes; nothing leaves unless it is {@linkplain #leaver asked
 * for}. Confined to one thread at a time. Sources: see {@link FrequencySketch} and {@link
 * WindowClimber}.
 */
final class TinyLfu {
  private static final double WINDOW_SHARE = 0.01;
  private static final double PROTECTED_SHARE = 0.8;

  /** What is read ahead lies in the window until it is used. */
  private static final int WINDOW_MIN = 16;

  private final int capacity;
  private final int windowMin;
  private final FrequencySketch sketch;
  private final WindowClimber climber;
  private final EntryQueue window = new EntryQueue();
  private final EntryQueue probation = new EntryQueue();
  private final EntryQueue protectedQueue = new EntryQueue();
  private int windowMax;
  private @Nullable CacheEntry candidate; // came from the window last and has not competed

  /** For so many entries. */
  TinyLfu(int capacity) {
    this.capacity = capacity;
    this.sketch = new FrequencySketch(capacity);
    this.climber = new WindowClimber(capacity);
    this.windowMin =
        Math.max((int) (WINDOW_SHARE * capacity), Math.min(WINDOW_MIN, (capacity + 15) / 16));
    this.windowMax = windowMin;
  }

  int size() {
    return window.size() + probation.size() + protectedQueue.size();
  }

  /** Whether something has to leave. */
  boolean isOverfull() {
    return size() > capacity;
  }

  /** Adds an entry that is in no queue. */
  void add(CacheEntry entry) {
    sketch.increment(entry.hash);
    climber.miss();
    window.add(entry);
    shrinkWindow();
    climb();
  }

  /** Notes that an entry was used. What has left in the meantime is only counted. */
  void use(CacheEntry entry) {
    sketch.increment(entry.hash);
    climber.hit();
    EntryQueue queue = entry.queue;
    if (queue != null) {
      queue.remove(entry);
      (queue == window ? window : protectedQueue).add(entry);
      shrinkProtected();
    }
    climb();
  }

  /** Takes out an entry that is in a queue. */
  void remove(CacheEntry entry) {
    EntryQueue queue = entry.queue;
    if (queue != null) {
      queue.remove(entry);
    }
  }

  /** The entry that should leave next, taken out; empty if all are busy. */
  Optional<CacheEntry> leaver() {
    Optional<CacheEntry> victim =
        probation.oldestIdle().or(protectedQueue::oldestIdle).or(window::oldestIdle);
    Optional<CacheEntry> leaver = victim.map(this::loser);
    leaver.ifPresent(this::remove);
    candidate = null;
    return leaver;
  }

  /** Takes back an entry that cannot leave after all. */
  void putBack(CacheEntry entry) {
    protectedQueue.add(entry);
    shrinkProtected();
  }

  private CacheEntry loser(CacheEntry victim) {
    CacheEntry newcomer = candidate;
    if (newcomer == null || newcomer.queue != probation || !newcomer.isIdle()) {
      return victim;
    }
    return sketch.frequency(newcomer.hash) > sketch.frequency(victim.hash) ? victim : newcomer;
  }

  private void shrinkWindow() {
    while (window.size() > windowMax) {
      CacheEntry oldest = window.removeOldest();
      probation.add(oldest);
      candidate = oldest;
    }
  }

  private void shrinkProtected() {
    int most = (int) (PROTECTED_SHARE * (capacity - windowMax));
    while (protectedQueue.size() > most) {
      probation.add(protectedQueue.removeOldest());
    }
  }

  private void climb() {
    int change = climber.change();
    if (change != 0) {
      int most = Math.max(windowMin, (int) (PROTECTED_SHARE * capacity));
      int before = windowMax;
      windowMax = Math.clamp((long) windowMax + change, windowMin, most);
      growWindow(windowMax - before);
      shrinkWindow();
      shrinkProtected();
    }
  }

  /** What leaves the main part for the window is what it would give up next. */
  private void growWindow(int by) {
    for (int i = 0; i < by && probation.size() > 0; i++) {
      window.add(probation.removeOldest());
    }
  }
}
