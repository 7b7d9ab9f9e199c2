package io.vecgo.graph;

import io.vecgo.kernel.FloatDistances;
import io.vecgo.kernel.FloatRows;
import io.vecgo.kernel.Kernels;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** Turbo records of a graph with its vectors, and the truth about them. */
final class TurboSample {
  final HnswGraph graph;
  final FloatDistances distances;
  final TurboSpace space;
  final TurboRecords records;
  final MemorySegment bytes;
  private final int count;

  TurboSample(Metric metric, List<float[]> vectors, int entryRows) {
    count = vectors.size();
    graph = new HnswGraph(metric, IndexSettings.DEFAULT);
    FloatRows rows = FloatRows.growing(vectors.getFirst().length);
    FloatRows scales = FloatRows.growingScalars();
    Arena memory = Arena.ofAuto();
    rows.ensureCapacity(count, memory);
    scales.ensureCapacity(count, memory);
    graph.ensureCapacity(count, memory);
    distances = new FloatDistances(Kernels.choose(), metric, rows, scales);
    InsertScratch scratch = graph.newInsertScratch();
    for (int row = 0; row < count; row++) {
      rows.set(row, vectors.get(row));
      scales.setFirst(row, FloatDistances.scale(vectors.get(row)));
      graph.insert(row, distances, scratch);
    }
    TurboRows turboRows =
        (row, target) -> {
          rows.get(row, target);
          return metric == Metric.COSINE ? scales.first(row) : 1;
        };
    space = TurboSpace.of(metric, rows.dimension(), turboRows, count, 5);
    TurboLayout layout = space.layout();
    bytes = memory.allocate(layout.bytes(count, entryRows), 64);
    TurboBuilder builder = new TurboBuilder(space, turboRows, distances, graph.links());
    for (int row = 0; row < count; row++) {
      builder.writeRow(row, bytes, layout.recordAt(row));
    }
    builder.writeEntries(spread(entryRows), bytes, layout.recordAt(count));
    records = TurboRecords.over(bytes, space, count);
  }

  private int[] spread(int entryRows) {
    int[] entries = new int[entryRows];
    Arrays.setAll(entries, i -> (int) ((long) i * count / entryRows));
    return entries;
  }

  long[] search(float[] query, int k, int ef, IntPredicate wanted) {
    NearestRows result = new NearestRows(k);
    new TurboWalk(records).search(query, WalkGoal.of(wanted, ef), result);
    return result.drainSorted();
  }

  long[] scan(float[] query, int k, IntPredicate wanted) {
    NearestRows result = new NearestRows(k);
    distances.aimAt(query);
    float[] distance = new float[1];
    for (int row = 0; row < count; row++) {
      if (wanted.test(row)) {
        distances.to(new int[] {row}, 1, distance);
        result.offer(Ranked.of(distance[0], row));
      }
    }
    return result.drainSorted();
  }

  /** Share of the ten true neighbours that are found, over many queries. */
  double recall(List<float[]> queries, int ef, IntPredicate wanted) {
    long found = 0;
    long all = 0;
    for (float[] query : queries) {
      long[] truth = scan(query, 10, wanted);
      all += truth.length;
      for (long hit : search(query, 10, ef, wanted)) {
        found += Arrays.binarySearch(truth, hit) >= 0 ? 1 : 0;
      }
    }
    return (double) found / all;
  }
}
