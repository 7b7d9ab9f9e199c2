package io.vecgo.quant;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.kernel.CodeLayout;
import io.vecgo.model.Limits;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

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
  static final int VERSION = 1;

  /** Records begin at multiples of this. */
  static final int RECORD_ALIGNMENT = 16;

  private final Quantization quantization;
  private final Centre centre;
  private final Frame frame;
  private final CodeLayout layout;

  GridQuantizer(Quantization quantization, Centre centre, Frame frame) {
    this.quantization = quantization;
    this.centre = centre;
    this.frame = frame;
    this.layout = new CodeLayout(bits(quantization), frame.dimension());
  }

  /** Bits of a component. */
  static int bits(Quantization quantization) {
    return switch (quantization) {
      case Quantization.RaBitQ raBitQ -> raBitQ.bits();
      case Quantization.Scalar scalar -> scalar.bits();
      case Quantization.Binary _ -> 1;
      case Quantization.None _, Quantization.Product _ ->
          throw new IllegalArgumentException(
              "quantization=" + quantization.label() + ": must have grids");
    };
  }

  @Override
  public Quantization quantization() {
    return quantization;
  }

  @Override
  public boolean fits(Metric metric, int dimension) {
    return centre.metric() == metric && centre.point().length == dimension;
  }

  @Override
  public int codeBytes() {
    return codeBytes(layout);
  }

  /** Bytes from one code in this layout to the next. */
  static int codeBytes(CodeLayout layout) {
    int bytes = RowFactors.FACTORS_BYTES + layout.codeBytes();
    return (bytes + RECORD_ALIGNMENT - 1) / RECORD_ALIGNMENT * RECORD_ALIGNMENT;
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
    out.u8(QuantizerKind.of(quantization).code()).u8(VERSION).u8(layout.bits());
    out.u8(centre.metric().code()).i32(centre.point().length);
    Floats.write(centre.point(), out);
    frame.write(out);
  }

  /** Reads what {@link #write} wrote behind the kind. */
  static GridQuantizer read(QuantizerKind kind, ByteReader in) {
    expectVersion(in);
    Quantization quantization = quantization(kind, in);
    Metric metric = metric(in);
    int dimension = dimension(in);
    Centre centre = new Centre(metric, Floats.read(in, dimension));
    Frame frame =
        kind == QuantizerKind.RABITQ
            ? RotatedFrame.read(in, dimension)
            : ScaledFrame.read(in, dimension);
    return new GridQuantizer(quantization, centre, frame);
  }

  private static void expectVersion(ByteReader in) {
    int version = in.u8();
    if (version != VERSION) {
      throw in.corrupt(
          "unknown version of a quantizer", Integer.toString(VERSION), Integer.toString(version));
    }
  }

  private static Quantization quantization(QuantizerKind kind, ByteReader in) {
    int bits = in.u8();
    return switch (kind) {
      case RABITQ -> new Quantization.RaBitQ(oneOf(bits, in, 1, 2, 4, 8));
      case SCALAR -> new Quantization.Scalar(oneOf(bits, in, 4, 8));
      case BINARY, PRODUCT -> {
        oneOf(bits, in, 1);
        yield new Quantization.Binary();
      }
    };
  }

  private static int oneOf(int bits, ByteReader in, int... allowed) {
    for (int candidate : allowed) {
      if (bits == candidate) {
        return bits;
      }
    }
    throw in.corrupt(
        "invalid bits of a quantizer", Arrays.toString(allowed), Integer.toString(bits));
  }

  private static Metric metric(ByteReader in) {
    int code = in.u8();
    return Metric.ofCode(code)
        .orElseThrow(() -> in.corrupt("unknown metric", "0, 1 or 2", Integer.toString(code)));
  }

  private static int dimension(ByteReader in) {
    int dimension = in.i32();
    if (dimension < 1 || dimension > Limits.DIMENSION_MAX) {
      throw in.corrupt(
          "invalid dimension", "1 to " + Limits.DIMENSION_MAX, Integer.toString(dimension));
    }
    return dimension;
  }
}
