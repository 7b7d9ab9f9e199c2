package io.vecgo.quant;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;

/** Arrays of finite floats in the bytes of a quantizer. */
final class Floats {
  private Floats() {}

  static void write(float[] values, ByteWriter out) {
    for (float value : values) {
      out.i32(Float.floatToRawIntBits(value));
    }
  }

  /** Reads so many floats; too few bytes and numbers that are not finite are damage. */
  static float[] read(ByteReader in, int count) {
    long bytes = (long) count * Float.BYTES;
    if (in.remaining() < bytes) {
      throw in.corrupt("truncated", bytes + " more bytes", Long.toString(in.remaining()));
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = finite(in);
    }
    return values;
  }

  private static float finite(ByteReader in) {
    float value = Float.intBitsToFloat(in.i32());
    if (!Float.isFinite(value)) {
      throw in.corrupt("invalid number", "a finite one", Float.toString(value));
    }
    return value;
  }
}
