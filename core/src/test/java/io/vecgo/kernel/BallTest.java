package io.vecgo.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Metric;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No row of a ball is computed to be nearer than the ball says. */
class BallTest {
  private static final ByteReader.Place PLACE = new ByteReader.Place("test", "ball", 0);

  private final Arena arena = Arena.ofConfined();

  @AfterEach
  void close() {
    arena.close();
  }

  private FloatRows rows(float[]... vectors) {
    FloatRows rows = FloatRows.growing(vectors[0].length);
    rows.ensureCapacity(vectors.length, arena);
    for (int row = 0; row < vectors.length; row++) {
      rows.set(row, vectors[row]);
    }
    return rows;
  }

  private FloatRows scales(float[]... vectors) {
    FloatRows scales = FloatRows.growingScalars();
    scales.ensureCapacity(vectors.length, arena);
    for (int row = 0; row < vectors.length; row++) {
      scales.setFirst(row, FloatDistances.scale(vectors[row]));
    }
    return scales;
  }

  private static int[] all(float[]... vectors) {
    return IntStream.range(0, vectors.length).toArray();
  }

  private static float nearest(
      Metric metric, float[] query, FloatRows rows, FloatRows scales, int count) {
    float[] distances = new float[count];
    new FloatDistances(Kernels.choose(), metric, rows, scales)
        .aimAt(query)
        .to(IntStream.range(0, count).toArray(), count, distances);
    float nearest = Float.POSITIVE_INFINITY;
    for (float distance : distances) {
      nearest = Math.min(nearest, distance);
    }
    return nearest;
  }

  /** Rows around a place, at any scale. */
  private static float[][] vectors(Random random, int count, int dimension) {
    double size = Math.pow(10, random.nextInt(16) - 8);
    double spread = size * Math.pow(10, -random.nextInt(6));
    float[] centre = vector(random, dimension, size, new float[dimension]);
    return IntStream.range(0, count)
        .mapToObj(_ -> vector(random, dimension, spread, centre))
        .toArray(float[][]::new);
  }

  private static float[] vector(Random random, int dimension, double spread, float[] around) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) (around[i] + spread * random.nextGaussian());
    }
    return vector;
  }

  @ParameterizedTest
  @EnumSource
  void noRowIsComputedToBeNearerThanItsBall(Metric metric) {
    Random random = new Random(7);
    int tight = 0;
    for (int turn = 0; turn < 400; turn++) {
      int dimension = 1 + random.nextInt(turn % 20 == 0 ? 2_048 : 40);
      float[][] vectors = vectors(random, 1 + random.nextInt(20), dimension);
      float[][] queries = vectors(random, 5, dimension);
      queries[0] = vectors[0].clone();
      FloatRows rows = rows(vectors);
      FloatRows scales = scales(vectors);
      Ball ball = Ball.around(metric, rows, all(vectors)).orElseThrow();
      assertThat(Arrays.asList(vectors)).allMatch(ball::holds);
      for (float[] query : queries) {
        float nearest = nearest(metric, query, rows, scales, vectors.length);
        assertThat(ball.nearest(query)).as("turn %d", turn).isLessThanOrEqualTo(nearest);
        tight += isTight(metric, ball.nearest(query), nearest) ? 1 : 0;
      }
    }
    assertThat(tight).isGreaterThan(400);
  }

  private static boolean isTight(Metric metric, double bound, float nearest) {
    return metric == Metric.COSINE
        ? bound > nearest - 0.1
        : Math.abs(bound - nearest) <= 0.1 * Math.abs(nearest);
  }

  @Test
  void ballOfOnePointIsThatPoint() {
    Ball ball = Ball.around(Metric.L2, rows(new float[] {3, 4}), new int[] {0}).orElseThrow();
    assertThat(ball.nearest(new float[] {0, 0})).isBetween(24.0, 25.0);
    assertThat(ball.holds(new float[] {3, 5})).isFalse();
  }

  @Test
  void vectorsWhoseProductsOverflowHaveNoBall() {
    FloatRows rows = rows(new float[] {1e20f, 1});
    assertThat(Ball.around(Metric.L2, rows, new int[] {0})).isEmpty();
    assertThat(Ball.around(Metric.COSINE, rows(new float[] {1e-20f}), new int[] {0})).isEmpty();
  }

  @Test
  void nothingIsProvenForQueriesWhoseProductsOverflow() {
    Ball ball = Ball.around(Metric.DOT, rows(new float[] {1, 1}), new int[] {0}).orElseThrow();
    assertThat(ball.nearest(new float[] {-1e30f, 0})).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void longVectorsHaveNoBall() {
    float[] vector = new float[Ball.DIMENSION_MAX + 1];
    vector[0] = 1;
    assertThat(Ball.around(Metric.L2, rows(vector), new int[] {0})).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void writtenBallIsReadBack(Metric metric) {
    float[][] vectors = vectors(new Random(3), 10, 9);
    Ball ball = Ball.around(metric, rows(vectors), all(vectors)).orElseThrow();
    ByteWriter out = new ByteWriter();
    ball.write(out);
    Ball read = Ball.read(metric, 9, new ByteReader(out.written(), PLACE));
    assertThat(read).isEqualTo(ball).hasSameHashCodeAs(ball);
    assertThat(read.nearest(vectors[0])).isEqualTo(ball.nearest(vectors[0]));
  }

  @Test
  void impossibleBallIsDamage() {
    for (double radius : List.of(-1.0, Double.NaN, Double.POSITIVE_INFINITY)) {
      ByteWriter out = new ByteWriter().i32(0).f64(radius).raw(new byte[2]);
      assertThatThrownBy(() -> Ball.read(Metric.L2, 2, new ByteReader(out.written(), PLACE)))
          .isInstanceOf(CorruptException.class);
    }
  }
}
