package io.vecgo.benchmarks;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Hit;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.SegmentStats;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * All quantizers on the same rows, each as one segment: what codes find by themselves, what they
 * find with the reranking that was measured when the segment was written, and what both cost.
 */
final class QuantizerTable {
  private static final OpenOptions ONE_SEGMENT =
      OpenOptions.defaults().memtableBytes(Long.MAX_VALUE);

  private static final int K = 10;
  private static final int ROUNDS = 7;
  private static final int BATCH = 1_000;
  private static final List<String> QUANTIZATIONS =
      List.of(
          "none", "sq8", "int4", "bq", "rabitq-1", "rabitq-2", "rabitq-4", "rabitq-8", "pq", "opq");

  private final DataSet data;
  private final Metric metric;

  private QuantizerTable(DataSet data, Metric metric) {
    this.data = data;
    this.metric = metric;
  }

  static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println(
          "usage: quantizer-table <folder of base.fvecs.gz, query.fvecs.gz, gt.ivecs.gz> <metric>");
      System.exit(2);
    }
    new QuantizerTable(DataSet.in(Path.of(args[0])), Metric.parse(args[1])).run();
  }

  private void run() {
    System.out.printf("%d rows x %d, %s%n%n", data.base().size(), data.dimension(), metric.label());
    System.out.println(
        "quantizer   index bytes  build    ef 64: codes alone         reranked       default ef");
    System.out.println(
        "                a row      s        recall      us   x k   recall      us   recall      us");
    QUANTIZATIONS.forEach(this::run);
  }

  private void run(String label) {
    IndexSettings index = IndexSettings.DEFAULT.withQuantization(Quantization.parse(label));
    CreateOptions options = CreateOptions.of(data.dimension(), metric).withIndex(index);
    try (Vecgo database = Vecgo.create(new MemoryStore(), options, ONE_SEGMENT)) {
      double seconds = fill(database);
      SegmentStats segment = database.stats().segments().getFirst();
      Measured codes = measure(database, query -> query.ef(64).oversampling(1));
      Measured reranked = measure(database, query -> query.ef(64));
      Measured byDefault = measure(database, query -> query);
      System.out.printf(
          Locale.ROOT,
          "%-10s %12.0f %6.1f %18s %5.1f %s %s%n",
          label,
          indexBytes(segment),
          seconds,
          codes,
          segment.oversampling(),
          reranked,
          byDefault);
    }
  }

  private record Measured(double recall, double micros) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%8.4f %7.1f", recall, micros);
    }
  }

  /** What a segment has beside vectors, ids and the offsets of empty byte strings. */
  private double indexBytes(SegmentStats segment) {
    long padded = (data.dimension() + 7) / 8 * 8L;
    long scales = metric == Metric.COSINE ? Float.BYTES : 0;
    long others = padded * Float.BYTES + scales + 4L * Long.BYTES + 1;
    return (double) segment.bytes() / segment.rows() - others;
  }

  private double fill(Vecgo database) {
    List<float[]> base = data.base();
    for (int from = 0; from < base.size(); from += BATCH) {
      database.insertAll(
          base.subList(from, Math.min(base.size(), from + BATCH)).stream()
              .map(VectorRecord::of)
              .toList());
    }
    long start = System.nanoTime();
    database.commit();
    return (System.nanoTime() - start) / 1e9;
  }

  private Measured measure(Vecgo database, UnaryOperator<Query> settings) {
    long[] best = new long[data.queries().size()];
    Arrays.fill(best, Long.MAX_VALUE);
    int found = 0;
    for (int round = 0; round < ROUNDS; round++) {
      found = 0;
      for (int i = 0; i < best.length; i++) {
        Query query = settings.apply(Query.of(data.queries().get(i)).k(K).returning());
        long start = System.nanoTime();
        List<Hit> hits = database.search(query).hits();
        best[i] = Math.min(best[i], System.nanoTime() - start);
        found += hitsIn(hits, data.nearest(i, K));
      }
    }
    double micros = Arrays.stream(best).average().orElse(0) / 1e3;
    return new Measured(found / (double) (K * best.length), micros);
  }

  /** Ids count from 1, in the order of rows. */
  private static int hitsIn(List<Hit> hits, Set<Integer> rows) {
    return (int) hits.stream().filter(hit -> rows.contains((int) hit.id() - 1)).count();
  }
}
