package io.vecgo.quant;

import io.vecgo.kernel.CodeLayout;
import io.vecgo.kernel.CodeProducts;
import io.vecgo.kernel.Kernels;
import io.vecgo.model.Metric;
import java.lang.foreign.MemorySegment;

/** Distances estimated from the codes of a {@link GridQuantizer}. Confined to one thread. */
final class GridDistances implements CodeDistances {
  private static final int BATCH = 4;

  private final Centre centre;
  private final Frame frame;
  private final CodeLayout layout;
  private final MemorySegment codes;
  private final long codeBytes;
  private final CodeProducts products;
  private final double[] residual;
  private final float[] coordinates;
  private final int[] query;
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
    this.residual = new double[centre.point().length];
    this.coordinates = new float[frame.dimension()];
    this.query = new int[frame.dimension()];
  }

  @Override
  public void aimAt(float[] vector) {
    double scale = Centre.scale(vector, centre.metric());
    if (centre.metric() == Metric.L2) {
      double size = centre.residual(vector, scale, 1, residual);
      aim(size, size * size, 1);
    } else {
      double along = centre.along(vector, scale);
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
    for (int i = 0; i < query.length; i++) {
      query[i] = Math.round(coordinates[i] * stepsPerUnit);
      total += query[i];
    }
    step = greatest > 0 ? Bounded.step(size * greatest / layout.queryMax()) : 0;
    origin = (((1 << layout.bits()) - 1) / 2f - products.origin()) * total;
  }

  /** Puts the residual into the frame; returns the greatest magnitude of its coordinates. */
  private float weightedCoordinates(double size) {
    frame.coordinates(residual, size, coordinates);
    float greatest = 0;
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] *= frame.weight(i);
      greatest = Math.max(greatest, Math.abs(coordinates[i]));
    }
    return greatest;
  }

  @Override
  public void to(int[] rows, int count, float[] out) {
    // First what stands at the head of each record: the processor fetches all of them at once, and
    // with them the beginning of the codes.
    for (int i = 0; i < count; i++) {
      out[i] = base + share * RowFactors.summand(codes, rows[i] * codeBytes);
    }
    int i = 0;
    for (; i + BATCH <= count; i += BATCH) {
      long row0 = rows[i] * codeBytes;
      long row1 = rows[i + 1] * codeBytes;
      long row2 = rows[i + 2] * codeBytes;
      long row3 = rows[i + 3] * codeBytes;
      multiply(row0, row1, row2, row3);
      out[i] += product(row0, sums[0]);
      out[i + 1] += product(row1, sums[1]);
      out[i + 2] += product(row2, sums[2]);
      out[i + 3] += product(row3, sums[3]);
    }
    if (i < count) {
      rest(rows, i, count, out);
    }
  }

  /** One to three rows: the last one stands in for those that are missing. */
  private void rest(int[] rows, int from, int count, float[] out) {
    long last = rows[count - 1] * codeBytes;
    long second = from + 1 < count ? rows[from + 1] * codeBytes : last;
    multiply(rows[from] * codeBytes, second, last, last);
    for (int i = from; i < count; i++) {
      out[i] += product(rows[i] * codeBytes, sums[i - from]);
    }
  }

  private void multiply(long row0, long row1, long row2, long row3) {
    products.of(
        codes,
        row0 + RowFactors.BYTES,
        row1 + RowFactors.BYTES,
        row2 + RowFactors.BYTES,
        row3 + RowFactors.BYTES,
        sums);
  }

  private float product(long row, int sum) {
    return RowFactors.factor(codes, row) * (step * (sum - origin));
  }

  @Override
  public float errorBound(int row) {
    long at = row * codeBytes;
    double lost = frame.errorShare() * length * RowFactors.loss(codes, at);
    double rounded = frame.roundingShare() * step * RowFactors.reach(codes, at);
    return (float) (lost + rounded);
  }
}
