package io.vecgo.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 65, 100, 128, 384, 784, 1000, 1536, 16_384})
  void lengthsAreKept(int dimension) {
    float[] vector = padded(Vectors.gaussian(1, dimension, 1f));
    float[] rotated = rotated(vector, 1);
    assertThat(dot(rotated, rotated))
        .isCloseTo(dot(vector, vector), Percentage.withPercentage(0.01));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 63, 100, 384, 784, 16_384})
  void innerProductsAreKept(int dimension) {
    float[] a = padded(Vectors.gaussian(1, dimension, 1f));
    float[] b = padded(Vectors.gaussian(2, dimension, 1f));
    assertThat(dot(rotated(a, 3), rotated(b, 3))).isCloseTo(dot(a, b), within(1e-4 * dimension));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 64, 100, 384, 784, 1536})
  void everyComponentReachesAllOthers(int dimension) {
    for (int hot : new int[] {0, dimension / 2, dimension - 1}) {
      float[] vector = new float[Rotation.rotatedDimension(dimension)];
      vector[hot] = 1;
      float[] rotated = rotated(vector, 5);
      float expected = (float) (1 / Math.sqrt(rotated.length));
      assertThat(largest(rotated)).isLessThan(8 * expected);
      assertThat(count(rotated, expected / 10)).isGreaterThan(rotated.length / 2);
    }
  }

  @Test
  void bothKernelsRotateToTheSameBits() {
    for (int dimension : new int[] {1, 64, 100, 320, 384, 784, 1000, 16_384}) {
      float[] scalar = padded(Vectors.gaussian(dimension, dimension, 1f));
      float[] panama = scalar.clone();
      new Rotation(new ScalarCodeKernels(), dimension, 9).rotate(scalar);
      new Rotation(new Panama256CodeKernels(), dimension, 9).rotate(panama);
      assertThat(panama).isEqualTo(scalar);
    }
  }

  @Test
  void theSeedDecides() {
    float[] vector = padded(Vectors.gaussian(1, 100, 1f));
    assertThat(rotated(vector, 1)).isEqualTo(rotated(vector, 1)).isNotEqualTo(rotated(vector, 2));
  }

  /** Stored codes depend on it: it may never change. */
  @Test
  void theRotationOfASeedIsFixed() {
    float[] vector = new float[128];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = i % 7 - 3;
    }
    assertThat(Arrays.hashCode(rotated(vector, 42))).isEqualTo(1384929593);
  }

  private static float[] rotated(float[] vector, long seed) {
    float[] rotated = vector.clone();
    new Rotation(Kernels.forCodes(), vector.length, seed).rotate(rotated);
    return rotated;
  }

  private static float[] padded(float[] vector) {
    return Arrays.copyOf(vector, Rotation.rotatedDimension(vector.length));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static float largest(float[] vector) {
    float largest = 0;
    for (float value : vector) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static int count(float[] vector, float above) {
    int count = 0;
    for (float value : vector) {
      count += Math.abs(value) > above ? 1 : 0;
    }
    return count;
  }
}
