package io.vecgo.format;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.model.Metric;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader of codes written after docs/format/segment.md and not after our code: it shares no
 * arithmetic with it, rounds no query, and is slow.
 */
final class CodesOfThePage {
  private static final int RABITQ = 1;
  private static final int PRODUCT = 4;
  private static final int FACTORS_BYTES = 16;

  private final MemorySegment codes;
  private final int kind;
  private final Metric metric;
  private final int dimension;

  // Kinds 1 to 3
  private int bits;
  private double[] centre = {};
  private long seed;
  private double[] steps = {};

  // Kind 4
  private int subspaces;
  private double[][] centroids = {};
  private final List<Turn> turns = new ArrayList<>();

  /** A rotation of some components. */
  private static final class Turn {
    final int begin;
    final int size;
    final double[] runs;

    Turn(ByteReader in) {
      this.begin = (int) in.varint();
      this.size = (int) in.varint();
      this.runs = floats(in, size * size);
    }
  }

  /**
   * @param quantizer at its kind
   */
  CodesOfThePage(ByteReader quantizer, MemorySegment codes) {
    this.codes = codes;
    this.kind = quantizer.u8();
    quantizer.u8(); // version
    if (kind == PRODUCT) {
      this.metric = Metric.ofCode(quantizer.u8()).orElseThrow();
      quantizer.u8(); // rotated
      this.dimension = (int) quantizer.varint();
      readProduct(quantizer);
    } else {
      this.bits = quantizer.u8();
      this.metric = Metric.ofCode(quantizer.u8()).orElseThrow();
      this.dimension = quantizer.i32();
      readGrid(quantizer);
    }
    quantizer.expectEnd();
  }

  private void readGrid(ByteReader in) {
    centre = floats(in, dimension);
    if (kind == RABITQ) {
      seed = in.i64();
    } else {
      steps = floats(in, dimension);
    }
  }

  private void readProduct(ByteReader in) {
    int asked = (int) in.varint();
    subspaces = asked > 0 ? asked : Math.max(1, dimension / 4);
    centroids = new double[subspaces][];
    for (int i = 0; i < subspaces; i++) {
      centroids[i] = floats(in, (int) in.varint() * (begin(i + 1) - begin(i)));
    }
    for (long count = in.varint(); count > 0; count--) {
      turns.add(new Turn(in));
    }
  }

  private static double[] floats(ByteReader in, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = Float.intBitsToFloat(in.i32());
    }
    return values;
  }

  private int begin(int subspace) {
    return subspace * (dimension / subspaces) + Math.min(subspace, dimension % subspaces);
  }

  /** The estimated distance of a row. */
  double estimate(float[] query, int row) {
    double[] q = asTheMetricSees(query);
    return kind == PRODUCT ? sumOfSubspaces(rotated(q), row) : gridEstimate(q, row);
  }

  private double[] asTheMetricSees(float[] query) {
    double[] q = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      q[i] = query[i];
    }
    double length = metric == Metric.COSINE ? Math.sqrt(product(q, q)) : 1;
    for (int i = 0; i < dimension; i++) {
      q[i] /= length;
    }
    return q;
  }

  private double gridEstimate(double[] q, int row) {
    double centreLength = Math.sqrt(product(centre, centre));
    boolean isL2 = metric == Metric.L2;
    double s = centreLength == 0 ? 0 : product(q, centre) / centreLength;
    double[] r = lessCentre(q);
    double base = isL2 ? product(r, r) : -s * centreLength;
    double a = codes.get(LittleEndian.F32, (long) row * recordBytes());
    double sum = 0;
    double[] weighted = weightedCoordinates(r);
    for (int i = 0; i < weighted.length; i++) {
      sum += point(row, i) * weighted[i];
    }
    return base + (isL2 ? 1 : s) * a + factor(row) * sum;
  }

  private double[] lessCentre(double[] q) {
    double squared = product(centre, centre);
    double share = metric == Metric.L2 ? 1 : squared == 0 ? 0 : product(q, centre) / squared;
    double[] r = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      r[i] = q[i] - share * centre[i];
    }
    return r;
  }

  /**
   * How far an estimate may be off that rounds what the query is multiplied with to whole steps.
   *
   * @param stepsMax steps of the greatest number
   */
  double roundingError(float[] query, int row, int stepsMax) {
    double greatest = 0;
    double points = 0;
    double[] weighted = weightedCoordinates(lessCentre(asTheMetricSees(query)));
    for (int i = 0; i < weighted.length; i++) {
      greatest = Math.max(greatest, Math.abs(weighted[i]));
      points += Math.abs(point(row, i));
    }
    return Math.abs(factor(row)) * points * greatest / stepsMax / 2;
  }

  private double factor(int row) {
    return codes.get(LittleEndian.F32, (long) row * recordBytes() + 4);
  }

  private double point(int row, int i) {
    long code = (long) row * recordBytes() + FACTORS_BYTES;
    return component(code, i) - ((1 << bits) - 1) / 2.0;
  }

  private int component(long code, int i) {
    if (bits == 1) {
      return (int) (codes.get(LittleEndian.I64, code + i / 64 * 8L) >>> i % 64 & 1);
    }
    int blockComponents = 16 * 16 / bits;
    long block = code + i / blockComponents * 32L;
    int inBlock = i % blockComponents;
    int lane = codes.get(LittleEndian.I16, block + inBlock % 16 * 2L) & 0xFFFF;
    return (lane >>> (bits * (inBlock / 16))) & ((1 << bits) - 1);
  }

  private int recordBytes() {
    int coordinates = kind == RABITQ ? (dimension + 63) / 64 * 64 : dimension;
    int blockComponents = bits == 1 ? 64 : 16 * 16 / bits;
    int blocks = (coordinates + blockComponents - 1) / blockComponents;
    int bytes = FACTORS_BYTES + blocks * (bits == 1 ? 8 : 32);
    return (bytes + 15) / 16 * 16;
  }

  /** {@code w[i] y(r)[i]}. */
  private double[] weightedCoordinates(double[] r) {
    if (kind == RABITQ) {
      return randomlyRotated(r);
    }
    double[] weighted = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      weighted[i] = r[i] * steps[i];
    }
    return weighted;
  }

  private double[] randomlyRotated(double[] r) {
    int n = (dimension + 63) / 64 * 64;
    int window = Integer.highestOneBit(n);
    int[] signs = signs(seed, 3 * n);
    double[] v = new double[n];
    System.arraycopy(r, 0, v, 0, dimension);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < n; i++) {
        v[i] *= signs[round * n + i];
      }
      transform(v, 0, window);
      if (window < n) {
        transform(v, n - window, window);
      }
    }
    return v;
  }

  /** The first signs of a seed, +1 or -1. */
  static int[] signs(long seed, int count) {
    long mask = (1L << 48) - 1;
    long state = (seed ^ 0x5DEECE66DL) & mask;
    int[] signs = new int[count];
    for (int i = 0; i < count; i++) {
      state = state * 0x5DEECE66DL + 0xB & mask;
      signs[i] = state >>> 47 == 1 ? 1 : -1;
    }
    return signs;
  }

  private static void transform(double[] v, int from, int length) {
    double[] sums = new double[length];
    for (int i = 0; i < length; i++) {
      for (int j = 0; j < length; j++) {
        sums[i] += Integer.bitCount(i & j) % 2 == 0 ? v[from + j] : -v[from + j];
      }
    }
    for (int i = 0; i < length; i++) {
      v[from + i] = sums[i] / Math.sqrt(length);
    }
  }

  private double[] rotated(double[] q) {
    double[] v = q.clone();
    for (Turn turn : turns) {
      for (int k = 0; k < turn.size; k++) {
        v[turn.begin + k] = 0;
        for (int i = 0; i < turn.size; i++) {
          v[turn.begin + k] += q[turn.begin + i] * turn.runs[i * turn.size + k];
        }
      }
    }
    return v;
  }

  private double sumOfSubspaces(double[] v, int row) {
    double distance = 0;
    for (int i = 0; i < subspaces; i++) {
      int size = begin(i + 1) - begin(i);
      int count = centroids[i].length / size;
      int number = codes.get(ValueLayout.JAVA_BYTE, row * subspaces + i) & 0xFF;
      for (int j = 0; j < size; j++) {
        double centroid = centroids[i][j * count + (number < count ? number : 0)];
        double component = v[begin(i) + j];
        distance +=
            metric == Metric.L2
                ? (component - centroid) * (component - centroid)
                : -component * centroid;
      }
    }
    return distance;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
