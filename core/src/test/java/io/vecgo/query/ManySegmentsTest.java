package io.vecgo.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.FloatRows;
import io.vecgo.kernel.Kernels;
import io.vecgo.model.Document;
import io.vecgo.model.Hit;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.model.Query;
import io.vecgo.observe.PartStats;
import io.vecgo.observe.PartStats.Plan;
import io.vecgo.part.LinkedRows;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same rows in one segment and in many, which share what they have found. */
class ManySegmentsTest {
  private static final int DIMENSION = 8;
  private static final int ROWS = 25_000;
  private static final int QUERIES = 100;

  /** So few candidates that the planner walks through the smallest segment. */
  private static final int EF = 22;

  private static final SegmentSpec SPEC =
      new SegmentSpec(DIMENSION, Metric.L2, new IndexSettings(8, 32, new Quantization.None()));
  private static final FloatKernels KERNELS = Kernels.choose();
  private static final MemoryStore STORE = new MemoryStore();
  private static final Map<Integer, List<SegmentPart>> SEGMENTS = new HashMap<>();
  private static final FloatRows VECTORS = vectors();

  private static FloatRows vectors() {
    FloatRows vectors = FloatRows.growing(DIMENSION);
    vectors.ensureCapacity(ROWS, Arena.ofAuto());
    Random random = new Random(1);
    for (int row = 0; row < ROWS; row++) {
      vectors.set(row, vector(random));
    }
    return vectors;
  }

  private static float[] vector(Random random) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  /** Some of the rows; their ids are their numbers. */
  private record Bare(RowSet live) implements RowSource {
    @Override
    public long id(int row) {
      return row;
    }

    @Override
    public Optional<String> key(int row) {
      return Optional.empty();
    }

    @Override
    public float[] vector(int row) {
      return VECTORS.get(row);
    }

    @Override
    public Document metadata(int row) {
      return Document.EMPTY;
    }

    @Override
    public byte[] payload(int row) {
      return new byte[0];
    }

    @Override
    public FloatRows vectors() {
      return VECTORS;
    }

    @Override
    public FloatRows scales() {
      return FloatRows.growingScalars();
    }

    @Override
    public Optional<LinkedRows> links() {
      return Optional.empty();
    }
  }

  /** All rows in so many segments of equal size. */
  private static List<SegmentPart> segments(int count) {
    return SEGMENTS.computeIfAbsent(
        count, _ -> IntStream.range(0, count).mapToObj(i -> segment(i, count)).toList());
  }

  private static SegmentPart segment(int number, int count) {
    RowSet rows = RowSet.range(ROWS).where(row -> row / (ROWS / count) == number);
    try {
      SegmentInfo info =
          SegmentWriter.write(
              STORE, "segment-%d-%d.bin".formatted(count, number), SPEC, new Bare(rows), KERNELS);
      Segment segment = Segment.open(STORE, info, KERNELS);
      segment.acquire();
      return new SegmentPart(segment, RowSet.range(info.rows()));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @AfterAll
  static void close() {
    SEGMENTS.values().forEach(parts -> parts.forEach(part -> part.segment().release()));
  }

  private static Answer search(Query query, int segments) {
    return new Searcher(Metric.L2, 1).search(query, segments(segments));
  }

  private static List<Long> ids(Answer answer) {
    return answer.hits().stream().map(Hit::id).toList();
  }

  private static List<float[]> queries() {
    Random random = new Random(2);
    return IntStream.range(0, QUERIES).mapToObj(_ -> vector(random)).toList();
  }

  private static double recall(int segments, int ef) {
    int found = 0;
    for (float[] vector : queries()) {
      Query query = Query.of(vector).ef(ef);
      Answer walked = search(query, segments);
      assertThat(walked.stats().parts().stream().map(PartStats::plan)).containsOnly(Plan.GRAPH);
      List<Long> common = new ArrayList<>(ids(walked));
      assertThat(common).hasSize(10);
      common.retainAll(ids(search(query.exact(), 1)));
      found += common.size();
    }
    return (double) found / (10 * QUERIES);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 25})
  void manySegmentsFindNoLessThanOne(int segments) {
    assertThat(recall(segments, EF)).isGreaterThanOrEqualTo(recall(1, EF) - 0.01);
  }

  @Test
  void twoSegmentsFindNoLessThanOneWithManyCandidates() {
    double recall = recall(1, 128);
    assertThat(recall).isGreaterThanOrEqualTo(0.98);
    assertThat(recall(2, 128)).isGreaterThanOrEqualTo(recall - 0.01);
  }

  @Test
  void manySegmentsTogetherTakeFarLessThanEachByItself() {
    Query query = Query.of(queries().getFirst()).ef(120);
    long alone = search(query, 1).stats().graphHops();
    assertThat(search(query, 10).stats().graphHops()).isLessThan(4 * alone);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 25})
  void exactSearchesCompareAllRowsOfAllSegments(int segments) {
    for (float[] vector : queries().subList(0, 10)) {
      Answer answer = search(Query.of(vector).exact(), segments);
      assertThat(ids(answer)).isEqualTo(nearest(vector));
      assertThat(answer.stats().vectorsScanned()).isEqualTo(ROWS);
    }
  }

  /** By the definition, in double precision. */
  private static List<Long> nearest(float[] query) {
    return IntStream.range(0, ROWS)
        .boxed()
        .sorted(Comparator.comparingDouble(row -> distance(query, VECTORS.get(row))))
        .limit(10)
        .map(Integer::longValue)
        .toList();
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
    }
    return sum;
  }
}
