package io.vecgo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs tasks on threads of their own that start at the same time. */
final class Together {
  private static final long PATIENCE_SECONDS = 120;

  /** What a thread does. */
  interface Task {
    void run() throws Exception;
  }

  private final List<Task> tasks = new ArrayList<>();

  Together with(int threads, Task task) {
    for (int i = 0; i < threads; i++) {
      tasks.add(task);
    }
    return this;
  }

  /** Waits for all; throws what the first of them threw that failed. */
  void run() throws Exception {
    CyclicBarrier start = new CyclicBarrier(tasks.size());
    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
      List<Future<?>> running = new ArrayList<>();
      tasks.forEach(task -> running.add(threads.submit(started(start, task))));
      for (Future<?> one : running) {
        await(one);
      }
    }
  }

  private static Callable<Boolean> started(CyclicBarrier start, Task task) {
    return () -> {
      start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      task.run();
      return true;
    };
  }

  private static void await(Future<?> task) throws Exception {
    try {
      task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      throw new AssertionError("a thread failed: " + failure.getCause(), failure.getCause());
    }
  }
}
