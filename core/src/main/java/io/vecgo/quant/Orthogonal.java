package io.vecgo.quant;

import java.util.Arrays;

/**
 * The orthogonal matrix nearest to a square one, its polar factor, which solves the orthogonal
 * Procrustes problem: among all rotations R (and reflections), the one that brings {@code R x}
 * nearest to {@code y} over all pairs is the polar factor of the sum of {@code y xᵀ}.
 *
 * <p>Newton's iteration {@code X ← (g X + (g X)⁻ᵀ) / 2}, with the scale g of Higham (1986), halves
 * the distance to it from afar and squares it nearby.
 */
final class Orthogonal {
  private static final int ITERATIONS_MAX = 40;
  private static final double CONVERGED = 1e-12;
  private static final double PIVOT_MIN = 1e-300;

  private Orthogonal() {}

  /**
   * The polar factor; a matrix that has no inverse, up to rounding, has none.
   *
   * @param matrix rows; used up
   * @return rows of the polar factor, or an empty array
   */
  static double[][] nearestTo(double[][] matrix) {
    double[][] x = matrix;
    for (int i = 0; i < ITERATIONS_MAX; i++) {
      double[][] inverse = inverse(x);
      if (inverse.length == 0) {
        return inverse;
      }
      double scale = Math.sqrt(norm(inverse) / norm(x));
      if (step(x, inverse, scale) <= CONVERGED * x.length) {
        return x;
      }
    }
    return new double[0][];
  }

  /** One step of the iteration in place; returns the squared distance moved. */
  private static double step(double[][] x, double[][] inverse, double scale) {
    double moved = 0;
    for (int row = 0; row < x.length; row++) {
      for (int column = 0; column < x.length; column++) {
        double before = x[row][column];
        x[row][column] = (scale * before + inverse[column][row] / scale) / 2;
        moved += (x[row][column] - before) * (x[row][column] - before);
      }
    }
    return moved;
  }

  private static double norm(double[][] matrix) {
    double sum = 0;
    for (double[] row : matrix) {
      for (double element : row) {
        sum += element * element;
      }
    }
    return Math.sqrt(sum);
  }

  /** Gauss and Jordan's elimination with row pivots; empty if a pivot vanishes. */
  private static double[][] inverse(double[][] matrix) {
    int size = matrix.length;
    double[][] rows = new double[size][];
    for (int row = 0; row < size; row++) {
      rows[row] = Arrays.copyOf(matrix[row], 2 * size);
      rows[row][size + row] = 1;
    }
    for (int column = 0; column < size; column++) {
      Interruption.check();
      if (!eliminate(rows, column)) {
        return new double[0][];
      }
    }
    for (int row = 0; row < size; row++) {
      rows[row] = Arrays.copyOfRange(rows[row], size, 2 * size);
    }
    return rows;
  }

  private static boolean eliminate(double[][] rows, int column) {
    int pivot = pivot(rows, column);
    double[] chosen = rows[pivot];
    rows[pivot] = rows[column];
    rows[column] = chosen;
    if (!(Math.abs(chosen[column]) > PIVOT_MIN)) {
      return false;
    }
    double factor = 1 / chosen[column];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] *= factor;
    }
    for (int row = 0; row < rows.length; row++) {
      if (row != column) {
        Columns.addMultiples(-rows[row][column], chosen, rows[row], chosen.length);
      }
    }
    return true;
  }

  private static int pivot(double[][] rows, int column) {
    int pivot = column;
    for (int row = column + 1; row < rows.length; row++) {
      if (Math.abs(rows[row][column]) > Math.abs(rows[pivot][column])) {
        pivot = row;
      }
    }
    return pivot;
  }
}
