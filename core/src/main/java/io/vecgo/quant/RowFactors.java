package io.vecgo.quant;

import io.vecgo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;

/**
 * Where the four floats of a row are that its estimate needs beside the code behind them. A row's
 * whole record is read from one place.
 */
final class RowFactors {
  /** Bytes before the code. */
  static final int BYTES = 16;

  private static final int FACTOR = 4;
  private static final int LOSS = 8;
  private static final int REACH = 12;

  private RowFactors() {}

  /** Each number is cut to what {@link Bounded} allows. */
  static void write(
      MemorySegment codes, long row, double summand, double factor, double loss, double reach) {
    codes.set(LittleEndian.F32, row, Bounded.summand(summand));
    codes.set(LittleEndian.F32, row + FACTOR, Bounded.factor(factor));
    codes.set(LittleEndian.F32, row + LOSS, Bounded.factor(loss));
    codes.set(LittleEndian.F32, row + REACH, Bounded.factor(reach));
  }

  /** The first two numbers of a row, read at once. */
  static long summandAndFactor(MemorySegment codes, long row) {
    return codes.get(LittleEndian.I64, row);
  }

  /** What the distance has whatever the code says, to be multiplied with the share of the query. */
  static float summand(long summandAndFactor) {
    return Float.intBitsToFloat((int) summandAndFactor);
  }

  /** What the product with the code is multiplied with. */
  static float factor(long summandAndFactor) {
    return Float.intBitsToFloat((int) (summandAndFactor >>> 32));
  }

  /** How much a query may differ in what the code lost, for each unit of its length. */
  static float loss(MemorySegment codes, long row) {
    return codes.get(LittleEndian.F32, row + LOSS);
  }

  /** How much the rounding of a query may show, for each unit of its step. */
  static float reach(MemorySegment codes, long row) {
    return codes.get(LittleEndian.F32, row + REACH);
  }
}
