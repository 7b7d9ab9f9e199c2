package io.vecgo.benchmarks.ann;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same work on several threads. */
final class Workers {
  private Workers() {}

  /** Work that ends when none is left. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  /** Returns when all threads are done; throws what the first of them threw. */
  static void run(int threads, Work work) throws IOException, InterruptedException {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            executor.submit(() -> {
              work.run();
              return null;
            }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException failure) {
      throw new IOException("a thread failed", failure.getCause());
    }
  }
}
