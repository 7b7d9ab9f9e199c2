package io.vecgo.resources;

import io.vecgo.observe.MemoryUse;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory that one thing takes, which says how much whenever that has changed; {@link #close} says
 * that it is gone. Thread-safe.
 */
public final class MemoryCharge implements AutoCloseable {
  private final MemoryAccount account;
  private final MemoryUse use;
  private final AtomicLong bytes = new AtomicLong();

  MemoryCharge(MemoryAccount account, MemoryUse use) {
    this.account = account;
    this.use = use;
  }

  /** So many bytes are there now. */
  public void to(long newBytes) {
    changed(newBytes - bytes.getAndSet(newBytes));
  }

  /** So many bytes more are there now, or less. */
  public void add(long moreBytes) {
    bytes.addAndGet(moreBytes);
    changed(moreBytes);
  }

  /** At least so many bytes are there now: for what only grows, and is told of by many threads. */
  public void atLeast(long newBytes) {
    long before = bytes.getAndAccumulate(newBytes, Math::max);
    changed(Math.max(0, newBytes - before));
  }

  public long bytes() {
    return bytes.get();
  }

  private void changed(long change) {
    if (change != 0) {
      account.change(use, change);
    }
  }

  @Override
  public void close() {
    to(0);
  }
}
