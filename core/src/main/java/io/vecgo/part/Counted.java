package io.vecgo.part;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory or files that several owners share: freed when the last one lets go. It begins with no
 * owner; once freed it cannot be had again. Thread-safe.
 */
public abstract class Counted {
  private final AtomicInteger owners = new AtomicInteger();

  /** One more owner. The caller must know that there is one already, or be the first. */
  public final void acquire() {
    owners.incrementAndGet();
  }

  /** One owner less; the last one frees. */
  public final void release() {
    if (owners.decrementAndGet() == 0) {
      free();
    }
  }

  /** Frees what never had an owner. */
  public final void discard() {
    acquire();
    release();
  }

  /** Gives memory and files back; called once. */
  protected abstract void free();
}
