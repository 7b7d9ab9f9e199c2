package io.vecgo.engine;

import io.vecgo.model.VectorRecord;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one write at a time deal with a key, from the check that it is free to the instant at which
 * its row is live. A write takes all its keys at once or waits, so that no two wait for each other;
 * writes of different keys never meet. Thread-safe.
 */
final class KeyLocks {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private final Set<String> held = new HashSet<>(); // guarded by lock

  /** The keys of one write. */
  interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits until no other write has any of the records' keys. Not interruptible: writes are short.
   */
  Held lock(Collection<VectorRecord> records) {
    List<String> keys = records.stream().flatMap(record -> record.key().stream()).toList();
    lock.lock();
    try {
      while (keys.stream().anyMatch(held::contains)) {
        released.awaitUninterruptibly();
      }
      held.addAll(keys);
    } finally {
      lock.unlock();
    }
    return () -> release(keys);
  }

  private void release(List<String> keys) {
    lock.lock();
    try {
      keys.forEach(held::remove);
      released.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
