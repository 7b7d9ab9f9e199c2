package io.vecgo.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.columns.RandomMetadata;
import io.vecgo.kernel.FloatDistances;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.FloatRows;
import io.vecgo.kernel.Kernels;
import io.vecgo.memtable.Memtable;
import io.vecgo.memtable.MemtablePart;
import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.part.Part;
import io.vecgo.part.RowSource;
import io.vecgo.rows.RowSet;
import io.vecgo.segment.Segment;
import io.vecgo.segment.SegmentInfo;
import io.vecgo.segment.SegmentPart;
import io.vecgo.segment.SegmentSpec;
import io.vecgo.segment.SegmentWriter;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random data, filters, metrics and k: a memtable, segments without graphs and a segment with one
 * give the same exact answers as a look at every record. {@code -Ddifferential.cases=50000} runs
 * more of them; a failure names its seed, which {@code -Ddifferential.seed} runs alone.
 */
class FilteredSearchDifferentialTest {
  private static final int CASES = Integer.getInteger("differential.cases", 2_000);
  private static final int CASES_PER_SEED = 500;
  private static final int ROWS_MAX = 1_300;
  private static final int DEPTH = 4;

  static IntStream seeds() {
    Integer one = Integer.getInteger("differential.seed");
    return one != null ? IntStream.of(one) : IntStream.range(0, CASES / CASES_PER_SEED);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyKindOfPartAnswersLikeALookAtEveryRecord(int seed) throws IOException {
    try (Data data = new Data(seed)) {
      for (int i = 0; i < CASES_PER_SEED; i++) {
        Query query = data.query();
        List<Long> expected = data.oracle(query);
        for (List<Part> parts : data.forms) {
          assertThat(ids(query, data.metric, parts))
              .as(
                  "seed %d case %d of %s: %s",
                  seed, i, parts.getFirst().name(), query.filter().text())
              .isEqualTo(expected);
        }
      }
    }
  }

  private static List<Long> ids(Query query, Metric metric, List<Part> parts) {
    return new Searcher(metric, 1).search(query, parts).hits().stream().map(Hit::id).toList();
  }

  /** The same live rows in memory, in segments without graphs, and in one that has a graph. */
  private static final class Data implements AutoCloseable {
    private static final FloatKernels KERNELS = Kernels.choose();

    final Metric metric;
    final List<List<Part>> forms = new ArrayList<>();
    private final int dimension;
    private final Random random;
    private final RandomMetadata metadata;
    private final Memtable table;
    private final List<Segment> segments = new ArrayList<>();
    private final MemoryStore store = new MemoryStore();
    private final MemtablePart live;
    private final Arena arena = Arena.ofConfined();
    private final FloatRows vectors;
    private final FloatRows scales = FloatRows.growingScalars();

    Data(int seed) throws IOException {
      random = new Random(seed);
      metadata = new RandomMetadata(seed);
      metric = List.of(Metric.values()).get(random.nextInt(3));
      dimension = 1 + random.nextInt(20);
      int rows = 1_000 + random.nextInt(ROWS_MAX - 1_000);
      table = new Memtable("memtable", dimension, metric, IndexSettings.DEFAULT, KERNELS, 1);
      table.acquire();
      table.reserve(rows);
      vectors = FloatRows.growing(dimension);
      vectors.ensureCapacity(rows, arena);
      scales.ensureCapacity(rows, arena);
      for (int row = 0; row < rows; row++) {
        put(row);
      }
      live = new MemtablePart(table, RowSet.range(rows).where(_ -> random.nextInt(10) != 0));
      forms.add(List.of(live));
      forms.add(
          List.of(segment(0, rows / 3), segment(rows / 3, rows / 2), segment(rows / 2, rows)));
      forms.add(List.of(segment(0, rows)));
    }

    /** Vectors near a few places, and some that are there several times. */
    private void put(int row) {
      float[] vector =
          random.nextInt(8) == 0 && row > 0
              ? vectors.get(random.nextInt(row))
              : vector(4 * (row / 300));
      table.put(row, VectorRecord.of(vector).withMetadata(metadata.document()));
      vectors.set(row, vector);
      scales.setFirst(row, FloatDistances.scale(vector));
    }

    private float[] vector(float offset) {
      float[] vector = new float[dimension];
      for (int i = 0; i < dimension; i++) {
        vector[i] = (float) random.nextGaussian() + offset;
      }
      return vector;
    }

    /** Of all rows, of which those that are not live are deleted. */
    private SegmentPart segment(int from, int to) throws IOException {
      RowSet rows = RowSet.none().withRange(from, to);
      RowSource source = new MemtablePart(table, rows);
      SegmentSpec spec = new SegmentSpec(dimension, metric, IndexSettings.DEFAULT);
      SegmentInfo info =
          SegmentWriter.write(store, "segment-" + (segments.size() + 1), spec, source, KERNELS);
      Segment segment = Segment.open(store, info, KERNELS);
      segment.acquire();
      segments.add(segment);
      return new SegmentPart(segment, SegmentPart.renumbered(rows, live.live()));
    }

    Query query() {
      float[] vector =
          random.nextInt(4) == 0
              ? vectors.get(random.nextInt(live.live().span()))
              : vector(random.nextInt(20));
      Filter filter = random.nextInt(20) == 0 ? Filter.all() : metadata.filter(DEPTH);
      return Query.of(vector).k(1 + random.nextInt(30)).filter(filter).exact();
    }

    List<Long> oracle(Query query) {
      record Row(float distance, long id) {}
      FloatDistances distances =
          new FloatDistances(KERNELS, metric, vectors, scales).aimAt(query.vector());
      List<Row> found = new ArrayList<>();
      float[] distance = new float[1];
      for (int row : live.live().toArray()) {
        if (query.filter().matches(live.metadata(row))) {
          distances.to(new int[] {row}, 1, distance);
          found.add(new Row(distance[0], live.id(row)));
        }
      }
      return found.stream()
          .sorted(Comparator.comparingDouble(Row::distance).thenComparingLong(Row::id))
          .limit(query.k())
          .map(Row::id)
          .toList();
    }

    @Override
    public void close() {
      segments.forEach(Segment::release);
      table.release();
      arena.close();
    }
  }
}
