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

  /** What the distance has whatever the code says, to be multiplied with the share of the query. */
  static float summand(MemorySegment codes, long row) {
    return codes.get(LittleEndian.F32, row);
  }

  /** What the product with the code is multiplied with. */
  static float factor(MemorySegment codes, long row) {
    return codes.get(LittleEndian.F32, row + FACTOR);
  }

  /** Length of what the code lost of the vector, as it shows in distances. */
  static float loss(MemorySegment codes, long row) {
    return codes.get(LittleEndian.F32, row + LOSS);
  }

  /** Length of the decoded vector, as it shows in distances. */
  static float reach(MemorySegment codes, long row) {
    return codes.get(LittleEndian.F32, row + REACH);
  }
}
