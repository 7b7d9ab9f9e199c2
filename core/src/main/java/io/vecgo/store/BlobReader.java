package io.vecgo.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** An open blob. Thread-safe; {@link #close} must not run beside a read. */
public interface BlobReader extends AutoCloseable {

  /** Length of the blob in bytes. */
  long size();

  /**
   * Fills {@code target} with the bytes from {@code offset} on.
   *
   * @throws java.io.EOFException if the blob ends before the target is full
   * @throws IllegalStateException after {@link #close}
   */
  void read(long offset, MemorySegment target) throws IOException;

  /**
   * The whole blob as native, read-only memory, read as it is touched, where the store can do that.
   * Not to be used after {@link #close}; a store that unmaps then makes it throw {@link
   * IllegalStateException}. A cache may fetch the whole blob here.
   */
  Optional<MemorySegment> mapped() throws IOException;

  /** Whether the bytes are at hand, so that reading some does not take much longer than memory. */
  default boolean isNear() throws IOException {
    return mapped().isPresent();
  }

  /**
   * Tells that the bytes are not those that they should be. A reader of a copy throws it away, and
   * reads the original from now on; nobody may use what it gave out before.
   *
   * @return whether there was such a copy
   */
  default boolean distrust() throws IOException {
    return false;
  }

  /** Ends the use of the blob; no effect the second time. */
  @Override
  void close() throws IOException;
}
