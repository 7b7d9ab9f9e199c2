package io.vecgo.quant;

import io.vecgo.bytes.ByteReader;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Limits;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;

/** Makes quantizers, from a sample or from what {@link Quantizer#write} wrote. */
public final class Quantizers {
  private static final int RABITQ = 1;
  private static final int SCALAR = 2;
  private static final int BINARY = 3;
  private static final int PRODUCT = 4;

  private Quantizers() {}

  /**
   * A quantizer for vectors like those of the sample.
   *
   * @param sample vectors of this dimension; a few thousand are enough
   * @param seed of everything random: the same input gives the same quantizer
   */
  public static Quantizer train(
      Quantization quantization, Metric metric, int dimension, float[][] sample, long seed) {
    Limits.checkDimension(dimension);
    quantization.checkDimension(dimension);
    return switch (quantization) {
      case Quantization.RaBitQ raBitQ -> rotated(raBitQ, metric, dimension, sample, seed);
      case Quantization.Scalar _,
          Quantization.Binary _,
          Quantization.Product _,
          Quantization.None _ ->
          throw new IllegalArgumentException(
              "quantization=" + quantization.label() + ": must be rabitq");
    };
  }

  private static Quantizer rotated(
      Quantization.RaBitQ quantization, Metric metric, int dimension, float[][] sample, long seed) {
    return new GridQuantizer(
        quantization,
        quantization.bits(),
        Centre.meanOf(sample, metric, dimension),
        new RotatedFrame(dimension, seed));
  }

  /** The first byte of a quantizer that was written. */
  static int kind(Quantization quantization) {
    return switch (quantization) {
      case Quantization.RaBitQ _ -> RABITQ;
      case Quantization.Scalar _ -> SCALAR;
      case Quantization.Binary _ -> BINARY;
      case Quantization.Product _ -> PRODUCT;
      case Quantization.None _ ->
          throw new IllegalArgumentException("quantization=none: must have codes");
    };
  }

  /**
   * Reads what {@link Quantizer#write} wrote.
   *
   * @throws CorruptException if it is nothing of the kind
   */
  public static Quantizer read(ByteReader in) {
    int kind = in.u8();
    if (kind != RABITQ) {
      throw in.corrupt("unknown quantizer", "1", Integer.toString(kind));
    }
    int version = in.u8();
    if (version != GridQuantizer.VERSION) {
      throw in.corrupt("unknown version of a quantizer", "1", Integer.toString(version));
    }
    int bits = in.u8();
    if (bits != 1 && bits != 2 && bits != 4 && bits != 8) {
      throw in.corrupt("invalid bits of a quantizer", "1, 2, 4 or 8", Integer.toString(bits));
    }
    int metricCode = in.u8();
    Metric metric =
        Metric.ofCode(metricCode)
            .orElseThrow(
                () -> in.corrupt("unknown metric", "0 to 2", Integer.toString(metricCode)));
    int dimension = in.i32();
    if (dimension < 1 || dimension > Limits.DIMENSION_MAX) {
      throw in.corrupt("invalid dimension", "1 to " + Limits.DIMENSION_MAX, "" + dimension);
    }
    Centre centre = new Centre(metric, Floats.read(in, dimension));
    return new GridQuantizer(
        new Quantization.RaBitQ(bits), bits, centre, RotatedFrame.read(in, dimension));
  }
}
