package io.vecgo.store;

import java.io.IOException;

/** Held by the one writer of a store; {@link #close} lets the next one in. */
public interface WriterLock extends AutoCloseable {
  /** Gives the lock up; no effect the second time. */
  @Override
  void close() throws IOException;
}
