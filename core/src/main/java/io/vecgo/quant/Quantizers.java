package io.vecgo.quant;

import io.vecgo.bytes.ByteReader;
import io.vecgo.kernel.CodeLayout;
import io.vecgo.kernel.Rotation;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Limits;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;

/** Makes quantizers, from a sample or from what {@link Quantizer#write} wrote. */
public final class Quantizers {
  private Quantizers() {}

  /**
   * A quantizer for vectors like those of the sample.
   *
   * @param quantization anything but {@link Quantization.None}
   * @param sample vectors of this dimension; a few thousand are enough
   * @param seed of everything random: the same input gives the same quantizer
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static Quantizer train(
      Quantization quantization, Metric metric, int dimension, float[][] sample, long seed) {
    Limits.checkDimension(dimension);
    quantization.checkDimension(dimension);
    return switch (quantization) {
      case Quantization.RaBitQ raBitQ -> rotated(raBitQ, metric, dimension, sample, seed);
      case Quantization.Scalar scalar ->
          ScaledTraining.evenGrids(scalar, metric, dimension, sample);
      case Quantization.Binary binary -> ScaledTraining.signs(binary, metric, dimension, sample);
      case Quantization.Product product ->
          ProductQuantizer.train(product, metric, dimension, sample, seed);
      case Quantization.None _ ->
          throw new IllegalArgumentException("quantization=none: must have codes");
    };
  }

  private static Quantizer rotated(
      Quantization.RaBitQ quantization, Metric metric, int dimension, float[][] sample, long seed) {
    return new GridQuantizer(
        quantization, Centre.meanOf(sample, metric, dimension), new RotatedFrame(dimension, seed));
  }

  /** Bytes from one code to the next; 0 if there are none. */
  public static int codeBytes(Quantization quantization, int dimension) {
    return switch (quantization) {
      case Quantization.None _ -> 0;
      case Quantization.Product product -> product.subspacesFor(dimension);
      case Quantization.RaBitQ raBitQ ->
          GridQuantizer.codeBytes(
              new CodeLayout(raBitQ.bits(), Rotation.rotatedDimension(dimension)));
      case Quantization.Scalar _, Quantization.Binary _ ->
          GridQuantizer.codeBytes(new CodeLayout(GridQuantizer.bits(quantization), dimension));
    };
  }

  /** About how much {@link Quantizer#write} writes, in bytes; 0 if there is none. */
  public static long quantizerBytes(Quantization quantization, int dimension) {
    long perComponent =
        switch (quantization) {
          case Quantization.None _ -> 0;
          case Quantization.RaBitQ _ -> 1;
          case Quantization.Scalar _, Quantization.Binary _ -> 2;
          case Quantization.Product product ->
              Centroids.COUNT_MAX
                  + (product.rotated()
                      ? Math.min(dimension, ProductQuantizer.BLOCK_COMPONENTS_MAX)
                      : 0);
        };
    return perComponent * dimension * Float.BYTES;
  }

  /**
   * Reads what {@link Quantizer#write} wrote.
   *
   * @throws CorruptException if it is nothing of the kind
   */
  public static Quantizer read(ByteReader in) {
    int code = in.u8();
    QuantizerKind kind =
        QuantizerKind.ofCode(code)
            .orElseThrow(
                () -> in.corrupt("unknown kind of quantizer", "1 to 4", Integer.toString(code)));
    return switch (kind) {
      case RABITQ, SCALAR, BINARY -> GridQuantizer.read(kind, in);
      case PRODUCT -> ProductQuantizer.read(in);
    };
  }
}
