package io.vecgo.s3;

import java.lang.foreign.MemorySegment;

/**
 * The end of an object, read together with its size.
 *
 * @param size of the whole object in bytes
 * @param bytes the last of them; perhaps none, perhaps all
 */
record Tail(long size, MemorySegment bytes) {
  /** How many bytes are asked for. */
  static final int BYTES = 64 << 10;

  /** Nothing but the size is known. */
  static Tail unread(long size) {
    return new Tail(size, MemorySegment.ofArray(new byte[0]));
  }

  /** Where the bytes begin in the object. */
  long offset() {
    return size - bytes.byteSize();
  }
}
