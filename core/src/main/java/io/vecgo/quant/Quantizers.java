package io.vecgo.quant;

import io.vecgo.bytes.ByteReader;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;

/** Makes quantizers. */
public final class Quantizers {
  private Quantizers() {}

  public static Quantizer train(
      Quantization quantization, Metric metric, int dimension, float[][] sample, long seed) {
    return ProductQuantizer.train(
        new Quantization.Product(0, false), metric, dimension, sample, seed);
  }

  public static Quantizer read(ByteReader in) {
    return ProductQuantizer.read(in);
  }
}
