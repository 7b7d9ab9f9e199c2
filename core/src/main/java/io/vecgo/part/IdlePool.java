package io.vecgo.part;

import io.vecgo.resources.MemoryCharge;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Memory of walks and inserts that nobody uses at the moment, handed from one to the next. It keeps
 * no more than a few for each core: a burst of threads does not leave theirs behind. Thread-safe.
 */
public final class IdlePool<T> {
  private static final int KEPT_PER_CORE = 4;

  private final ArrayBlockingQueue<T> idle =
      new ArrayBlockingQueue<>(KEPT_PER_CORE * Runtime.getRuntime().availableProcessors());

  private final MemoryCharge charge;
  private final ToLongFunction<? super T> bytesOf;

  /**
   * @param charge for what is idle
   * @param bytesOf what one of it takes, which does not change while it is idle
   */
  public IdlePool(MemoryCharge charge, ToLongFunction<? super T> bytesOf) {
    this.charge = charge;
    this.bytesOf = bytesOf;
  }

  /** One that is idle, or a new one; the caller has it alone until it is given back. */
  public T take(Supplier<? extends T> fresh) {
    T taken = idle.poll();
    if (taken == null) {
      return fresh.get();
    }
    charge.add(-bytesOf.applyAsLong(taken));
    return taken;
  }

  /** Gives back what was taken. What failed in use is better dropped. */
  public void giveBack(T taken) {
    long bytes = bytesOf.applyAsLong(taken); // before somebody else has it
    charge.add(bytes);
    if (!idle.offer(taken)) {
      charge.add(-bytes);
    }
  }
}
