package io.vecgo.benchmarks;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.QueryStats;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Rows that are not committed, through the front door: how fast single inserts are, what default
 * settings find, and what filtered searches cost.
 */
final class MemtableBenchmark {
  private static final int K = 10;
  private static final int ROUNDS = 3;
  private static final int[] EF = {16, 32, 64, 100, 128, 200, 400};
  private static final int[] PERCENT = {100, 80, 50, 30, 20, 10, 5, 2, 1};

  private final DataSet data;
  private final Metric metric;

  private MemtableBenchmark(DataSet data, Metric metric) {
    this.data = data;
    this.metric = metric;
  }

  static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 2) {
      System.err.println(
          "usage: memtable <folder of base.fvecs.gz, query.fvecs.gz, gt.ivecs.gz> <metric>");
      System.exit(2);
    }
    new MemtableBenchmark(DataSet.in(Path.of(args[0])), Metric.parse(args[1])).run();
  }

  private void run() throws InterruptedException {
    System.out.printf("%d rows x %d, %s%n", data.base().size(), data.dimension(), metric.label());
    System.out.println("\nthreads  inserts/s, round by round");
    for (int threads : new int[] {1, 2}) {
      System.out.printf("%7d ", threads);
      for (int round = 0; round < ROUNDS; round++) {
        try (Vecgo database = empty()) {
          System.out.printf(" %8.0f", insertsPerSecond(database, threads));
          database.closeDiscarding();
        }
      }
      System.out.println();
    }
    try (Vecgo database = empty()) {
      insertsPerSecond(database, 2);
      System.out.printf(
          "%nbytes per row in memory %d%n", database.stats().memtableBytes() / data.base().size());
      recall(database);
      filters(database);
      database.closeDiscarding();
    }
  }

  private Vecgo empty() {
    return Vecgo.create(
        new MemoryStore(),
        CreateOptions.of(data.dimension(), metric),
        OpenOptions.defaults().memtableBytes(Long.MAX_VALUE));
  }

  private double insertsPerSecond(Vecgo database, int threads) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    Thread[] workers = new Thread[threads];
    long start = System.nanoTime();
    for (int i = 0; i < threads; i++) {
      workers[i] = Thread.ofPlatform().start(() -> insertAll(database, next));
    }
    for (Thread worker : workers) {
      worker.join();
    }
    return data.base().size() / ((System.nanoTime() - start) / 1e9);
  }

  private void insertAll(Vecgo database, AtomicInteger next) {
    Random random = new Random(next.get());
    for (int row = next.getAndIncrement(); row < data.base().size(); row = next.getAndIncrement()) {
      database.insert(
          VectorRecord.of(data.base().get(row))
              .withKey(Integer.toString(row))
              .with("percent", random.nextInt(100)));
    }
  }

  private void recall(Vecgo database) {
    System.out.println("\n      ef  recall@10  microseconds");
    report("default", database, Query::of);
    for (int ef : EF) {
      report(Integer.toString(ef), database, vector -> Query.of(vector).ef(ef));
    }
    report("exact", database, vector -> Query.of(vector).exact());
  }

  private void report(String name, Vecgo database, Function<float[], Query> query) {
    double[] micros = new double[ROUNDS];
    double found = 0;
    for (int round = 0; round < ROUNDS; round++) {
      found = 0;
      long nanos = 0;
      for (int i = 0; i < data.queries().size(); i++) {
        Query asked = query.apply(data.queries().get(i)).k(K).returning();
        long start = System.nanoTime();
        var hits = database.search(asked).hits();
        nanos += System.nanoTime() - start;
        Set<Integer> nearest = data.nearest(i, K);
        found += hits.stream().filter(hit -> nearest.contains(row(hit))).count();
      }
      micros[round] = nanos / 1e3 / data.queries().size();
    }
    double recall = found / (K * data.queries().size());
    System.out.printf("%8s  %9.4f  %12.0f%n", name, recall, best(micros));
  }

  private static int row(Hit hit) {
    return Integer.parseInt(hit.key().orElseThrow());
  }

  /** What walk and scan of the same matching rows take; the planner should choose the lower one. */
  private void filters(Vecgo database) {
    System.out.println("\nmatching %  chosen  as chosen us  scan us  vectors compared as chosen");
    for (int percent : PERCENT) {
      Filter filter = Filter.lt("percent", percent);
      double[] chosen = new double[ROUNDS];
      double[] scan = new double[ROUNDS];
      QueryStats last = search(database, filter, 0, false);
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < 50; i++) {
          chosen[round] += searchMicros(search(database, filter, i, false)) / 50;
          scan[round] += searchMicros(search(database, filter, i, true)) / 50;
        }
      }
      System.out.printf(
          "%10d  %6s  %12.0f  %7.0f  %26d%n",
          percent,
          last.parts().getFirst().plan(),
          best(chosen),
          best(scan),
          last.distanceComputations());
    }
  }

  private QueryStats search(Vecgo database, Filter filter, int query, boolean exact) {
    Query asked = Query.of(data.queries().get(query)).k(K).filter(filter).returning();
    return database.search(exact ? asked.exact() : asked).stats();
  }

  private static double searchMicros(QueryStats stats) {
    return stats.latency().toNanos() / 1e3;
  }

  private static double best(double[] figures) {
    return Arrays.stream(figures).min().orElseThrow();
  }
}
