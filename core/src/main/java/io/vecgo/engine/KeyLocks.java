package io.vecgo.engine;

import io.vecgo.model.VectorRecord;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one write at a time deal with a key, from the check that it is free to the instant at which
 * its row is live. Keys share a fixed set of locks; a write takes all that it needs in one order,
 * so that no two wait for each other. Thread-safe.
 */
final class KeyLocks {
  private static final int STRIPES = 256;

  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

  /** The locks of one write. */
  interface Held extends AutoCloseable {
    @Override
    void close();
  }

  KeyLocks() {
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock();
    }
  }

  /** Waits for all keys of the records. */
  Held lock(Collection<VectorRecord> records) {
    int[] needed =
        records.stream()
            .flatMap(record -> record.key().stream())
            .mapToInt(key -> Math.floorMod(key.hashCode(), STRIPES))
            .distinct()
            .sorted()
            .toArray();
    for (int stripe : needed) {
      stripes[stripe].lock();
    }
    return () -> {
      for (int stripe : needed) {
        stripes[stripe].unlock();
      }
    };
  }
}
