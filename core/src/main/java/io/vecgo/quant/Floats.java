package io.vecgo.quant;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;

/** Runs of finite floats in the bytes of a quantizer. */
final class Floats {
  private Floats() {}

  static void write(float[] values, ByteWriter out) {
    write(values, values.length, out);
  }

  /** Writes the first {@code count} values. */
  static void write(float[] values, int count, ByteWriter out) {
    for (int i = 0; i < count; i++) {
      out.i32(Float.floatToRawIntBits(values[i]));
    }
  }

  /** Reads so many floats; too few bytes and numbers that are not finite are damage. */
  static float[] read(ByteReader in, int count) {
    long bytes = (long) count * Float.BYTES;
    if (in.remaining() < bytes) {
      throw in.corrupt("truncated", bytes + " more bytes", Long.toString(in.remaining()));
    }
    float[] values = new float[count];
    read(in, values, count);
    return values;
  }

  /** Reads so many floats into the head of {@code target}. */
  static void read(ByteReader in, float[] target, int count) {
    for (int i = 0; i < count; i++) {
      target[i] = Float.intBitsToFloat(in.i32());
      if (!Float.isFinite(target[i])) {
        throw in.corrupt("invalid number", "a finite one", Float.toString(target[i]));
      }
    }
  }
}
