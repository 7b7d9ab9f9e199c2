package io.vecgo.graph;

import io.vecgo.bytes.LittleEndian;
import io.vecgo.kernel.FastScanKernels;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.Kernels;
import io.vecgo.kernel.RowDistances;
import io.vecgo.model.Metric;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Writes {@link TurboRecords}. Confined to one thread; several may write different records of one
 * graph.
 *
 * <p><b>Codes.</b> Let {@code x = o - p} be the way from the row to a neighbour in the coordinates
 * of a {@link TurboSpace}, and s its signs, a half each. {@code <s, y> |x|² / <s, x>} estimates the
 * inner product {@code <x, y>} without bias (RaBitQ: Gao and Long, arXiv 2405.12497). With {@code y
 * = q - p} that gives the distance from a query q to o by that from q to p: {@code |q-o|² = |q-p|²
 * + |x|² - 2 <x, y>} under L2, {@code -<q,o> = -<q,p> - <p,x> - <x, y>} otherwise. The error is as
 * small as the query is near, and all that depends on the query is {@code <s, q>}: what it is
 * multiplied with is the slope, the rest, with {@code <s, p>} in it, the first term.
 */
public final class TurboBuilder {
  private static final float HALF = 0.5f;

  private final TurboSpace space;
  private final TurboLayout layout;
  private final TurboRows rows;
  private final FloatKernels kernels = Kernels.choose();
  private final TurboNeighbours neighbours;
  private final float[] vector;
  private final float[] own;
  private final float[] ownUnmoved;
  private final float[] way;
  private final float[] signs;

  /**
   * @param distances of the rows, by their vectors; aimed anew as needed
   * @param links of the graph, complete
   */
  public TurboBuilder(TurboSpace space, TurboRows rows, RowDistances distances, Links links) {
    this.space = space;
    this.layout = space.layout();
    this.rows = rows;
    this.neighbours = new TurboNeighbours(links, distances, Diversity.of(space.metric()));
    this.vector = new float[space.dimension()];
    this.own = new float[space.components()];
    this.ownUnmoved = new float[space.components()];
    this.way = new float[space.components()];
    this.signs = new float[space.components()];
  }

  /**
   * Writes the record of a row.
   *
   * @param target memory of zeros
   * @param offset where the record begins, in bytes
   */
  public void writeRow(int row, MemorySegment target, long offset) {
    int count = neighbours.choose(row);
    float scale = turn(row, own);
    writeOwn(scale, target, offset);
    writeNeighbours(neighbours.chosen(), 0, count, target, offset);
  }

  /**
   * Writes the entry records, one after the other: the entry rows as neighbours of the centre.
   *
   * @param entryRows where walks begin, at least one
   * @param target memory of zeros
   * @param offset where the first of them begins, in bytes
   */
  public void writeEntries(int[] entryRows, MemorySegment target, long offset) {
    Arrays.fill(own, 0);
    long at = offset;
    for (int from = 0; from < entryRows.length; from += TurboLayout.LINKS) {
      System.arraycopy(space.centre(), 0, vector, 0, vector.length);
      writeOwn(1, target, at);
      int count = Math.min(TurboLayout.LINKS, entryRows.length - from);
      writeNeighbours(entryRows, from, count, target, at);
      at += layout.strideBytes();
    }
  }

  private void writeOwn(float scale, MemorySegment target, long offset) {
    long at = offset + layout.vectorAt();
    MemorySegment.copy(vector, 0, target, LittleEndian.F32, at, vector.length);
    if (space.metric() == Metric.COSINE) {
      target.set(LittleEndian.F32, offset + layout.scaleAt(), scale);
    }
    float[] centre = space.turnedCentre();
    for (int i = 0; i < own.length; i++) {
      ownUnmoved[i] = own[i] + centre[i];
    }
  }

  private void writeNeighbours(
      int[] chosen, int from, int count, MemorySegment target, long offset) {
    for (int slot = 0; slot < TurboLayout.LINKS; slot++) {
      if (slot < count) {
        writeNeighbour(slot, chosen[from + slot], target, offset);
      } else {
        writeFactors(slot, 0, Float.POSITIVE_INFINITY, 0, target, offset);
      }
    }
  }

  private void writeNeighbour(int slot, int neighbour, MemorySegment target, long offset) {
    turn(neighbour, way);
    for (int i = 0; i < way.length; i++) {
      way[i] -= own[i];
      signs[i] = way[i] > 0 ? HALF : -HALF;
    }
    writeSigns(slot, target, offset + layout.codesAt());
    boolean isL2 = space.metric() == Metric.L2;
    float squares = kernels.dot(way, way);
    float signsTimesWay = kernels.dot(signs, way);
    float slope = signsTimesWay > 0 ? (isL2 ? -2 : -1) * squares / signsTimesWay : 0;
    float known = isL2 ? squares : -kernels.dot(ownUnmoved, way);
    float first = known - slope * kernels.dot(signs, own);
    writeFactors(slot, neighbour, first, slope, target, offset);
  }

  /** Leaves the vector as it is in {@code vector} and returns its scale. */
  private float turn(int row, float[] target) {
    float scale = rows.read(row, vector);
    space.turn(vector, scale, target);
    return scale;
  }

  private void writeSigns(int slot, MemorySegment target, long codes) {
    long at = codes + FastScanKernels.byteOf(slot);
    for (int i = 0; i < signs.length; i += Byte.SIZE) {
      int bits = 0;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        bits |= ~Float.floatToRawIntBits(signs[i + bit]) >>> (Integer.SIZE - 1) << bit;
      }
      target.set(ValueLayout.JAVA_BYTE, at, (byte) bits);
      at += FastScanKernels.SLOTS;
    }
  }

  private void writeFactors(
      int slot, int neighbour, float first, float slope, MemorySegment target, long offset) {
    long at = offset + (long) slot * Integer.BYTES;
    target.set(LittleEndian.I32, at, neighbour);
    target.set(LittleEndian.F32, at + layout.factorsAt(), first);
    long slopes = layout.factorsAt() + (long) FastScanKernels.SLOTS * Float.BYTES;
    target.set(LittleEndian.F32, at + slopes, slope);
  }
}
