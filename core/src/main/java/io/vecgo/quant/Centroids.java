package io.vecgo.quant;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.kernel.TableKernels;
import java.util.Arrays;

/**
 * The centroids of one subspace, stored by component. There are always as many as a byte can name:
 * those behind {@link #count} repeat the first, so that any byte has a meaning; no encoder writes
 * them. Immutable, thread-safe.
 *
 * <p>File: centroids in use as varint, then for each component one float for each of them.
 */
final class Centroids {
  static final int COUNT_MAX = TableKernels.ENTRIES;

  private final float[][] columns;
  private final int count;

  /**
   * @param columns for each component one float a centroid, {@link #COUNT_MAX} long; not copied,
   *     the unused ones are filled in
   * @param count centroids in use, at least one
   */
  Centroids(float[][] columns, int count) {
    this.columns = columns;
    this.count = count;
    for (float[] column : columns) {
      Arrays.fill(column, count, COUNT_MAX, column[0]);
    }
  }

  static Centroids read(ByteReader in, int dimension) {
    int count = in.count(dimension * Float.BYTES);
    if (count < 1 || count > COUNT_MAX) {
      throw in.corrupt("centroids", "1 to " + COUNT_MAX, Integer.toString(count));
    }
    float[][] columns = new float[dimension][COUNT_MAX];
    for (float[] column : columns) {
      Floats.read(in, column, count);
    }
    return new Centroids(columns, count);
  }

  void write(ByteWriter out) {
    out.varint(count);
    for (float[] column : columns) {
      Floats.write(column, count, out);
    }
  }

  /** Centroids in use. */
  int count() {
    return count;
  }

  /** Squared distances of all centroids from the part of a vector that begins at {@code from}. */
  void squaredDistances(float[] vector, int from, float[] out) {
    Arrays.fill(out, 0);
    for (int i = 0; i < columns.length; i++) {
      Columns.addSquaredDifferences(vector[from + i], columns[i], out, COUNT_MAX);
    }
  }

  /** Inner products with the part of a vector that begins at {@code from}, negated. */
  void negatedProducts(float[] vector, int from, float[] out) {
    Arrays.fill(out, 0);
    for (int i = 0; i < columns.length; i++) {
      Columns.addMultiples(-vector[from + i], columns[i], out, COUNT_MAX);
    }
  }

  /** The first of the centroids in use with the least distance. */
  static int nearest(float[] distances, int count) {
    int best = 0;
    float least = distances[0];
    for (int i = 1; i < count; i++) {
      if (distances[i] < least) {
        least = distances[i];
        best = i;
      }
    }
    return best;
  }
}
