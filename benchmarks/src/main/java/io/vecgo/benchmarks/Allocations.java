package io.vecgo.benchmarks;

import com.sun.management.ThreadMXBean;
import io.vecgo.CreateOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Filter;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.MemoryStore;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/** Bytes that a search allocates once everything is compiled, result and query included. */
final class Allocations {
  private static final int ROWS = 20_000;
  private static final int DIMENSION = 64;
  private static final int SEARCHES = 2_000;
  private static final int QUERIES = 500;
  private static final long WARM_UP_NANOS = 4_000_000_000L;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final float[][] vectors = new float[ROWS][DIMENSION];

  private Allocations() {
    Random random = new Random(1);
    for (float[] vector : vectors) {
      for (int i = 0; i < DIMENSION; i++) {
        vector[i] = random.nextFloat();
      }
    }
  }

  static void run() {
    Allocations allocations = new Allocations();
    for (int segments : new int[] {1, 10, 0}) {
      allocations.run(segments);
    }
  }

  private void run(int segments) {
    System.out.printf(
        Locale.ROOT,
        "%,d rows of %d dimensions in %s, top 10, bytes a search%n",
        ROWS,
        DIMENSION,
        segments == 0 ? "memory" : segments + " commits");
    try (Vecgo database = database(segments)) {
      kinds().forEach((name, query) -> print(name, database, query));
    }
    System.out.println();
  }

  private Vecgo database(int segments) {
    Vecgo database =
        Vecgo.create(
            new MemoryStore(),
            CreateOptions.of(DIMENSION, Metric.L2).withSchema(Schema.parse("text:text")));
    for (int row = 0; row < ROWS; row++) {
      database.insert(
          VectorRecord.of(vectors[row])
              .with("number", row)
              .with("half", row % 2)
              .with("text", "word" + row % 100 + " common w" + row));
      if (segments > 0 && (row + 1) % (ROWS / segments) == 0) {
        database.commit();
      }
    }
    return database;
  }

  private Map<String, IntFunction<Query>> kinds() {
    Map<String, IntFunction<Query>> kinds = new LinkedHashMap<>();
    kinds.put("ids and scores", i -> nearest(i).returning());
    kinds.put("with metadata", this::nearest);
    kinds.put("exact", i -> nearest(i).exact().returning());
    kinds.put("filter, 50 %", i -> nearest(i).filter(Filter.eq("half", 1)).returning());
    kinds.put("filter, 1 %", i -> nearest(i).filter(Filter.lt("number", 200)).returning());
    kinds.put("text, one rare word", i -> Query.text("w" + i).k(10).returning());
    kinds.put("text, two words", i -> Query.text("word" + i % 100 + " common").k(10).returning());
    kinds.put(
        "hybrid", i -> Query.hybrid(vectors[i], "word" + i % 100 + " common").k(10).returning());
    return kinds;
  }

  private Query nearest(int row) {
    return Query.of(vectors[row]).k(10);
  }

  private void print(String name, Vecgo database, IntFunction<Query> queries) {
    long end = System.nanoTime() + WARM_UP_NANOS;
    while (System.nanoTime() < end) {
      search(database, queries);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int done = 0; done < SEARCHES; done += QUERIES) {
      search(database, queries);
    }
    long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / SEARCHES;
    System.out.printf(Locale.ROOT, "  %-20s %,9d%n", name, bytes);
  }

  private static void search(Vecgo database, IntFunction<Query> queries) {
    for (int i = 0; i < QUERIES; i++) {
      database.search(queries.apply(i));
    }
  }
}
