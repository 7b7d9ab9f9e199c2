package io.vecgo.text;

import io.vecgo.bytes.ByteWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A block of postings as bytes: two widths, then gaps between rows and frequencies, each number in
 * as many bits as the largest of its kind needs. Layout: docs/format/segment.md.
 */
final class BlockCodec {
  static final int ROW_BITS_MAX = 31;
  static final int FREQUENCY_BITS_MAX = 21;
  static final int HEAD_BYTES = 2;

  /** Bytes of the largest block, and behind them what an unaligned read of a long touches. */
  static final int BUFFER_BYTES =
      HEAD_BYTES
          + packedBytes(Postings.BLOCK_ROWS, ROW_BITS_MAX)
          + packedBytes(Postings.BLOCK_ROWS, FREQUENCY_BITS_MAX)
          + Long.BYTES;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private BlockCodec() {}

  /** Bytes of so many numbers of so many bits. */
  static int packedBytes(int count, int bits) {
    return (count * bits + Byte.SIZE - 1) / Byte.SIZE;
  }

  /**
   * Writes a block of the rows {@code from} to {@code to - 1}.
   *
   * @param before the last row of the block before, or -1
   */
  static void write(int[] rows, int[] frequencies, int from, int to, int before, ByteWriter out) {
    int count = to - from;
    int[] gaps = new int[count];
    int[] repeats = new int[count];
    int previous = before;
    for (int i = 0; i < count; i++) {
      gaps[i] = rows[from + i] - previous - 1;
      repeats[i] = frequencies[from + i] - 1;
      previous = rows[from + i];
    }
    out.u8(width(gaps)).u8(width(repeats));
    pack(gaps, width(gaps), out);
    pack(repeats, width(repeats), out);
  }

  /** Bits that the largest of the numbers needs. */
  private static int width(int[] numbers) {
    int all = 0;
    for (int number : numbers) {
      all |= number;
    }
    return Integer.SIZE - Integer.numberOfLeadingZeros(all);
  }

  /** Lowest bits first. */
  private static void pack(int[] numbers, int width, ByteWriter out) {
    long pending = 0;
    int pendingBits = 0;
    for (int number : numbers) {
      pending |= (long) number << pendingBits;
      pendingBits += width;
      while (pendingBits >= Byte.SIZE) {
        out.u8((int) pending & 0xFF);
        pending >>>= Byte.SIZE;
        pendingBits -= Byte.SIZE;
      }
    }
    if (pendingBits > 0) {
      out.u8((int) pending & 0xFF);
    }
  }

  /** Whether a block of so many rows has so many bytes. */
  static boolean hasLength(byte[] block, int count, int length) {
    return length >= HEAD_BYTES
        && block[0] >= 0
        && block[0] <= ROW_BITS_MAX
        && block[1] >= 0
        && block[1] <= FREQUENCY_BITS_MAX
        && length == HEAD_BYTES + packedBytes(count, block[0]) + packedBytes(count, block[1]);
  }

  /**
   * Reads a block that {@link #hasLength has its length}. If the row returned is legal, all are.
   *
   * @param before the last row of the block before, or -1
   * @return the last row
   */
  static long read(byte[] block, int count, int before, int[] rows, int[] frequencies) {
    int width = block[0];
    long mask = (1L << width) - 1;
    long row = before;
    int bit = HEAD_BYTES * Byte.SIZE;
    for (int i = 0; i < count; i++, bit += width) {
      row += 1 + ((longAt(block, bit >>> 3) >>> (bit & 7)) & mask);
      rows[i] = (int) row;
    }
    readFrequencies(block, HEAD_BYTES + packedBytes(count, width), count, frequencies);
    return row;
  }

  private static void readFrequencies(byte[] block, int at, int count, int[] frequencies) {
    int width = block[1];
    long mask = (1L << width) - 1;
    int bit = at * Byte.SIZE;
    for (int i = 0; i < count; i++, bit += width) {
      frequencies[i] = 1 + (int) ((longAt(block, bit >>> 3) >>> (bit & 7)) & mask);
    }
  }

  private static long longAt(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }
}
