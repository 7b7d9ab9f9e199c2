package io.vecgo.cache;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;

/**
 * Memory in pieces of one size, taken from the system when it is first needed and used again and
 * again. Confined to one thread at a time.
 */
final class Slots {
  private static final int ALIGNMENT = 64;

  private final long bytesEach;
  private final ArrayDeque<Slot> free = new ArrayDeque<>();
  private int taken;

  /** One piece. */
  record Slot(Arena arena, MemorySegment memory) {}

  Slots(long bytesEach) {
    this.bytesEach = bytesEach;
  }

  /** Memory held, whether it is in use or not. */
  long heldBytes() {
    return (taken + free.size()) * bytesEach;
  }

  /** Whether there is a piece that is not in use. */
  boolean hasIdle() {
    return !free.isEmpty();
  }

  /** Any bytes may be in it. */
  Slot take() {
    Slot slot = free.isEmpty() ? fresh() : free.pop();
    taken++;
    return slot;
  }

  @SuppressWarnings("MustBeClosedChecker") // closed by freeIdle()
  private Slot fresh() {
    Arena arena = Arena.ofShared();
    return new Slot(arena, arena.allocate(bytesEach, ALIGNMENT));
  }

  void giveBack(Slot slot) {
    taken--;
    free.push(slot);
  }

  /** Gives pieces that are not in use back to the system, up to so many bytes; returns how many. */
  long freeIdle(long bytesMax) {
    long freed = 0;
    while (!free.isEmpty() && freed < bytesMax) {
      free.pop().arena().close();
      freed += bytesEach;
    }
    return freed;
  }
}
