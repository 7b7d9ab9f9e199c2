package io.vecgo.quant;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;

/** Runs of finite floats in files. */
final class Floats {
  private Floats() {}

  static void write(float[] source, int count, ByteWriter out) {
    for (int i = 0; i < count; i++) {
      out.i32(Float.floatToRawIntBits(source[i]));
    }
  }

  /** Reads so many floats; one that is not finite is damage. */
  static void read(ByteReader in, float[] target, int count) {
    for (int i = 0; i < count; i++) {
      target[i] = Float.intBitsToFloat(in.i32());
      if (!Float.isFinite(target[i])) {
        throw in.corrupt("component", "a finite number", Float.toString(target[i]));
      }
    }
  }
}
