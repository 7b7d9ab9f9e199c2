package io.vecgo.kernel;

import io.vecgo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * How the components of a code, and of a query to multiply it with, lie in memory. Immutable.
 *
 * <p>A block is 16 lanes of 16 bits, and a lane is {@code 16 / bits} fields, the first component in
 * the lowest bits: component {@code i} of a block is in lane {@code i mod 16}, field {@code i /
 * 16}. Single bits lie in order in words of 64. Missing components of the last block are zero.
 */
public final class CodeLayout {
  private static final int LANES = 16;
  private static final int LANE_SUM_MAX = Short.MAX_VALUE;
  private static final int BYTE_QUERY_MAX = 127;
  private static final int PLANE_QUERY_MAX = 7;

  private final int bits;
  private final int dimension;
  private final int blocks;

  /**
   * @param bits a component: 1, 2, 4 or 8
   */
  public CodeLayout(int bits, int dimension) {
    this.bits = bits;
    this.dimension = dimension;
    this.blocks = (dimension + blockDimension() - 1) / blockDimension();
  }

  /** Bits a component. */
  public int bits() {
    return bits;
  }

  /** Components of a vector, before they are filled up to whole blocks. */
  public int dimension() {
    return dimension;
  }

  /** Bytes of a code. */
  public int codeBytes() {
    return blocks * blockDimension() * bits / Byte.SIZE;
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
  public int queryLength() {
    return switch (bits) {
      case 1 -> 4 * blocks;
      case 8 -> 3 * LANES * blocks;
      default -> blockDimension() * blocks;
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
    return Math.min(blocks * blockDimension(), CodeKernels.SPAN) / LANES;
  }

  /** Writes a code of {@code components[0 .. dimension-1]}, unsigned numbers of so many bits. */
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
      int from = block * Long.SIZE;
      for (int i = from; i < Math.min(from + Long.SIZE, dimension); i++) {
        word |= (long) components[i] << i;
      }
      target.set(LittleEndian.I64, offset + (long) block * Long.BYTES, word);
    }
  }

  private void packLanes(byte[] components, MemorySegment target, long offset) {
    for (int lane = 0; lane < blocks * LANES; lane++) {
      int first = lane / LANES * blockDimension() + lane % LANES;
      int value = 0;
      for (int field = 0; field < fields() && first + field * LANES < dimension; field++) {
        value |= (components[first + field * LANES] & 0xFF) << (field * bits);
      }
      target.set(LittleEndian.I16, offset + (long) lane * Short.BYTES, (short) value);
    }
  }

  /**
   * Brings a query into the form that codes of more than one bit are multiplied with.
   *
   * @param components at most {@link #queryMax} in magnitude
   * @param folded of {@link #queryLength}
   */
  public void fold(int[] components, short[] folded) {
    if (bits == 8) {
      foldBytes(components, folded);
    } else {
      foldFields(components, folded);
    }
  }

  private void foldFields(int[] components, short[] folded) {
    for (int i = 0; i < folded.length; i++) {
      int own = component(components, i);
      boolean isFirstField = i % blockDimension() < LANES;
      folded[i] = (short) (isFirstField ? own : own - (component(components, i - LANES) << bits));
    }
  }

  /** Two fields, and what makes of their sum an unsigned number that counts codes from -128. */
  private void foldBytes(int[] components, short[] folded) {
    for (int block = 0; block < blocks; block++) {
      for (int lane = 0; lane < LANES; lane++) {
        int low = component(components, block * 2 * LANES + lane);
        int high = component(components, block * 2 * LANES + LANES + lane);
        int at = block * 3 * LANES + lane;
        folded[at] = (short) low;
        folded[at + LANES] = (short) (high - (low << Byte.SIZE));
        folded[at + 2 * LANES] = (short) (0x8000 - 128 * (low + high));
      }
    }
  }

  private int component(int[] components, int i) {
    return i < dimension ? components[i] : 0;
  }

  /**
   * Brings a query into the form that codes of one bit are multiplied with: for each word of a code
   * the bit planes of its components in two's complement.
   *
   * @param planes of {@link #queryLength}
   */
  public void split(int[] components, long[] planes) {
    Arrays.fill(planes, 0);
    for (int i = 0; i < dimension; i++) {
      int at = i / Long.SIZE * 4;
      long value = components[i];
      planes[at] |= (value & 1) << i;
      planes[at + 1] |= (value >> 1 & 1) << i;
      planes[at + 2] |= (value >> 2 & 1) << i;
      planes[at + 3] |= (value >> 3 & 1) << i;
    }
  }
}
