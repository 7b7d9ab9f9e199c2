package io.vecgo.benchmarks.ann;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Every query once by each thread.
 *
 * @param latencies of each thread the nanoseconds of each query, in the order of the queries
 * @param nanos from the start of the first thread to the end of the last
 * @param cpuNanos of the process
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Pass(long[][] latencies, long nanos, long cpuNanos) {

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
    return new Pass(latencies, nanos, cpuNanos);
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

  /** How many there were, over all threads. */
  int queries() {
    return latencies.length * latencies[0].length;
  }

  double qps() {
    return queries() * 1e9 / nanos;
  }
}
