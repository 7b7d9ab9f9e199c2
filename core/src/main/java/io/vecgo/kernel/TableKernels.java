package io.vecgo.kernel;

import io.vecgo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * Sums of table entries that code bytes choose: how product quantization scores a row. Stateless
 * and thread-safe.
 *
 * <p>A table has {@link #ENTRIES} floats for each byte of a code, so no byte can choose outside of
 * it. A code that does not lie within its memory raises {@link IndexOutOfBoundsException}. The
 * entries of a code are added in the order of its bytes, from +0.
 */
public final class TableKernels {
  /** Entries for each byte of a code. */
  public static final int ENTRIES = 256;

  private static final int ENTRY_BITS = 8;

  private TableKernels() {}

  /**
   * Scores four codes: their sums go to {@code out[at]} to {@code out[at + 3]}. Four independent
   * sums hide the latency of additions and of loads.
   *
   * @param codeBytes length of a code
   */
  public static void sum4(
      float[] table,
      int codeBytes,
      MemorySegment codes,
      long offset0,
      long offset1,
      long offset2,
      long offset3,
      float[] out,
      int at) {
    Objects.checkFromIndexSize(0, codeBytes << ENTRY_BITS, table.length);
    long bytes = codes.byteSize();
    Objects.checkFromIndexSize(offset0, (long) codeBytes, bytes);
    Objects.checkFromIndexSize(offset1, (long) codeBytes, bytes);
    Objects.checkFromIndexSize(offset2, (long) codeBytes, bytes);
    Objects.checkFromIndexSize(offset3, (long) codeBytes, bytes);
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    int entry = 0;
    for (; i + Long.BYTES <= codeBytes; i += Long.BYTES) {
      long c0 = codes.get(LittleEndian.I64, offset0 + i);
      long c1 = codes.get(LittleEndian.I64, offset1 + i);
      long c2 = codes.get(LittleEndian.I64, offset2 + i);
      long c3 = codes.get(LittleEndian.I64, offset3 + i);
      for (int b = 0; b < Long.BYTES; b++) {
        s0 += table[entry + (int) (c0 & 0xFF)];
        s1 += table[entry + (int) (c1 & 0xFF)];
        s2 += table[entry + (int) (c2 & 0xFF)];
        s3 += table[entry + (int) (c3 & 0xFF)];
        c0 >>>= ENTRY_BITS;
        c1 >>>= ENTRY_BITS;
        c2 >>>= ENTRY_BITS;
        c3 >>>= ENTRY_BITS;
        entry += ENTRIES;
      }
    }
    for (; i < codeBytes; i++) {
      s0 += table[entry + (codes.get(ValueLayout.JAVA_BYTE, offset0 + i) & 0xFF)];
      s1 += table[entry + (codes.get(ValueLayout.JAVA_BYTE, offset1 + i) & 0xFF)];
      s2 += table[entry + (codes.get(ValueLayout.JAVA_BYTE, offset2 + i) & 0xFF)];
      s3 += table[entry + (codes.get(ValueLayout.JAVA_BYTE, offset3 + i) & 0xFF)];
      entry += ENTRIES;
    }
    out[at] = s0;
    out[at + 1] = s1;
    out[at + 2] = s2;
    out[at + 3] = s3;
  }
}
