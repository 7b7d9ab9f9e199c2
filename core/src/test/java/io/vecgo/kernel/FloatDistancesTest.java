package io.vecgo.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vecgo.model.Metric;
import java.lang.foreign.Arena;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Distances are those of the metric, smaller is better, however they are asked for. */
class FloatDistancesTest {
  private static final int ROWS = 23;
  private static final int DIMENSION = 13;

  private final FloatRows vectors = FloatRows.growing(DIMENSION);
  private final FloatRows scales = FloatRows.growingScalars();

  FloatDistancesTest() {
    Arena memory = Arena.ofAuto();
    vectors.ensureCapacity(ROWS, memory);
    scales.ensureCapacity(ROWS, memory);
    for (int row = 0; row < ROWS; row++) {
      vectors.set(row, vector(row));
      scales.setFirst(row, FloatDistances.scale(vector(row)));
    }
  }

  private static float[] vector(int row) {
    return Vectors.gaussian(row, DIMENSION, 1 + row);
  }

  private FloatDistances distances(Metric metric) {
    return new FloatDistances(Kernels.choose(), metric, vectors, scales);
  }

  private static float[] all(FloatDistances distances) {
    float[] out = new float[ROWS];
    distances.to(IntStream.range(0, ROWS).toArray(), ROWS, out);
    return out;
  }

  private static double expected(Metric metric, float[] a, float[] b) {
    double dot = 0;
    double l2 = 0;
    for (int i = 0; i < DIMENSION; i++) {
      dot += (double) a[i] * b[i];
      l2 += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
    }
    return switch (metric) {
      case L2 -> l2;
      case DOT -> -dot;
      case COSINE ->
          -dot / Math.sqrt(FloatDistances.squaredLength(a) * FloatDistances.squaredLength(b));
    };
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void distancesAreThoseOfTheMetric(Metric metric) {
    float[] query = Vectors.gaussian(99, DIMENSION, 2);
    float[] out = all(distances(metric).aimAt(query));
    for (int row = 0; row < ROWS; row++) {
      double expected = expected(metric, query, vector(row));
      assertThat((double) out[row])
          .as("row " + row)
          .isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void distanceIsTheSameAloneAndInABatch(Metric metric) {
    FloatDistances distances = distances(metric).aimAt(Vectors.gaussian(99, DIMENSION, 2));
    float[] batch = all(distances);
    float[] one = new float[1];
    for (int row = 0; row < ROWS; row++) {
      distances.to(new int[] {row}, 1, one);
      assertThat(one[0]).as("row " + row).isEqualTo(batch[row]);
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void aimingAtARowIsAimingAtItsVector(Metric metric) {
    for (int row = 0; row < ROWS; row++) {
      float[] byVector = all(distances(metric).aimAt(vector(row)));
      FloatDistances aimed = distances(metric).aimAt(Vectors.filled(DIMENSION, 9));
      aimed.aimAt(row);
      assertThat(all(aimed)).as("row " + row).isEqualTo(byVector);
    }
  }

  @Test
  void onlyTheCountedRowsAreMeasured() {
    float[] out = Vectors.filled(ROWS, 77);
    distances(Metric.L2).aimAt(vector(0)).to(IntStream.range(0, ROWS).toArray(), 6, out);
    assertThat(out[0]).isZero();
    assertThat(out[5]).isNotEqualTo(77);
    assertThat(out[6]).isEqualTo(77);
  }

  @Test
  void queryIsCopied() {
    float[] query = vector(3);
    FloatDistances distances = distances(Metric.L2).aimAt(query);
    query[0] = 1000;
    assertThat(all(distances)[3]).isZero();
  }

  @Test
  void scaleMakesAUnitVector() {
    assertThat(FloatDistances.scale(new float[] {3, 4})).isEqualTo(0.2f);
    assertThat(FloatDistances.squaredLength(new float[] {3, 4})).isEqualTo(25);
    assertThat(FloatDistances.scale(new float[] {1e-18f, 0})).isFinite();
  }
}
