package io.vecgo.engine;

import io.vecgo.model.ReadOnlyException;

/** Refuses what only a writer may do. */
record WritePermission(LiveState live, String location, boolean isGiven) {

  /**
   * Throws unless the database is open for writing.
   *
   * @throws ReadOnlyException if it is open for reading
   * @throws io.vecgo.model.ClosedException if it is closed
   */
  void check() {
    live.checkOpen();
    if (!isGiven) {
      throw new ReadOnlyException(location + " was opened read-only");
    }
  }
}
