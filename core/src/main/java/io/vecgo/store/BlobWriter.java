package io.vecgo.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** A blob being written, front to back. Confined to one thread. */
public interface BlobWriter extends AutoCloseable {

  /** Appends bytes. After an exception the blob can only be closed. */
  void write(MemorySegment bytes) throws IOException;

  /**
   * Makes the blob durable and gives it its name, if the name is free. After an exception here or
   * in {@link #write} it throws {@link IllegalStateException}.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is not; nothing has changed then
   * @throws UnansweredException if it has happened, or may still happen, or never will
   */
  void publish() throws IOException;

  /** Throws away what was written, unless it was published; no effect the second time. */
  @Override
  void close() throws IOException;
}
