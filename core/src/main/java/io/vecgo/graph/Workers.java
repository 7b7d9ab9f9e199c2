package io.vecgo.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Divides work on many items among the calling thread and helpers, each with memory of its own. The
 * items of one run must not depend on each other; then the result is the same for any number of
 * threads.
 *
 * <p>When a run returns or throws, no helper is at work any more. Confined to one thread.
 *
 * @param <S> memory of one thread
 */
public final class Workers<S> implements AutoCloseable {
  private static final int SHARES_PER_THREAD = 8;
  private static final int SHARE_MAX = 256;

  private final List<S> scratches = new ArrayList<>();
  private final ExecutorService helpers =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("vecgo-build-", 0).factory());

  /** Work on the items from {@code from} to {@code to - 1}. */
  public interface Work<S> {
    void on(int from, int to, S scratch);
  }

  /** So many threads in all. */
  public Workers(int threads, Supplier<? extends S> newScratch) {
    for (int i = 0; i < threads; i++) {
      scratches.add(newScratch.get());
    }
  }

  /** Memory for what the calling thread does alone, between runs. */
  public S ownScratch() {
    return scratches.getFirst();
  }

  /**
   * Does the work on the items 0 to {@code count - 1}. What a helper throws is thrown here.
   *
   * @throws InterruptedException if the calling thread is interrupted; some items are left undone
   */
  public void run(int count, Work<S> work) throws InterruptedException {
    Run run = new Run(count, work);
    List<Future<?>> running = new ArrayList<>();
    try {
      for (int i = 1; i < Math.min(scratches.size(), run.shares()); i++) {
        S scratch = scratches.get(i);
        running.add(helpers.submit(() -> run.takeShares(scratch)));
      }
      run.takeSharesUnlessInterrupted(ownScratch());
    } finally {
      run.stop();
      join(running);
    }
  }

  /** Waits for all to end; an interrupt is kept for later, a failure is thrown. */
  private static void join(List<Future<?>> running) {
    Throwable failure = null;
    boolean interrupted = false;
    for (int i = 0; i < running.size(); ) {
      try {
        running.get(i).get();
        i++;
      } catch (InterruptedException _) {
        interrupted = true;
      } catch (ExecutionException failed) {
        failure = failed.getCause();
        i++;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw Workers.<RuntimeException>asIs(failure);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // work throws nothing checked
  private static <T extends Throwable> T asIs(Throwable failure) throws T {
    throw (T) failure;
  }

  @Override
  public void close() {
    helpers.close();
  }

  /** One run: the items that nobody has taken yet. */
  private final class Run {
    private final int count;
    private final Work<S> work;
    private final int share;
    private final AtomicInteger next = new AtomicInteger();

    Run(int count, Work<S> work) {
      this.count = count;
      this.work = work;
      this.share = Math.clamp(count / (SHARES_PER_THREAD * scratches.size()), 1, SHARE_MAX);
    }

    int shares() {
      return (count + share - 1) / share;
    }

    void takeShares(S scratch) {
      try {
        while (takeShare(scratch)) {}
      } finally {
        stop(); // after a failure nobody needs the rest
      }
    }

    void takeSharesUnlessInterrupted(S scratch) throws InterruptedException {
      do {
        if (Thread.interrupted()) {
          throw new InterruptedException("building an index was interrupted");
        }
      } while (takeShare(scratch));
    }

    private boolean takeShare(S scratch) {
      int from = next.getAndAdd(share);
      if (from < 0 || from >= count) {
        return false;
      }
      work.on(from, Math.min(count, from + share), scratch);
      return true;
    }

    void stop() {
      next.set(count);
    }
  }
}
