package io.vecgo.cache;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Reads ranges of a file. Thread-safe. */
public interface RangeReader {

  /** Fills {@code target} with the bytes from {@code offset} on. */
  void read(long offset, MemorySegment target) throws IOException;
}
