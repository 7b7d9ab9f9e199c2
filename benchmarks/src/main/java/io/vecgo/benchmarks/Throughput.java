package io.vecgo.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures how fast threads go through memory that no cache holds.
 *
 * <p>Memory is gone through an eighth at a time, and alternatives take turns: on a machine that is
 * not idle the best of many short turns is close to what a quiet machine does, and what disturbs
 * one alternative disturbs the others too.
 */
final class Throughput {
  private static final int EIGHTHS = 8;
  private static final int ROUNDS = 8 * EIGHTHS;

  private Throughput() {}

  /** Work on the items from one index to another; the result keeps it from being dropped. */
  interface Work {
    double run(int from, int to);
  }

  /**
   * Gigabytes per second of each alternative, at its best.
   *
   * @param bytes what the items take in memory
   */
  static double[] best(int threads, int items, long bytes, Work... alternatives)
      throws InterruptedException {
    long[] nanos = new long[alternatives.length];
    Arrays.fill(nanos, Long.MAX_VALUE);
    int eighth = items / EIGHTHS;
    for (int round = 0; round < ROUNDS; round++) {
      int from = eighth * (round % EIGHTHS);
      for (int a = 0; a < alternatives.length; a++) {
        nanos[a] = Math.min(nanos[a], nanos(threads, from, from + eighth, alternatives[a]));
      }
    }
    double bytesOfRound = (double) bytes / items * eighth;
    return Arrays.stream(nanos).mapToDouble(best -> bytesOfRound / best).toArray();
  }

  private static long nanos(int threads, int from, int to, Work work) throws InterruptedException {
    double[] results = new double[threads];
    List<Thread> running = new ArrayList<>();
    long start = System.nanoTime();
    for (int t = 0; t < threads; t++) {
      int slot = t;
      int share = (to - from) / threads;
      running.add(
          Thread.ofPlatform()
              .start(
                  () -> results[slot] = work.run(from + slot * share, from + (slot + 1) * share)));
    }
    for (Thread thread : running) {
      thread.join();
    }
    long nanos = System.nanoTime() - start;
    keep(results);
    return nanos;
  }

  private static void keep(double[] results) {
    for (double result : results) {
      if (Double.isNaN(result)) {
        throw new IllegalStateException("a result is not a number");
      }
    }
  }
}
