package io.vecgo.engine;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells threads that something has changed. Who looks at things first {@linkplain #seen notes} how
 * often that has been told, then looks, then waits for the next time: no change is missed. Its lock
 * is held for nothing else, so whoever holds others may tell. Thread-safe.
 */
final class Signal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition told = lock.newCondition();
  private long times; // guarded by lock

  /** Something has changed. */
  void tell() {
    lock.lock();
    try {
      times++;
      told.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How often it has been told that something has changed. */
  long seen() {
    lock.lock();
    try {
      return times;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until something has changed since, for so long at most; returns the nanoseconds that are
   * left, 0 or less if there are none.
   */
  long await(long seen, long nanos) throws InterruptedException {
    long left = nanos;
    lock.lock();
    try {
      while (times == seen && left > 0) {
        left = told.awaitNanos(left);
      }
      return left;
    } finally {
      lock.unlock();
    }
  }
}
