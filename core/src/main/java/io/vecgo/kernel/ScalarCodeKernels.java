package io.vecgo.kernel;

import io.vecgo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** Kernels in plain Java: the reference, and what runs where the Vector API does not. */
public final class ScalarCodeKernels implements CodeKernels {
  private static final int LANES = 16;
  private static final float GRID_ROUNDING = 0x1.8p23f;
  private static final int GRID_ROUNDING_BITS = Float.floatToRawIntBits(GRID_ROUNDING);

  @Override
  public void dot8Bits(
      short[] query,
      MemorySegment codes,
      long offset0,
      long offset1,
      long offset2,
      long offset3,
      int[] out,
      int at) {
    out[at] = dot8Bits(query, codes, offset0);
    out[at + 1] = dot8Bits(query, codes, offset1);
    out[at + 2] = dot8Bits(query, codes, offset2);
    out[at + 3] = dot8Bits(query, codes, offset3);
  }

  private static int dot8Bits(short[] query, MemorySegment codes, long offset) {
    Objects.checkFromIndexSize(offset, query.length / 3L * 2, codes.byteSize());
    int sum = 0;
    long next = offset;
    for (int block = 0; block < query.length; block += 3 * LANES) {
      for (int i = block; i < block + LANES; i++) {
        int v = Short.toUnsignedInt(codes.get(LittleEndian.I16, next));
        sum += v * query[i] + (v >>> 8) * query[i + LANES];
        sum += Short.toUnsignedInt(query[i + 2 * LANES]) - 0x8000;
        next += Short.BYTES;
      }
    }
    return sum;
  }

  @Override
  public void dot4Bits(
      short[] query,
      MemorySegment codes,
      long offset0,
      long offset1,
      long offset2,
      long offset3,
      int[] out,
      int at) {
    out[at] = dotFields(query, 4, codes, offset0);
    out[at + 1] = dotFields(query, 4, codes, offset1);
    out[at + 2] = dotFields(query, 4, codes, offset2);
    out[at + 3] = dotFields(query, 4, codes, offset3);
  }

  @Override
  public void dot2Bits(
      short[] query,
      MemorySegment codes,
      long offset0,
      long offset1,
      long offset2,
      long offset3,
      int[] out,
      int at) {
    out[at] = dotFields(query, 2, codes, offset0);
    out[at + 1] = dotFields(query, 2, codes, offset1);
    out[at + 2] = dotFields(query, 2, codes, offset2);
    out[at + 3] = dotFields(query, 2, codes, offset3);
  }

  private static int dotFields(short[] query, int bits, MemorySegment codes, long offset) {
    Objects.checkFromIndexSize(offset, (long) query.length * bits / Byte.SIZE, codes.byteSize());
    int blockDimension = LANES * Short.SIZE / bits;
    int sum = 0;
    long next = offset;
    for (int block = 0; block < query.length; block += blockDimension) {
      for (int i = block; i < block + LANES; i++) {
        int v = Short.toUnsignedInt(codes.get(LittleEndian.I16, next));
        for (int field = i; field < block + blockDimension; field += LANES) {
          sum += v * query[field];
          v >>>= bits;
        }
        next += Short.BYTES;
      }
    }
    return sum;
  }

  @Override
  public void hadamard(float[] values, int from, int length) {
    for (int half = 8; half < length; half *= 2) {
      butterflies(values, from, length, half);
    }
    for (int half = 4; half > 0; half /= 2) {
      butterflies(values, from, length, half);
    }
    float scale = (float) (1 / Math.sqrt(length));
    for (int i = from; i < from + length; i++) {
      values[i] *= scale;
    }
  }

  private static void butterflies(float[] values, int from, int length, int half) {
    for (int block = from; block < from + length; block += 2 * half) {
      for (int i = block; i < block + half; i++) {
        float a = values[i];
        float b = values[i + half];
        values[i] = a + b;
        values[i + half] = a - b;
      }
    }
  }

  @Override
  public float gridFit(float[] values, float scale, int bits) {
    int last = (1 << bits) - 1;
    float middle = last / 2f;
    float[] products = new float[8];
    float[] squares = new float[8];
    for (int i = 0; i < values.length; i++) {
      int u =
          Float.floatToRawIntBits((values[i] * scale + middle) + GRID_ROUNDING)
              - GRID_ROUNDING_BITS;
      float twice = 2 * Math.clamp(u, 0, last) - last;
      products[i & 7] = Math.fma(twice, values[i], products[i & 7]);
      squares[i & 7] = Math.fma(twice, twice, squares[i & 7]);
    }
    float product = sum(products);
    return product * product / sum(squares);
  }

  private static float sum(float[] s) {
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
  }
}
