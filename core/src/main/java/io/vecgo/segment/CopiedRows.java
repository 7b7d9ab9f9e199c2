package io.vecgo.segment;

import io.vecgo.kernel.FloatDistances;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.FloatRows;
import io.vecgo.kernel.VectorDistances;
import io.vecgo.model.Metric;
import java.lang.foreign.Arena;
import java.util.function.Supplier;

/**
 * Distances to rows of a {@link PagedSection}: rows are copied side by side, blocks of many rows
 * fetched together, and compared there. Memory grows with the rows that are asked for at once, up
 * to {@link #ROWS_BYTES_MAX}. Confined to one thread.
 */
final class CopiedRows implements VectorDistances {
  /** At most so many bytes of rows are copied at a time. */
  static final long ROWS_BYTES_MAX = 4L << 20;

  private final SegmentInfo info;
  private final PagedSection section;
  private final FloatRows scales;
  private final Pieces pieces = new Pieces();
  private final Arena memory = Arena.ofAuto();
  private final FloatRows copies;
  private final FloatRows scalesOfCopies = FloatRows.growingScalars();
  private final FloatDistances distances;
  private final int[] places;
  private final float[] some;

  /**
   * @param scales of all rows, verified
   */
  CopiedRows(
      SegmentInfo info, PagedSection section, Supplier<FloatRows> scales, FloatKernels kernels) {
    this.info = info;
    this.section = section;
    this.scales = scales.get();
    this.copies = FloatRows.growing(info.dimension());
    this.distances = new FloatDistances(kernels, info.metric(), copies, scalesOfCopies);
    int rowsMax = (int) Math.max(1, ROWS_BYTES_MAX / FloatRows.strideBytes(info.dimension()));
    this.places = new int[rowsMax];
    this.some = new float[rowsMax];
    for (int i = 0; i < rowsMax; i++) {
      places[i] = i;
    }
  }

  @Override
  public long memoryBytes() {
    long numbers = (long) places.length * (Integer.BYTES + Float.BYTES);
    return copies.capacityBytes(0) + scalesOfCopies.capacityBytes(0) + numbers;
  }

  /** So many rows can be copied at a time. */
  int rowsMax() {
    return places.length;
  }

  /** The rows that were copied last, numbered from 0. */
  FloatRows copies() {
    return copies;
  }

  /** Their scales. */
  FloatRows scalesOfCopies() {
    return scalesOfCopies;
  }

  /** The numbers from 0 on, one for each row that can be copied. */
  int[] places() {
    return places;
  }

  /** Copies rows, at most {@link #rowsMax}. */
  void copy(int[] rows, int from, int count) {
    copies.ensureCapacity(count, memory);
    scalesOfCopies.ensureCapacity(count, memory);
    long stride = FloatRows.strideBytes(info.dimension());
    for (int i = 0; i < count; i++) {
      pieces.add(rows[from + i] * stride, stride, copies.chunk(i), copies.offset(i));
      scalesOfCopies.setFirst(i, hasScales() ? scales.first(rows[from + i]) : 1);
    }
    section.copy(pieces);
  }

  private boolean hasScales() {
    return info.metric() == Metric.COSINE;
  }

  @Override
  public CopiedRows aimAt(float[] vector) {
    distances.aimAt(vector);
    return this;
  }

  @Override
  public void aimAt(int row) {
    copy(new int[] {row}, 0, 1);
    distances.aimAt(0);
  }

  @Override
  public void to(int[] rows, int count, float[] out) {
    for (int from = 0; from < count; from += rowsMax()) {
      int part = Math.min(rowsMax(), count - from);
      copy(rows, from, part);
      distances.to(places, part, some);
      System.arraycopy(some, 0, out, from, part);
    }
  }
}
