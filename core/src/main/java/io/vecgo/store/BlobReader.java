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
   */
  void read(long offset, MemorySegment target) throws IOException;

  /**
   * The whole blob as memory, read as it is touched, where the store can do that. Valid until
   * {@link #close}; using it afterwards throws {@link IllegalStateException}.
   */
  Optional<MemorySegment> mapped();

  @Override
  void close() throws IOException;
}
