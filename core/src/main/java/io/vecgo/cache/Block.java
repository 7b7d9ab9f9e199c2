package io.vecgo.cache;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A block in memory, or on its way there. It is used while it is pinned, and its memory has another
 * use only after it left. Pinning takes no lock; all else is guarded by that of the cache.
 */
final class Block extends CacheEntry {
  private static final int LOADING = -1;
  private static final int GONE = -2;

  final CachedBlocks owner;
  final int number;

  final Slots.Slot slot;
  final MemorySegment bytes; // the head of the slot
  volatile @Nullable Throwable failure; // of loading

  /** How often it is pinned, or what it is else. */
  private final AtomicInteger pins = new AtomicInteger(LOADING);

  Block(CachedBlocks owner, int number, Slots.Slot slot) {
    super(owner.hash(number));
    this.owner = owner;
    this.number = number;
    this.slot = slot;
    this.bytes = slot.memory().asSlice(0, owner.length(number));
  }

  /** Where the bytes are in the source. */
  long offset() {
    return owner.offset(number);
  }

  /** Keeps the bytes where they are until {@link #unpin}; false if they are not there. */
  boolean pin() {
    int before = pins.get();
    while (before >= 0) {
      if (pins.compareAndSet(before, before + 1)) {
        return true;
      }
      before = pins.get();
    }
    return false;
  }

  void unpin() {
    pins.decrementAndGet();
  }

  boolean isLoading() {
    return pins.get() == LOADING;
  }

  /** Makes the bytes readable for all. */
  void loaded() {
    pins.set(0);
  }

  /** It will not come. */
  void abandon() {
    pins.set(GONE);
  }

  @Override
  boolean isIdle() {
    return pins.get() == 0;
  }

  /** Takes the bytes away unless somebody uses them. */
  boolean leave() {
    return pins.compareAndSet(0, GONE);
  }
}
