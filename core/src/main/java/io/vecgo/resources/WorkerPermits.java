package io.vecgo.resources;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;

/** Threads that work in the background, shared by the databases of a process. Thread-safe. */
public final class WorkerPermits {
  private final int max;
  private final Semaphore free;

  /**
   * @param max threads at a time, at least 1
   */
  public WorkerPermits(int max) {
    if (max < 1) {
      throw new IllegalArgumentException("backgroundWorkers=" + max + ": must be at least 1");
    }
    this.max = max;
    this.free = new Semaphore(max, true);
  }

  /** As many as everybody wants. */
  public static WorkerPermits unlimited() {
    return new WorkerPermits(Integer.MAX_VALUE);
  }

  /** Threads that somebody may use until {@link #close}. */
  public final class Granted implements AutoCloseable {
    private final int threads;
    private final int permits;

    private Granted(int threads, int permits) {
      this.threads = threads;
      this.permits = permits;
    }

    /** At least one. */
    public int threads() {
      return threads;
    }

    @Override
    public void close() {
      free.release(permits);
    }
  }

  /** Threads in use. */
  public int busy() {
    return max - free.availablePermits();
  }

  /** As many of the wanted threads as are free; waits until one is. */
  public Granted await(int wanted) {
    try {
      free.acquire();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(
          new InterruptedIOException("interrupted while waiting for a background worker"));
    }
    int permits = 1 + more(wanted - 1);
    return new Granted(permits, permits);
  }

  /** As {@link #await} for what must not wait: one thread too many if none is free. */
  public Granted takeNow(int wanted) {
    int permits = more(wanted);
    return new Granted(Math.max(1, permits), permits);
  }

  private int more(int wanted) {
    int taken = 0;
    while (taken < wanted && free.tryAcquire()) {
      taken++;
    }
    return taken;
  }
}
