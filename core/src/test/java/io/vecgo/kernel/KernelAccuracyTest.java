package io.vecgo.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The specified results against double precision. */
class KernelAccuracyTest {
  private static final double ROUNDING = 0x1p-24;

  private final FloatKernels kernels = new ScalarKernels();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 100, 128, 384, 784, 1536, 100_000})
  void dotKeepsTheStatedErrorBound(int length) {
    float[] a = Vectors.gaussian(length, length, 1f);
    float[] b = Vectors.gaussian(-length, length, 1f);
    double exact = 0;
    double magnitudes = 0;
    for (int i = 0; i < length; i++) {
      exact += (double) a[i] * b[i];
      magnitudes += Math.abs((double) a[i] * b[i]);
    }
    assertThat((double) kernels.dot(a, b)).isCloseTo(exact, within(bound(length) * magnitudes));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 100, 128, 384, 784, 1536, 100_000})
  void l2KeepsTheStatedErrorBound(int length) {
    float[] a = Vectors.gaussian(length, length, 1f);
    float[] b = Vectors.gaussian(-length, length, 1f);
    double exact = 0;
    for (int i = 0; i < length; i++) {
      double difference = (double) a[i] - b[i];
      exact += difference * difference;
    }
    assertThat((double) kernels.l2(a, b)).isCloseTo(exact, within(bound(length) * exact));
  }

  private static double bound(int length) {
    return (length / 8.0 + 6) * ROUNDING;
  }

  @Test
  void emptyVectorsHaveDistanceZero() {
    assertThat(kernels.dot(new float[0], new float[0])).isZero();
    assertThat(kernels.l2(new float[0], new float[0])).isZero();
  }

  @Test
  void l2OfEqualVectorsIsZero() {
    float[] a = Vectors.anyBits(1, 1000);
    assertThat(kernels.l2(a, a)).isZero();
  }

  @Test
  void cosineOfParallelVectorsNeverLeavesItsRange() {
    for (int length = 1; length <= 130; length++) {
      float[] a = Vectors.gaussian(length, length, 1f);
      assertThat(kernels.cosine(a, times(1.7f, a))).isBetween(1 - 1e-6f, 1f);
      assertThat(kernels.cosine(a, times(-1.7f, a))).isBetween(-1f, -1 + 1e-6f);
    }
  }

  private static float[] times(float factor, float[] vector) {
    float[] product = new float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      product[i] = factor * vector[i];
    }
    return product;
  }

  @Test
  void cosineOfVeryShortAndVeryLongVectorsIsExact() {
    assertThat(kernels.cosine(new float[] {1e-15f, 0}, new float[] {1e-15f, 0})).isEqualTo(1f);
    assertThat(kernels.cosine(new float[] {1e18f, 0}, new float[] {0, 1e18f})).isZero();
    assertThat(kernels.cosine(new float[] {1e18f, 0}, new float[] {-1e18f, 0})).isEqualTo(-1f);
  }
}
