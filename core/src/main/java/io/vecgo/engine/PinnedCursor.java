package io.vecgo.engine;

import io.vecgo.model.ClosedException;
import io.vecgo.query.Answer;
import io.vecgo.query.Cursor;

/**
 * A cursor with a snapshot of its own. Thread-safe: pages are found one after the other, and
 * closing beside a search waits for it.
 */
public final class PinnedCursor implements AutoCloseable {
  private final Pinned pinned;
  private final Cursor cursor;
  private final Watched watched;

  PinnedCursor(Pinned pinned, Cursor cursor, Watched watched) {
    this.pinned = pinned;
    this.cursor = cursor;
    this.watched = watched;
  }

  /** The next k results, or as many as are left. */
  public synchronized Answer next() {
    if (!pinned.isOpen()) {
      throw new ClosedException("the cursor is closed");
    }
    return watched.search(cursor::next);
  }

  @Override
  public synchronized void close() {
    pinned.close();
  }
}
