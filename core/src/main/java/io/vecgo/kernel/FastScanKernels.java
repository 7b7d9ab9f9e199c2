package io.vecgo.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Scores the 32 codes of a block at once (FastScan: André, Kermarrec, Le Scouarnec 2015): codes of
 * one bit a component lie side by side, so that one instruction looks up four components of 16 of
 * them. Stateless and thread-safe. All forms give the same bits.
 *
 * <p><b>Codes.</b> For each eight components, a row of 32 bytes: in the byte {@link #byteOf} a
 * slot, bit i is the slot's code of component i of the eight. The number of rows is even.
 *
 * <p><b>Tables.</b> For each row, 16 bytes for the low four components and 16 for the high four:
 * the value, 0 to {@value #ENTRY_MAX}, of each of their 16 combinations.
 *
 * <p>Memory that does not hold the codes raises {@link IndexOutOfBoundsException}, memory that has
 * been freed {@link IllegalStateException}.
 */
public sealed interface FastScanKernels permits ScalarFastScan, PanamaFastScan {
  /** Codes of a block. */
  int SLOTS = 32;

  /** Components are padded with zeros to a multiple of this many. */
  int PADDING_COMPONENTS = 16;

  /** Largest entry of a table: four of them fit a byte. */
  int ENTRY_MAX = 60;

  /** Most components: the sum of their entries fits 16 bits. */
  int COMPONENTS_MAX = 1 << 12;

  /** Floats for a block that {@link #estimate} takes: first terms, then slopes. */
  int FACTORS = 2 * SLOTS;

  /** Bytes of a block of so many components, a multiple of {@link #PADDING_COMPONENTS}. */
  static int codeBytes(int components) {
    return components / Byte.SIZE * SLOTS;
  }

  /** Bytes of the tables for so many components. */
  static int tableBytes(int components) {
    return components / Byte.SIZE * 2 * 16;
  }

  /** Where a slot is in a row of codes: sums of even and of odd bytes come out apart. */
  static int byteOf(int slot) {
    int half = slot & ~15;
    return half + (slot & 7) * 2 + (slot >> 3 & 1);
  }

  /**
   * Adds up the entries that each code chooses.
   *
   * @param codes native or mapped memory that holds as many rows as the tables are for
   * @param sums receives {@link #SLOTS} sums, as unsigned 16-bit numbers
   */
  void sums(byte[] tables, MemorySegment codes, long offset, short[] sums);

  /**
   * Turns sums into estimated distances: {@code base + (first + slope * (scale * sum + shift))},
   * each multiplication fused with its addition.
   *
   * @param factors native or mapped memory of {@link #FACTORS} floats
   * @param below a limit
   * @return a bit for each slot whose estimate is below the limit
   */
  int estimate(
      short[] sums,
      MemorySegment factors,
      long offset,
      float scale,
      float shift,
      float base,
      float below,
      float[] estimates);
}
