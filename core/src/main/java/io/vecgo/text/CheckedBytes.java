package io.vecgo.text;

import io.vecgo.bytes.ByteReader;
import io.vecgo.model.CorruptException;
import java.lang.foreign.MemorySegment;

/** Bytes that are known to be those that were written before anyone sees them. Thread-safe. */
public interface CheckedBytes {

  /** A part of the bytes, verified. The caller has checked that it lies within. */
  MemorySegment slice(long offset, long length);

  /** The number at an offset, verified. The caller has checked that it lies within. */
  long getLong(long offset);

  /** A reader of a part of the bytes, verified. The caller has checked that it lies within. */
  ByteReader reader(long offset, long length);

  /** The exception for damage noticed at an offset. */
  CorruptException corrupt(long offset, String problem, String expected, String found);
}
