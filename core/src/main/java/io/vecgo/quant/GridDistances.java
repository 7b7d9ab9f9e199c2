package io.vecgo.quant;

import io.vecgo.kernel.CodeLayout;
import io.vecgo.kernel.CodeProducts;
import io.vecgo.kernel.Kernels;
import io.vecgo.model.Metric;
import java.lang.foreign.MemorySegment;

/** Distances estimated from the codes of a {@link GridQuantizer}. Confined to one thread. */
final class GridDistances implements CodeDistances {
  private static final int BATCH = 4;

  /** Rows whose factors are read ahead. */
  private static final int WINDOW = 32;

  private final Centre centre;
  private final Frame frame;
  private final CodeLayout layout;
  private final MemorySegment codes;
  private final long codeBytes;
  private final CodeProducts products;
  private final float[] residual;
  private final float[] coordinates;
  private final int[] query;
  private final long[] factors = new long[WINDOW];
  private final int[] sums = new int[BATCH];

  /** The estimate is {@code base + share * summand + factor * step * (sum - origin)}. */
  private float base;

  private float share;
  private float step;
  private float origin;
  private float length;

  GridDistances(Centre centre, Frame frame, CodeLayout layout, MemorySegment codes, int codeBytes) {
    this.centre = centre;
    this.frame = frame;
    this.layout = layout;
    this.codes = codes;
    this.codeBytes = codeBytes;
    this.products = new CodeProducts(Kernels.forCodes(), layout);
    this.residual = new float[centre.point().length];
    this.coordinates = new float[frame.dimension()];
    this.query = new int[layout.paddedDimension()];
  }

  @Override
  public void aimAt(float[] vector) {
    double scale = Centre.scale(vector, centre.metric());
    if (centre.metric() == Metric.L2) {
      double size = centre.residual(vector, scale, 1, residual);
      aim(size, size * size, 1);
    } else {
      double along = centre.along(vector) * scale;
      double shareOfCentre = centre.length() > 0 ? along / centre.length() : 0;
      double size = centre.residual(vector, scale, shareOfCentre, residual);
      aim(size, -along * centre.length(), along);
    }
  }

  private void aim(double size, double constant, double multiplier) {
    base = Bounded.summand(constant);
    share = Bounded.factor(multiplier);
    length = Bounded.factor(size);
    round(size);
    products.aimAt(query);
  }

  /** Sets the query to the residual in whole steps. */
  private void round(double size) {
    float greatest = size > 0 ? weightedCoordinates(size) : 0;
    float stepsPerUnit = greatest > 0 ? layout.queryMax() / greatest : 0;
    int total = 0;
    for (int i = 0; i < coordinates.length; i++) {
      int steps = Math.round(coordinates[i] * stepsPerUnit);
      query[i] = steps;
      total += steps;
    }
    step = greatest > 0 ? Bounded.step(size * greatest / layout.queryMax()) : 0;
    origin = (((1 << layout.bits()) - 1) / 2f - products.origin()) * total;
  }

  /** Puts the residual into the frame; returns the greatest magnitude of its coordinates. */
  private float weightedCoordinates(double size) {
    frame.coordinates(residual, size, coordinates);
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] *= frame.weight(i);
    }
    float greatest = 0;
    for (float coordinate : coordinates) {
      float magnitude = Math.abs(coordinate);
      greatest = magnitude > greatest ? magnitude : greatest;
    }
    return greatest;
  }

  @Override
  public void to(int[] rows, int count, float[] out) {
    for (int from = 0; from < count; from += WINDOW) {
      estimate(rows, from, Math.min(from + WINDOW, count), out);
    }
  }

  private void estimate(int[] rows, int from, int to, float[] out) {
    readFactors(rows, from, to);
    int i = from;
    for (; i + BATCH <= to; i += BATCH) {
      multiply(rows[i], rows[i + 1], rows[i + 2], rows[i + 3]);
      for (int k = 0; k < BATCH; k++) {
        out[i + k] = estimate(factors[i + k - from], sums[k]);
      }
    }
    if (i < to) {
      multiplyRest(rows, i, to);
      for (int k = 0; k < to - i; k++) {
        out[i + k] = estimate(factors[i + k - from], sums[k]);
      }
    }
  }

  /**
   * Reads the factors of all rows before any code: they are at the head of the records, so that the
   * memory of many rows is under way at the same time.
   */
  private void readFactors(int[] rows, int from, int to) {
    for (int i = from; i < to; i++) {
      factors[i - from] = RowFactors.summandAndFactor(codes, rows[i] * codeBytes);
    }
  }

  /** One to three rows: the last one stands in for those that are missing. */
  private void multiplyRest(int[] rows, int from, int to) {
    int last = rows[to - 1];
    multiply(rows[from], from + 1 < to ? rows[from + 1] : last, last, last);
  }

  private void multiply(int row0, int row1, int row2, int row3) {
    products.of(
        codes,
        row0 * codeBytes + RowFactors.FACTORS_BYTES,
        row1 * codeBytes + RowFactors.FACTORS_BYTES,
        row2 * codeBytes + RowFactors.FACTORS_BYTES,
        row3 * codeBytes + RowFactors.FACTORS_BYTES,
        sums);
  }

  private float estimate(long summandAndFactor, int sum) {
    return base
        + share * RowFactors.summand(summandAndFactor)
        + RowFactors.factor(summandAndFactor) * (step * (sum - origin));
  }

  @Override
  public float errorBound(int row) {
    long at = row * codeBytes;
    double lost = frame.errorShare() * length * RowFactors.loss(codes, at);
    double rounded = frame.roundingShare() * step * RowFactors.reach(codes, at);
    return (float) (lost + rounded);
  }
}
