package io.vecgo.rows;

import java.util.Arrays;

/**
 * An array of ints by row that grows and never moves; 0 where nothing was set. A row is set by one
 * thread, and read by others once they learn of the row from that thread.
 *
 * <p>Threads: {@link #ensureCapacity} is called by one thread at a time.
 */
public final class RowInts {
  private static final int CHUNK_SHIFT = 12;
  private static final int CHUNK_MASK = (1 << CHUNK_SHIFT) - 1;

  private volatile int[][] chunks = {};

  /** Makes room for so many rows. */
  public void ensureCapacity(int rows) {
    int needed = ((rows - 1) >> CHUNK_SHIFT) + 1;
    int[][] old = chunks;
    if (needed <= old.length) {
      return;
    }
    int[][] more = Arrays.copyOf(old, needed);
    for (int i = old.length; i < needed; i++) {
      more[i] = new int[1 << CHUNK_SHIFT];
    }
    chunks = more;
  }

  /** Memory in use. */
  public long capacityBytes() {
    return (long) chunks.length * (Integer.BYTES << CHUNK_SHIFT);
  }

  public int get(int row) {
    return chunks[row >>> CHUNK_SHIFT][row & CHUNK_MASK];
  }

  public void set(int row, int value) {
    chunks[row >>> CHUNK_SHIFT][row & CHUNK_MASK] = value;
  }
}
