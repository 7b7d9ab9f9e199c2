package io.vecgo.engine;

import io.vecgo.observe.MemtableStatus;
import java.util.OptionalLong;

/** How much memory uncommitted rows use, and how much they may. Thread-safe. */
final class MemtableUse {
  private final LiveState live;
  private final OptionalLong limitBytes;

  MemtableUse(LiveState live, Settings settings) {
    this.live = live;
    this.limitBytes = limitBytes(settings);
  }

  /** The active memtable and those that may wait; readers have none. */
  private static OptionalLong limitBytes(Settings settings) {
    long memtables = settings.background().frozenMemtablesMax() + 1L;
    long bytes = settings.background().memtableBytes();
    return !settings.access().canWrite() || bytes > Long.MAX_VALUE / memtables
        ? OptionalLong.empty()
        : OptionalLong.of(memtables * bytes);
  }

  /** The use at this instant. */
  MemtableStatus status() {
    return status(live.peek());
  }

  /** The use in a state. */
  MemtableStatus status(State state) {
    return new MemtableStatus(state.sum(part -> part.table().bytes()), limitBytes);
  }

  /** Memtables that wait for a commit. */
  int frozen() {
    return live.peek().frozen().size();
  }
}
