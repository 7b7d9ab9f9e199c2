package io.vecgo.engine;

import io.vecgo.memtable.MemtablePart;
import io.vecgo.observe.MemoryUse;
import io.vecgo.resources.MemoryAccount;
import io.vecgo.resources.MemoryBudget.Reservation;
import io.vecgo.segment.BuildMemory;
import io.vecgo.segment.SegmentSpec;

/**
 * Memory that is kept free for the next commit, so that rows can always leave memory: what the
 * index of the largest memtable takes while it is built, and what the memtable takes that rows go
 * to meanwhile. Thread-safe.
 */
final class FlushReserve implements AutoCloseable {
  private final MemoryAccount memory;
  private final Tools tools;
  private final int threads;
  private final Reservation reservation;

  /**
   * @param threads that commits use
   */
  FlushReserve(Tools tools, int threads) {
    this.memory = tools.memory();
    this.tools = tools;
    this.threads = threads;
    this.reservation = memory.budget().newReservation();
  }

  /** Bytes that writing a memtable as a segment takes at most. */
  static long buildBytes(SegmentSpec spec, MemtablePart part, int threads) {
    return BuildMemory.bytes(spec, part.table().reservedRows(), threads, part.table().textBytes());
  }

  /** Keeps as much free as the memtables of now need; less what a commit has taken already. */
  void adjust() {
    if (!memory.budget().isLimited()) {
      return;
    }
    State state = tools.live().peek();
    SegmentSpec spec = tools.spec(state);
    long largest =
        state.memtables().stream()
            .mapToLong(part -> buildBytes(spec, part, threads))
            .max()
            .orElse(0);
    long build = Math.max(0, largest - memory.bytes(MemoryUse.COMMITS));
    boolean isEmpty = state.active().reservedRows() == 0;
    reservation.to(build + (isEmpty ? 0 : state.active().firstBytes()));
  }

  @Override
  public void close() {
    reservation.close();
  }
}
