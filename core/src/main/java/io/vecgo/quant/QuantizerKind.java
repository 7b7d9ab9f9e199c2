package io.vecgo.quant;

import io.vecgo.model.Quantization;
import java.util.Arrays;
import java.util.Optional;

/** The first byte of a quantizer that was written. */
enum QuantizerKind {
  RABITQ(1),
  SCALAR(2),
  BINARY(3),
  PRODUCT(4);

  private final int code;

  QuantizerKind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Optional<QuantizerKind> ofCode(int code) {
    return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
  }

  static QuantizerKind of(Quantization quantization) {
    return switch (quantization) {
      case Quantization.RaBitQ _ -> RABITQ;
      case Quantization.Scalar _ -> SCALAR;
      case Quantization.Binary _ -> BINARY;
      case Quantization.Product _ -> PRODUCT;
      case Quantization.None _ ->
          throw new IllegalArgumentException("quantization=none: must have codes");
    };
  }
}
