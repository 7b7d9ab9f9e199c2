package io.vecgo.quant;

import io.vecgo.bytes.ByteWriter;
import io.vecgo.kernel.CodeLayout;
import io.vecgo.model.Quantization;
import java.lang.foreign.MemorySegment;

/**
 * Codes that are points of an even grid around a {@link Centre} in the coordinates of a {@link
 * Frame}: RaBitQ, scalar and binary quantization.
 *
 * <p>A row is {@code o = c + x} with the centre c, and z its grid point; a query is {@code q = t c
 * + r}. The inner product of r and x is estimated as {@code <r, z> |x|^2 / <z, x>}: this is exact
 * in the direction of x, and what is orthogonal to it averages out. Then
 *
 * <ul>
 *   <li>L2, with t = 1: {@code |q - o|^2 = |r|^2 + |x|^2 - 2 <r, x>}
 *   <li>dot and cosine, with t such that r is short: {@code <q, o> = <q, c> + t <c, x> + <r, x>}
 * </ul>
 *
 * are both of the form {@code base + share * summand + factor * <r, z>}, where summand and factor
 * are stored for each row, and {@code <r, z>} is a product of integers once r is rounded to a grid,
 * too.
 */
final class GridQuantizer implements Quantizer {
  /** Format of {@link #write}. */
  static final int VERSION = 1;

  private static final int STRIDE_GRANULARITY = 16;

  private final Quantization quantization;
  private final Centre centre;
  private final Frame frame;
  private final CodeLayout layout;

  GridQuantizer(Quantization quantization, int bits, Centre centre, Frame frame) {
    this.quantization = quantization;
    this.centre = centre;
    this.frame = frame;
    this.layout = new CodeLayout(bits, frame.dimension());
  }

  @Override
  public Quantization quantization() {
    return quantization;
  }

  @Override
  public int codeBytes() {
    int bytes = RowFactors.BYTES + layout.codeBytes();
    return (bytes + STRIDE_GRANULARITY - 1) / STRIDE_GRANULARITY * STRIDE_GRANULARITY;
  }

  @Override
  public Encoder newEncoder() {
    return new GridEncoder(centre, frame, layout);
  }

  @Override
  public CodeDistances newDistances(MemorySegment codes) {
    return new GridDistances(centre, frame, layout, codes, codeBytes());
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(Quantizers.kind(quantization)).u8(VERSION).u8(layout.bits());
    out.u8(centre.metric().code()).i32(centre.point().length);
    Floats.write(centre.point(), out);
    frame.write(out);
  }
}
