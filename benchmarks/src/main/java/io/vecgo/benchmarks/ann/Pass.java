package io.vecgo.benchmarks.ann;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Every query once by each thread.
 *
 * @param queries how many there were, over all threads
 * @param nanos from the start of the first thread to the end of the last
 * @param cpuNanos of the process
 * @param latencies of each query in nanoseconds, ascending
 */
record Pass(int queries, long nanos, long cpuNanos, List<Long> latencies) {

  /** Runs it; what the last thread found goes to {@code found}, query by query. */
  static Pass run(OpenIndex index, List<float[]> queries, int knob, int threads, int[][] found)
      throws IOException, InterruptedException {
    AtomicInteger started = new AtomicInteger();
    long[][] latencies = new long[threads][queries.size()];
    long cpuStart = ProcessorTime.nanos();
    long start = System.nanoTime();
    if (threads == 1) {
      searchAll(index.searcher(), queries, knob, 0, latencies[0], found);
    } else {
      Workers.run(
          threads,
          () -> {
            int thread = started.getAndIncrement();
            int first = thread * queries.size() / threads;
            searchAll(index.searcher(), queries, knob, first, latencies[thread], found);
          });
    }
    long nanos = System.nanoTime() - start;
    long cpuNanos = ProcessorTime.nanos() - cpuStart;
    return new Pass(threads * queries.size(), nanos, cpuNanos, sorted(latencies));
  }

  private static void searchAll(
      OpenIndex.Searcher searcher,
      List<float[]> queries,
      int knob,
      int first,
      long[] latencies,
      int[][] found)
      throws IOException {
    for (int i = 0; i < queries.size(); i++) {
      int query = (first + i) % queries.size();
      long start = System.nanoTime();
      found[query] = searcher.nearest(queries.get(query), knob);
      latencies[query] = System.nanoTime() - start;
    }
  }

  private static List<Long> sorted(long[][] latencies) {
    return Arrays.stream(latencies).flatMapToLong(Arrays::stream).sorted().boxed().toList();
  }

  double qps() {
    return queries * 1e9 / nanos;
  }

  /** In microseconds. */
  double percentile(double share) {
    return latencies.get((int) Math.min(latencies.size() - 1, share * latencies.size())) / 1e3;
  }
}
