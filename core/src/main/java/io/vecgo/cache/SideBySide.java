package io.vecgo.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads that wait for a store at the same time: the calling thread does some, virtual threads the
 * others. When {@link #run} returns or throws, all have ended. Confined to one run.
 */
public final class SideBySide {
  /** So many requests to a store far away at a time. */
  static final int FAR_AT_ONCE = 16;

  private final List<Read> reads;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** One of the reads. */
  interface Read {
    void run() throws IOException;
  }

  private SideBySide(List<Read> reads) {
    this.reads = reads;
  }

  /**
   * Does all; after a failure the rest is left out.
   *
   * @param atOnceMax reads under way at any time
   * @throws IOException the first failure
   */
  static void run(List<Read> reads, int atOnceMax) throws IOException {
    SideBySide all = new SideBySide(reads);
    List<Thread> helpers = new ArrayList<>();
    for (int i = 1; i < Math.min(reads.size(), atOnceMax); i++) {
      helpers.add(Thread.ofVirtual().name("vecgo-fetch").start(all::work));
    }
    all.work();
    join(helpers);
    all.throwFailure();
  }

  /** Does all that waits for a store in its own way, some of it at a time. */
  public static void run(List<Runnable> work) {
    try {
      run(work.stream().<Read>map(one -> one::run).toList(), FAR_AT_ONCE);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private void work() {
    for (int i = next.getAndIncrement(); i < reads.size(); i = next.getAndIncrement()) {
      try {
        reads.get(i).run();
      } catch (IOException | RuntimeException | Error failed) {
        failure.compareAndSet(null, failed);
        next.set(reads.size());
      }
    }
  }

  /** An interrupt is kept for later: the helpers fill memory of the caller. */
  private static void join(List<Thread> helpers) {
    boolean isInterrupted = false;
    for (Thread helper : helpers) {
      while (helper.isAlive()) {
        try {
          helper.join();
        } catch (InterruptedException _) {
          isInterrupted = true;
        }
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void throwFailure() throws IOException {
    Throwable failed = failure.get();
    if (failed != null) {
      throwAgain(failed);
    }
  }

  /** Throws what a read has thrown. */
  static void throwAgain(Throwable failure) throws IOException {
    switch (failure) {
      case IOException io -> throw io;
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      default -> throw new IOException(failure);
    }
  }
}
