package io.vecgo.kernel;

import io.vecgo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;

/**
 * How the components of a code, and of a query to multiply it with, lie in memory. Immutable.
 *
 * <p>A block is 16 lanes of 16 bits, and a lane is {@code 16 / bits} fields, the first component in
 * the lowest bits: component {@code i} of a block is in lane {@code i mod 16}, field {@code i /
 * 16}. Single bits lie in order in words of 64. What fills up the last block is zero.
 */
public final class CodeLayout {
  static final int LANES = 16;
  private static final int LANE_SUM_MAX = Short.MAX_VALUE;
  private static final int BYTE_QUERY_MAX = 127;
  private static final int PLANE_QUERY_MAX = 7;

  private final int bits;
  private final int blocks;

  /**
   * @param bits a component: 1, 2, 4 or 8
   */
  public CodeLayout(int bits, int dimension) {
    this.bits = bits;
    this.blocks = (dimension + blockDimension() - 1) / blockDimension();
  }

  /** Bits a component. */
  public int bits() {
    return bits;
  }

  /** Components of a code and of a query: the dimension, filled up to whole blocks. */
  public int paddedDimension() {
    return blocks * blockDimension();
  }

  /** Bytes of a code. */
  public int codeBytes() {
    return paddedDimension() * bits / Byte.SIZE;
  }

  /** Greatest magnitude of a query component for which no sum overflows. */
  public int queryMax() {
    return switch (bits) {
      case 1 -> PLANE_QUERY_MAX;
      case 8 -> BYTE_QUERY_MAX;
      default -> LANE_SUM_MAX / (laneComponentsMax() * ((1 << bits) - 1));
    };
  }

  /** Elements of a folded query: shorts, or longs where a component has one bit. */
  int queryLength() {
    return switch (bits) {
      case 1 -> 4 * blocks;
      case 8 -> 3 * LANES * blocks;
      default -> paddedDimension();
    };
  }

  private int blockDimension() {
    return bits == 1 ? Long.SIZE : LANES * fields();
  }

  private int fields() {
    return Short.SIZE / bits;
  }

  /** The most components that one lane adds up before it is widened. */
  private int laneComponentsMax() {
    return Math.min(paddedDimension(), CodeKernels.SPAN) / LANES;
  }

  /**
   * Writes a code.
   *
   * @param components unsigned numbers of so many bits, {@link #paddedDimension} of them
   */
  public void pack(byte[] components, MemorySegment target, long offset) {
    if (bits == 1) {
      packWords(components, target, offset);
    } else {
      packLanes(components, target, offset);
    }
  }

  private void packWords(byte[] components, MemorySegment target, long offset) {
    for (int block = 0; block < blocks; block++) {
      long word = 0;
      for (int i = block * Long.SIZE; i < (block + 1) * Long.SIZE; i++) {
        word |= (long) components[i] << i;
      }
      target.set(LittleEndian.I64, offset + (long) block * Long.BYTES, word);
    }
  }

  private void packLanes(byte[] components, MemorySegment target, long offset) {
    long at = offset;
    for (int block = 0; block < components.length; block += blockDimension()) {
      for (int lane = block; lane < block + LANES; lane++) {
        int value = 0;
        int shift = 0;
        for (int i = lane; i < block + blockDimension(); i += LANES) {
          value |= (components[i] & 0xFF) << shift;
          shift += bits;
        }
        target.set(LittleEndian.I16, at, (short) value);
        at += Short.BYTES;
      }
    }
  }

  /**
   * Brings a query into the form that codes of more than one bit are multiplied with.
   *
   * @param query at most {@link #queryMax} in magnitude, {@link #paddedDimension} numbers, where
   *     there is no component zero
   * @param folded of {@link #queryLength}
   */
  void fold(int[] query, short[] folded) {
    if (bits == 8) {
      foldBytes(query, folded);
    } else {
      foldFields(query, folded);
    }
  }

  private void foldFields(int[] query, short[] folded) {
    for (int block = 0; block < query.length; block += blockDimension()) {
      for (int i = block; i < block + LANES; i++) {
        folded[i] = (short) query[i];
      }
      for (int i = block + LANES; i < block + blockDimension(); i++) {
        folded[i] = (short) (query[i] - (query[i - LANES] << bits));
      }
    }
  }

  /** Two fields, and what makes of their sum an unsigned number that counts codes from -128. */
  private void foldBytes(int[] query, short[] folded) {
    for (int block = 0; block < blocks; block++) {
      for (int lane = 0; lane < LANES; lane++) {
        int low = query[block * 2 * LANES + lane];
        int high = query[block * 2 * LANES + LANES + lane];
        int at = block * 3 * LANES + lane;
        folded[at] = (short) low;
        folded[at + LANES] = (short) (high - (low << Byte.SIZE));
        folded[at + 2 * LANES] = (short) (0x8000 - 128 * (low + high));
      }
    }
  }

  /**
   * Brings a query into the form that codes of one bit are multiplied with: for each word of a code
   * the bit planes of its components in two's complement.
   *
   * @param query as for {@link #fold}
   * @param planes of {@link #queryLength}
   */
  void split(int[] query, long[] planes) {
    for (int block = 0; block < blocks; block++) {
      long ones = 0;
      long twos = 0;
      long fours = 0;
      long eights = 0;
      for (int i = block * Long.SIZE; i < (block + 1) * Long.SIZE; i++) {
        long value = query[i];
        ones |= (value & 1) << i;
        twos |= (value >> 1 & 1) << i;
        fours |= (value >> 2 & 1) << i;
        eights |= (value >> 3 & 1) << i;
      }
      planes[4 * block] = ones;
      planes[4 * block + 1] = twos;
      planes[4 * block + 2] = fours;
      planes[4 * block + 3] = eights;
    }
  }
}
