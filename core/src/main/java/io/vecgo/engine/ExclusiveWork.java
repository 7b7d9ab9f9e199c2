package io.vecgo.engine;

import io.vecgo.model.ClosedException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread work at a time, until {@link #close}, which ends what is running. Thread-safe.
 */
final class ExclusiveWork implements AutoCloseable {
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private Optional<Thread> worker = Optional.empty(); // guarded by this
  private boolean closed; // guarded by this

  /** What is done alone; it ends when its thread is interrupted. */
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Works on the calling thread, when it is its turn.
   *
   * @throws ClosedException if it was closed before or meanwhile
   */
  <T> T run(Work<T> work) throws IOException {
    oneAtATime.lock();
    try {
      begin();
      try {
        return work.run();
      } catch (IOException failure) {
        if (isClosed()) {
          throw closed(failure);
        }
        throw failure;
      } finally {
        end();
      }
    } finally {
      oneAtATime.unlock();
    }
  }

  private synchronized void begin() {
    if (closed) {
      throw new ClosedException("the database is closed");
    }
    worker = Optional.of(Thread.currentThread());
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private static ClosedException closed(IOException interrupted) {
    ClosedException exception = new ClosedException("the database was closed meanwhile");
    exception.addSuppressed(interrupted);
    return exception;
  }

  /** The interrupt was for the work, and not for what the thread does next. */
  private synchronized void end() {
    forget();
    if (closed) {
      Thread.interrupted();
    }
  }

  private synchronized void forget() {
    worker = Optional.empty();
  }

  /** Interrupts the work, returns when it has ended, and lets nobody work any more. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      worker.ifPresent(Thread::interrupt);
    }
    oneAtATime.lock();
    try {
      forget();
    } finally {
      oneAtATime.unlock();
    }
  }
}
