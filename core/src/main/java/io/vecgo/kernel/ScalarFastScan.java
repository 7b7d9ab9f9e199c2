package io.vecgo.kernel;

import io.vecgo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;

/** {@link FastScanKernels} without vectors. */
public final class ScalarFastScan implements FastScanKernels {

  @Override
  public void sums(byte[] tables, MemorySegment codes, long offset, short[] sums) {
    Objects.checkFromIndexSize(offset, (long) tables.length, codes.byteSize());
    Arrays.fill(sums, 0, SLOTS, (short) 0);
    for (int at = 0; at < tables.length; at += SLOTS) {
      for (int slot = 0; slot < SLOTS; slot++) {
        int code = codes.get(ValueLayout.JAVA_BYTE, offset + at + FastScanKernels.byteOf(slot));
        sums[slot] += (short) (tables[at + (code & 15)] + tables[at + 16 + (code >> 4 & 15)]);
      }
    }
  }

  @Override
  public int estimate(
      short[] sums,
      MemorySegment factors,
      long offset,
      float scale,
      float shift,
      float base,
      float below,
      float[] estimates) {
    Objects.checkFromIndexSize(offset, (long) FACTORS * Float.BYTES, factors.byteSize());
    int passing = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      long at = offset + (long) slot * Float.BYTES;
      float first = factors.get(LittleEndian.F32, at);
      float slope = factors.get(LittleEndian.F32, at + SLOTS * Float.BYTES);
      float product = Math.fma(scale, sums[slot] & 0xFFFF, shift);
      estimates[slot] = base + Math.fma(slope, product, first);
      passing |= estimates[slot] < below ? 1 << slot : 0;
    }
    return passing;
  }
}
