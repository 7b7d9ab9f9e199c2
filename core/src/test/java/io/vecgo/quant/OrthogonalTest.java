package io.vecgo.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrthogonalTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 60})
  void aRotationIsFoundBehindAPositiveStretch(int size) {
    double[][] rotation = Orthogonal.nearestTo(random(size, size));
    double[][] stretch = positive(random(size + 1, size));
    assertEqual(Orthogonal.nearestTo(product(rotation, stretch)), rotation, 1e-6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 60})
  void whatIsFoundIsOrthogonal(int size) {
    double[][] found = Orthogonal.nearestTo(random(size + 2, size));
    assertEqual(product(found, transposed(found)), identity(size), 1e-10);
  }

  @Test
  void tinyAndHugeMatricesAreScaled() {
    for (double scale : new double[] {1e-120, 1e120}) {
      double[][] matrix = random(3, 8);
      for (double[] row : matrix) {
        for (int i = 0; i < row.length; i++) {
          row[i] *= scale;
        }
      }
      assertEqual(Orthogonal.nearestTo(matrix), Orthogonal.nearestTo(random(3, 8)), 1e-8);
    }
  }

  @Test
  void aMatrixWithoutInverseHasNone() {
    assertThat(Orthogonal.nearestTo(new double[4][4])).isEmpty();
    assertThat(Orthogonal.nearestTo(new double[][] {{1, 2}, {2, 4}})).isEmpty();
  }

  private static void assertEqual(double[][] found, double[][] expected, double tolerance) {
    for (int row = 0; row < expected.length; row++) {
      for (int column = 0; column < expected.length; column++) {
        assertThat(found[row][column]).isCloseTo(expected[row][column], within(tolerance));
      }
    }
  }

  private static double[][] random(long seed, int size) {
    Random random = new Random(seed);
    double[][] matrix = new double[size][size];
    for (double[] row : matrix) {
      for (int i = 0; i < size; i++) {
        row[i] = random.nextGaussian();
      }
    }
    return matrix;
  }

  /** Symmetric and positive definite. */
  private static double[][] positive(double[][] matrix) {
    double[][] result = product(transposed(matrix), matrix);
    for (int i = 0; i < result.length; i++) {
      result[i][i] += 0.1;
    }
    return result;
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] result = new double[a.length][a.length];
    for (int row = 0; row < a.length; row++) {
      for (int k = 0; k < a.length; k++) {
        for (int column = 0; column < a.length; column++) {
          result[row][column] += a[row][k] * b[k][column];
        }
      }
    }
    return result;
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] result = new double[matrix.length][matrix.length];
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column < matrix.length; column++) {
        result[column][row] = matrix[row][column];
      }
    }
    return result;
  }

  private static double[][] identity(int size) {
    double[][] rows = new double[size][size];
    for (int i = 0; i < size; i++) {
      rows[i][i] = 1;
    }
    return rows;
  }
}
