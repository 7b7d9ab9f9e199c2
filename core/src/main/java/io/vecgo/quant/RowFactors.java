package io.vecgo.quant;

import io.vecgo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;

/**
 * Where the four floats of a row are that its estimate needs beside the code behind them. A row's
 * whole record is read from one place.
 */
final class RowFactors {
  static final int SUMMAND_OFFSET = 0;
  static final int FACTOR_OFFSET = SUMMAND_OFFSET + Float.BYTES;
  static final int LOSS_OFFSET = FACTOR_OFFSET + Float.BYTES;
  static final int REACH_OFFSET = LOSS_OFFSET + Float.BYTES;

  /** Bytes before the code. */
  static final int FACTORS_BYTES = REACH_OFFSET + Float.BYTES;

  private RowFactors() {}

  /** Each number is cut to what {@link Bounded} allows. */
  static void write(
      MemorySegment codes, long row, double summand, double factor, double loss, double reach) {
    codes.set(LittleEndian.F32, row + SUMMAND_OFFSET, Bounded.summand(summand));
    codes.set(LittleEndian.F32, row + FACTOR_OFFSET, Bounded.factor(factor));
    codes.set(LittleEndian.F32, row + LOSS_OFFSET, Bounded.factor(loss));
    codes.set(LittleEndian.F32, row + REACH_OFFSET, Bounded.factor(reach));
  }

  /** The first two numbers of a row, read at once. */
  static long summandAndFactor(MemorySegment codes, long row) {
    return codes.get(LittleEndian.I64, row + SUMMAND_OFFSET);
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
    return codes.get(LittleEndian.F32, row + LOSS_OFFSET);
  }

  /** How much the rounding of a query may show, for each unit of its step. */
  static float reach(MemorySegment codes, long row) {
    return codes.get(LittleEndian.F32, row + REACH_OFFSET);
  }
}
