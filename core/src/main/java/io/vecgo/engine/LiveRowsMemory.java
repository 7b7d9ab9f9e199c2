package io.vecgo.engine;

import io.vecgo.observe.MemoryUse;
import io.vecgo.resources.MemoryAccount;
import io.vecgo.resources.MemoryCharge;

/** Charges the memory of the sets that say which rows are live. Thread-safe. */
final class LiveRowsMemory implements AutoCloseable {
  private final LiveState live;
  private final MemoryCharge charge;

  LiveRowsMemory(LiveState live, MemoryAccount memory) {
    this.live = live;
    this.charge = memory.charge(MemoryUse.ROW_SETS);
  }

  /** Counts those of the current state; between commits a delete adds half a kilobyte at most. */
  void recount() {
    charge.to(live.peek().parts().stream().mapToLong(part -> part.live().bytes()).sum());
  }

  @Override
  public void close() {
    charge.close();
  }
}
