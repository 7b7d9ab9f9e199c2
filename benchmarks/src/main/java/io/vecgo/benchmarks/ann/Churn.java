package io.vecgo.benchmarks.ann;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.VectorRecord;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;

/**
 * Rows of a vecgo database are replaced, 2 % in each generation, each generation a commit. A tenth
 * of the rows waits outside; what is deleted queues up behind it. Every tenth generation recall is
 * measured at default settings, against the rows that are live then.
 */
final class Churn {
  private static final OpenOptions COMMITS_ON_DEMAND =
      OpenOptions.defaults().memtableBytes(Long.MAX_VALUE);

  private static final int GENERATIONS = 100;
  private static final int MEASURED_EVERY = 10;
  private static final double SHARE = 0.02;
  private static final int WAITING = 10;
  private static final int PASSES = 5;

  private final Job job;
  private final List<float[]> base;
  private final List<float[]> queries;
  private final ExactNeighbours exact;
  private final VecgoRows rows = new VecgoRows();
  private final Random random = new Random(1);
  private final List<Long> ids = new ArrayList<>();
  private final Queue<Integer> waiting = new ArrayDeque<>();
  private final BitSet live = new BitSet();

  /**
   * The state after some generations.
   *
   * @param recall at default settings
   */
  record Generation(int number, double recall, double qps, double p50us, int segments) {
    Map<String, Object> toMap() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("generation", number);
      fields.put("recall", recall);
      fields.put("qps", qps);
      fields.put("p50us", p50us);
      fields.put("segments", segments);
      return fields;
    }
  }

  Churn(Job job, List<float[]> base, List<float[]> queries) {
    this.job = job;
    this.base = base;
    this.queries = queries;
    this.exact = new ExactNeighbours(base, job.metric());
  }

  /** The first is the state before any row is replaced. */
  List<Generation> generations() throws IOException, InterruptedException {
    CreateOptions options = CreateOptions.of(base.getFirst().length, job.metric());
    try (Vecgo database = Vecgo.create(job.folder(), options, COMMITS_ON_DEMAND)) {
      fill(database);
      List<Generation> measured = new ArrayList<>(List.of(measure(database, 0)));
      for (int generation = 1; generation <= GENERATIONS; generation++) {
        replaceSome(database);
        if (generation % MEASURED_EVERY == 0) {
          measured.add(measure(database, generation));
        }
      }
      return measured;
    }
  }

  private void fill(Vecgo database) {
    for (int row = 0; row < base.size(); row++) {
      if (row % WAITING == 0) {
        waiting.add(row);
      } else {
        insert(database, row);
      }
    }
    database.commit();
  }

  private void insert(Vecgo database, int row) {
    long id = database.insert(VectorRecord.of(base.get(row)));
    rows.remember(row, id);
    ids.add(id);
    live.set(row);
  }

  private void replaceSome(Vecgo database) {
    int count = (int) (SHARE * ids.size());
    for (int i = 0; i < count; i++) {
      waiting.add(deleteOne(database));
      insert(database, waiting.remove());
    }
    database.commit();
  }

  private int deleteOne(Vecgo database) {
    Collections.swap(ids, random.nextInt(ids.size()), ids.size() - 1);
    long id = ids.removeLast();
    database.delete(id);
    int row = rows.row(id);
    live.clear(row);
    return row;
  }

  private Generation measure(Vecgo database, int number) throws IOException, InterruptedException {
    Recall recall = new Recall(exact.nearest(queries, job.k(), live::get), job.k());
    int[][] found = new int[queries.size()][];
    FastestPieces fastest = new FastestPieces(1, queries.size());
    for (int pass = 0; pass < PASSES; pass++) {
      fastest.add(Pass.run(new AtDefaults(database), queries, 0, 1, found).latencies());
    }
    int segments = database.stats().segmentCount();
    return new Generation(
        number, recall.of(found), fastest.qps(), fastest.percentile(0.5), segments);
  }

  /** Searches without a value for ef. */
  private final class AtDefaults implements OpenIndex {
    private final Vecgo database;

    private AtDefaults(Vecgo database) {
      this.database = database;
    }

    @Override
    public Searcher searcher() {
      return (query, knob) ->
          database.search(io.vecgo.model.Query.of(query).k(job.k()).returning()).hits().stream()
              .mapToInt(hit -> rows.row(hit.id()))
              .toArray();
    }

    @Override
    public void close() {}
  }
}
