package io.vecgo.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** A blob being written, front to back. Confined to one thread. */
public interface BlobWriter extends AutoCloseable {

  /** Appends bytes. After an exception the blob can only be closed. */
  void write(MemorySegment bytes) throws IOException;

  /**
   * Makes the blob durable and gives it its name, if the name is free.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is not; nothing has changed then
   */
  void publish() throws IOException;

  /** Without {@link #publish} before: throws away what was written. */
  @Override
  void close() throws IOException;
}
