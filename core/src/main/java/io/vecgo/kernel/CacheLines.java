package io.vecgo.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * Fetches memory that is about to be read. A kernel that computes as it reads has only as many
 * cache misses under way as fit between its instructions; one load for each line and nothing else
 * has as many as the processor can.
 */
public final class CacheLines {
  private static final int BYTES = 64;

  private CacheLines() {}

  /**
   * Reads a byte of each cache line.
   *
   * @return the sum of what was read: whoever drops it may lose the loads
   */
  public static int touch(MemorySegment memory, long offset, int length) {
    Objects.checkFromIndexSize(offset, (long) length, memory.byteSize());
    int sum = 0;
    for (int i = 0; i < length; i += BYTES) {
      sum += memory.get(ValueLayout.JAVA_BYTE, offset + i);
    }
    return sum;
  }
}
