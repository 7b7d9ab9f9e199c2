package io.vecgo.engine;

import static java.lang.System.Logger.Level.WARNING;

import io.vecgo.model.StoreException;
import io.vecgo.observe.CompactionResult;
import io.vecgo.observe.MetricsObserver.Operation;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * When segments are merged: after commits as the policy says, on a thread of its own, and whenever
 * somebody asks for it. One merge at a time. A merge that fails changes nothing; the next commit
 * tries again.
 */
final class Compaction implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.vecgo");

  private static final int IDLE_SECONDS_MAX = 10;

  private final Compactor compactor;
  private final Watched watched;
  private final Optional<CompactionPolicy> automatic;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private final AtomicBoolean isDue = new AtomicBoolean();
  private final ExecutorService background =
      new ThreadPoolExecutor(
          0,
          1,
          IDLE_SECONDS_MAX,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("vecgo-compaction").factory(),
          new ThreadPoolExecutor.DiscardPolicy()); // a commit beside close starts nothing

  /**
   * @param automatic what is merged in the background; empty: nothing is
   */
  Compaction(Compactor compactor, Watched watched, Optional<CompactionPolicy> automatic) {
    this.compactor = compactor;
    this.watched = watched;
    this.automatic = automatic;
  }

  /** Merges all segments into one, on the calling thread; empty if they are one already. */
  Optional<CompactionResult> compactAll() {
    return compact(CompactionPolicy.ALL);
  }

  /** Looks in the background whether there is something to merge. */
  void afterCommit() {
    if (automatic.isPresent() && isDue.compareAndSet(false, true)) {
      background.execute(() -> compactWhileDue(automatic.get()));
    }
  }

  private void compactWhileDue(CompactionPolicy policy) {
    isDue.set(false);
    try {
      while (compact(policy).isPresent()) {}
    } catch (RuntimeException failure) {
      if (!background.isShutdown()) { // else it was close that ended the merge
        LOG.log(
            WARNING, "Compaction failed, nothing is lost: the next commit tries again", failure);
      }
    }
  }

  private Optional<CompactionResult> compact(CompactionPolicy policy) {
    return watched.run(
        Operation.COMPACTION, () -> compactAlone(policy), (result, _) -> report(result));
  }

  private void report(Optional<CompactionResult> result) {
    result.ifPresent(watched.observer()::onCompaction);
  }

  private Optional<CompactionResult> compactAlone(CompactionPolicy policy) {
    oneAtATime.lock();
    try {
      return compactor.compact(policy);
    } catch (IOException failure) {
      throw new StoreException(
          "compaction failed, nothing is lost: the segments stay as they are", failure);
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Ends the merge that is running in the background, unfinished, and starts no more. */
  @Override
  public void close() {
    background.shutdownNow();
    try {
      while (!background.awaitTermination(1, TimeUnit.HOURS)) {}
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
