package io.vecgo.engine;

import io.vecgo.model.LockedException;
import io.vecgo.store.BlobStore;
import io.vecgo.store.LockHeldException;
import io.vecgo.store.WriterLock;
import java.io.IOException;

/** Keeps other writers out of a store. */
public final class Locking {
  private Locking() {}

  /**
   * Locks a store for this process.
   *
   * @throws LockedException naming the writer that has it
   */
  public static WriterLock lock(BlobStore store) throws IOException {
    try {
      return store.lock(OwnerLine.ofThisProcess());
    } catch (LockHeldException held) {
      throw new LockedException(
          store.location()
              + " is open for writing by "
              + held.owner()
              + ": close it there, or open read-only");
    }
  }
}
