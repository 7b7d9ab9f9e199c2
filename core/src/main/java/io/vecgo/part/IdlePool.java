package io.vecgo.part;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;

/**
 * Memory of walks and inserts that nobody uses at the moment, handed from one to the next. It keeps
 * no more than a few for each core: a burst of threads does not leave theirs behind. Thread-safe.
 */
public final class IdlePool<T> {
  private static final int KEPT_PER_CORE = 4;

  private final ArrayBlockingQueue<T> idle =
      new ArrayBlockingQueue<>(KEPT_PER_CORE * Runtime.getRuntime().availableProcessors());

  /** One that is idle, or a new one; the caller has it alone until it is given back. */
  public T take(Supplier<? extends T> fresh) {
    T taken = idle.poll();
    return taken != null ? taken : fresh.get();
  }

  /** Gives back what was taken. What failed in use is better dropped. */
  public void giveBack(T taken) {
    idle.offer(taken);
  }
}
