package io.vecgo.kernel;

import java.lang.foreign.MemorySegment;

/** Products of one query with codes, four at a time. Confined to one thread. */
public final class CodeProducts {
  private static final int BYTE_CENTRE = 128;

  private final CodeKernels kernels;
  private final CodeLayout layout;
  private final short[] folded;
  private final long[] planes;

  public CodeProducts(CodeKernels kernels, CodeLayout layout) {
    this.kernels = kernels;
    this.layout = layout;
    boolean inPlanes = layout.bits() == 1;
    this.folded = new short[inPlanes ? 0 : layout.queryLength()];
    this.planes = new long[inPlanes ? layout.queryLength() : 0];
  }

  /** The number from which the components of a code count in its products. */
  public int origin() {
    return layout.bits() == Byte.SIZE ? BYTE_CENTRE : 0;
  }

  /**
   * Multiplies from now on with this query.
   *
   * @param query at most {@link CodeLayout#queryMax} in magnitude, {@link
   *     CodeLayout#paddedDimension} numbers, where there is no component zero
   */
  public void aimAt(int[] query) {
    if (layout.bits() == 1) {
      layout.split(query, planes);
    } else {
      layout.fold(query, folded);
    }
  }

  /** The products with the codes at four byte offsets, into {@code out[0]} to {@code out[3]}. */
  public void of(
      MemorySegment codes, long offset0, long offset1, long offset2, long offset3, int[] out) {
    switch (layout.bits()) {
      case 1 -> kernels.dot1Bit(planes, codes, offset0, offset1, offset2, offset3, out, 0);
      case 2 -> kernels.dot2Bits(folded, codes, offset0, offset1, offset2, offset3, out, 0);
      case 4 -> kernels.dot4Bits(folded, codes, offset0, offset1, offset2, offset3, out, 0);
      default -> kernels.dot8Bits(folded, codes, offset0, offset1, offset2, offset3, out, 0);
    }
  }
}
