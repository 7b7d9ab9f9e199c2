package io.vecgo.cache;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Where the blocks of a {@link CachedBlocks} come from. Thread-safe. */
public interface BlockSource extends RangeReader {

  /** Length of all blocks together. */
  long length();

  /**
   * Throws unless the bytes are those of a block. May read them once more before.
   *
   * @throws io.vecgo.model.CorruptException if they are not
   */
  void verify(long block, MemorySegment bytes) throws IOException;

  /** Whether the bytes are at hand, so that one request for many saves little. */
  boolean isNear();
}
