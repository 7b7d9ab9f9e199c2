package io.vecgo.segment;

import java.lang.foreign.MemorySegment;

/**
 * The part of a file that is in memory: from an offset on to its end.
 *
 * @param offset in the file
 */
record ResidentBytes(MemorySegment bytes, long offset) {

  static ResidentBytes ofWhole(MemorySegment bytes) {
    return new ResidentBytes(bytes, 0);
  }

  boolean isWhole() {
    return offset == 0;
  }

  /** Length of the file. */
  long end() {
    return offset + bytes.byteSize();
  }

  /** A part of the file, which must lie within. */
  MemorySegment slice(long at, long length) {
    return bytes.asSlice(at - offset, length);
  }
}
