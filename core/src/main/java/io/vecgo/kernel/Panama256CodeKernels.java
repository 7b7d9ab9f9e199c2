package io.vecgo.kernel;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Kernels on 256-bit vectors, for CPUs that have them (AVX2 and wider). */
public final class Panama256CodeKernels implements CodeKernels {
  // See Panama256Kernels for what keeps such methods fast. Here reduceLanes is used, since the
  // order
  // in which integers are added does not show.

  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_256;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;

  private static final VectorShuffle<Float> HALF = VectorShuffle.iota(FLOATS, 4, 1, true);
  private static final VectorShuffle<Float> QUARTER = VectorShuffle.iota(FLOATS, 2, 1, true);
  private static final VectorShuffle<Float> EIGHTH = VectorShuffle.iota(FLOATS, 1, 1, true);

  private static final VectorShuffle<Float> SWAP4 =
      VectorShuffle.fromValues(FLOATS, 4, 5, 6, 7, 0, 1, 2, 3);
  private static final VectorShuffle<Float> SWAP2 =
      VectorShuffle.fromValues(FLOATS, 2, 3, 0, 1, 6, 7, 4, 5);
  private static final VectorShuffle<Float> SWAP1 =
      VectorShuffle.fromValues(FLOATS, 1, 0, 3, 2, 5, 4, 7, 6);
  private static final FloatVector SIGN4 = signs(1, 1, 1, 1, -1, -1, -1, -1);
  private static final FloatVector SIGN2 = signs(1, 1, -1, -1, 1, 1, -1, -1);
  private static final FloatVector SIGN1 = signs(1, -1, 1, -1, 1, -1, 1, -1);

  private static final float GRID_ROUNDING = 0x1.8p23f;
  private static final int GRID_ROUNDING_BITS = Float.floatToRawIntBits(GRID_ROUNDING);

  private static FloatVector signs(float... signs) {
    return FloatVector.fromArray(FLOATS, signs, 0);
  }

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
    int blocks = query.length / 48;
    long codeBytes = (long) blocks << 5;
    Objects.checkFromIndexSize(offset0, codeBytes, codes.byteSize());
    Objects.checkFromIndexSize(offset1, codeBytes, codes.byteSize());
    Objects.checkFromIndexSize(offset2, codeBytes, codes.byteSize());
    Objects.checkFromIndexSize(offset3, codeBytes, codes.byteSize());
    // A word of two lanes adds up as low + 65536 high, the upper lanes also alone.
    IntVector both0 = IntVector.zero(INTS);
    IntVector both1 = IntVector.zero(INTS);
    IntVector both2 = IntVector.zero(INTS);
    IntVector both3 = IntVector.zero(INTS);
    IntVector high0 = IntVector.zero(INTS);
    IntVector high1 = IntVector.zero(INTS);
    IntVector high2 = IntVector.zero(INTS);
    IntVector high3 = IntVector.zero(INTS);
    for (int block = 0; block < blocks; block++) {
      long b = (long) block << 5;
      ShortVector q0 = ShortVector.fromArray(SHORTS, query, 48 * block);
      ShortVector q1 = ShortVector.fromArray(SHORTS, query, 48 * block + 16);
      ShortVector bias = ShortVector.fromArray(SHORTS, query, 48 * block + 32);
      ShortVector v = ShortVector.fromMemorySegment(SHORTS, codes, offset0 + b, LITTLE_ENDIAN);
      IntVector w = v.mul(q0).add(v.lanewise(LSHR, 8).mul(q1)).add(bias).reinterpretAsInts();
      both0 = both0.add(w);
      high0 = high0.add(w.lanewise(LSHR, 16));
      v = ShortVector.fromMemorySegment(SHORTS, codes, offset1 + b, LITTLE_ENDIAN);
      w = v.mul(q0).add(v.lanewise(LSHR, 8).mul(q1)).add(bias).reinterpretAsInts();
      both1 = both1.add(w);
      high1 = high1.add(w.lanewise(LSHR, 16));
      v = ShortVector.fromMemorySegment(SHORTS, codes, offset2 + b, LITTLE_ENDIAN);
      w = v.mul(q0).add(v.lanewise(LSHR, 8).mul(q1)).add(bias).reinterpretAsInts();
      both2 = both2.add(w);
      high2 = high2.add(w.lanewise(LSHR, 16));
      v = ShortVector.fromMemorySegment(SHORTS, codes, offset3 + b, LITTLE_ENDIAN);
      w = v.mul(q0).add(v.lanewise(LSHR, 8).mul(q1)).add(bias).reinterpretAsInts();
      both3 = both3.add(w);
      high3 = high3.add(w.lanewise(LSHR, 16));
    }
    int bias = blocks << 19; // 0x8000 in each of 16 lanes
    out[at] = both0.sub(high0.lanewise(LSHL, 16)).add(high0).reduceLanes(ADD) - bias;
    out[at + 1] = both1.sub(high1.lanewise(LSHL, 16)).add(high1).reduceLanes(ADD) - bias;
    out[at + 2] = both2.sub(high2.lanewise(LSHL, 16)).add(high2).reduceLanes(ADD) - bias;
    out[at + 3] = both3.sub(high3.lanewise(LSHL, 16)).add(high3).reduceLanes(ADD) - bias;
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
    out[at] = 0;
    out[at + 1] = 0;
    out[at + 2] = 0;
    out[at + 3] = 0;
    for (int from = 0; from < query.length; from += SPAN) {
      int to = Math.min(from + SPAN, query.length);
      add4Bits(query, from, to, codes, offset0, offset1, offset2, offset3, out, at);
    }
  }

  private static void add4Bits(
      short[] query,
      int from,
      int to,
      MemorySegment codes,
      long offset0,
      long offset1,
      long offset2,
      long offset3,
      int[] out,
      int at) {
    long end = (long) to >> 1;
    Objects.checkFromIndexSize(offset0, end, codes.byteSize());
    Objects.checkFromIndexSize(offset1, end, codes.byteSize());
    Objects.checkFromIndexSize(offset2, end, codes.byteSize());
    Objects.checkFromIndexSize(offset3, end, codes.byteSize());
    ShortVector s0 = ShortVector.zero(SHORTS);
    ShortVector s1 = ShortVector.zero(SHORTS);
    ShortVector s2 = ShortVector.zero(SHORTS);
    ShortVector s3 = ShortVector.zero(SHORTS);
    for (int i = from; i < to; i += 64) {
      long b = (long) i >> 1;
      ShortVector qa = ShortVector.fromArray(SHORTS, query, i);
      ShortVector qb = ShortVector.fromArray(SHORTS, query, i + 16);
      ShortVector qc = ShortVector.fromArray(SHORTS, query, i + 32);
      ShortVector qd = ShortVector.fromArray(SHORTS, query, i + 48);
      ShortVector v = ShortVector.fromMemorySegment(SHORTS, codes, offset0 + b, LITTLE_ENDIAN);
      s0 =
          s0.add(v.mul(qa).add(v.lanewise(LSHR, 4).mul(qb)))
              .add(v.lanewise(LSHR, 8).mul(qc).add(v.lanewise(LSHR, 12).mul(qd)));
      v = ShortVector.fromMemorySegment(SHORTS, codes, offset1 + b, LITTLE_ENDIAN);
      s1 =
          s1.add(v.mul(qa).add(v.lanewise(LSHR, 4).mul(qb)))
              .add(v.lanewise(LSHR, 8).mul(qc).add(v.lanewise(LSHR, 12).mul(qd)));
      v = ShortVector.fromMemorySegment(SHORTS, codes, offset2 + b, LITTLE_ENDIAN);
      s2 =
          s2.add(v.mul(qa).add(v.lanewise(LSHR, 4).mul(qb)))
              .add(v.lanewise(LSHR, 8).mul(qc).add(v.lanewise(LSHR, 12).mul(qd)));
      v = ShortVector.fromMemorySegment(SHORTS, codes, offset3 + b, LITTLE_ENDIAN);
      s3 =
          s3.add(v.mul(qa).add(v.lanewise(LSHR, 4).mul(qb)))
              .add(v.lanewise(LSHR, 8).mul(qc).add(v.lanewise(LSHR, 12).mul(qd)));
    }
    IntVector w = s0.reinterpretAsInts();
    out[at] += w.lanewise(LSHL, 16).lanewise(ASHR, 16).add(w.lanewise(ASHR, 16)).reduceLanes(ADD);
    w = s1.reinterpretAsInts();
    out[at + 1] +=
        w.lanewise(LSHL, 16).lanewise(ASHR, 16).add(w.lanewise(ASHR, 16)).reduceLanes(ADD);
    w = s2.reinterpretAsInts();
    out[at + 2] +=
        w.lanewise(LSHL, 16).lanewise(ASHR, 16).add(w.lanewise(ASHR, 16)).reduceLanes(ADD);
    w = s3.reinterpretAsInts();
    out[at + 3] +=
        w.lanewise(LSHL, 16).lanewise(ASHR, 16).add(w.lanewise(ASHR, 16)).reduceLanes(ADD);
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
    out[at] = 0;
    out[at + 1] = 0;
    out[at + 2] = 0;
    out[at + 3] = 0;
    for (int from = 0; from < query.length; from += SPAN) {
      int to = Math.min(from + SPAN, query.length);
      add2Bits(query, from, to, codes, offset0, offset1, offset2, offset3, out, at);
    }
  }

  private static void add2Bits(
      short[] query,
      int from,
      int to,
      MemorySegment codes,
      long offset0,
      long offset1,
      long offset2,
      long offset3,
      int[] out,
      int at) {
    long end = (long) to >> 2;
    Objects.checkFromIndexSize(offset0, end, codes.byteSize());
    Objects.checkFromIndexSize(offset1, end, codes.byteSize());
    Objects.checkFromIndexSize(offset2, end, codes.byteSize());
    Objects.checkFromIndexSize(offset3, end, codes.byteSize());
    ShortVector s0 = ShortVector.zero(SHORTS);
    ShortVector s1 = ShortVector.zero(SHORTS);
    ShortVector s2 = ShortVector.zero(SHORTS);
    ShortVector s3 = ShortVector.zero(SHORTS);
    for (int i = from; i < to; i += 128) {
      long b = (long) i >> 2;
      ShortVector v0 = ShortVector.fromMemorySegment(SHORTS, codes, offset0 + b, LITTLE_ENDIAN);
      ShortVector v1 = ShortVector.fromMemorySegment(SHORTS, codes, offset1 + b, LITTLE_ENDIAN);
      ShortVector v2 = ShortVector.fromMemorySegment(SHORTS, codes, offset2 + b, LITTLE_ENDIAN);
      ShortVector v3 = ShortVector.fromMemorySegment(SHORTS, codes, offset3 + b, LITTLE_ENDIAN);
      for (int field = i; field < i + 128; field += 16) {
        ShortVector q = ShortVector.fromArray(SHORTS, query, field);
        s0 = s0.add(v0.mul(q));
        s1 = s1.add(v1.mul(q));
        s2 = s2.add(v2.mul(q));
        s3 = s3.add(v3.mul(q));
        v0 = v0.lanewise(LSHR, 2);
        v1 = v1.lanewise(LSHR, 2);
        v2 = v2.lanewise(LSHR, 2);
        v3 = v3.lanewise(LSHR, 2);
      }
    }
    IntVector w = s0.reinterpretAsInts();
    out[at] += w.lanewise(LSHL, 16).lanewise(ASHR, 16).add(w.lanewise(ASHR, 16)).reduceLanes(ADD);
    w = s1.reinterpretAsInts();
    out[at + 1] +=
        w.lanewise(LSHL, 16).lanewise(ASHR, 16).add(w.lanewise(ASHR, 16)).reduceLanes(ADD);
    w = s2.reinterpretAsInts();
    out[at + 2] +=
        w.lanewise(LSHL, 16).lanewise(ASHR, 16).add(w.lanewise(ASHR, 16)).reduceLanes(ADD);
    w = s3.reinterpretAsInts();
    out[at + 3] +=
        w.lanewise(LSHL, 16).lanewise(ASHR, 16).add(w.lanewise(ASHR, 16)).reduceLanes(ADD);
  }

  @Override
  public void hadamard(float[] values, int from, int length) {
    for (int half = 8; half < length; half *= 2) {
      butterflies(values, from, length, half);
    }
    finish(values, from, length, (float) (1 / Math.sqrt(length)));
  }

  private static void butterflies(float[] values, int from, int length, int half) {
    for (int block = from; block < from + length; block += 2 * half) {
      for (int i = block; i < block + half; i += 8) {
        FloatVector a = FloatVector.fromArray(FLOATS, values, i);
        FloatVector b = FloatVector.fromArray(FLOATS, values, i + half);
        a.add(b).intoArray(values, i);
        a.sub(b).intoArray(values, i + half);
      }
    }
  }

  /** The butterflies inside of eight lanes: {@code b * -1 + a} is {@code a - b}, to the bit. */
  private static void finish(float[] values, int from, int length, float scale) {
    for (int i = from; i < from + length; i += 8) {
      FloatVector a = FloatVector.fromArray(FLOATS, values, i);
      a = a.fma(SIGN4, a.rearrange(SWAP4));
      a = a.fma(SIGN2, a.rearrange(SWAP2));
      a = a.fma(SIGN1, a.rearrange(SWAP1));
      a.mul(scale).intoArray(values, i);
    }
  }

  @Override
  public float gridFit(float[] values, float scale, int bits) {
    int last = (1 << bits) - 1;
    float middle = last / 2f;
    FloatVector products = FloatVector.zero(FLOATS);
    FloatVector squares = FloatVector.zero(FLOATS);
    for (int i = 0; i < values.length; i += 8) {
      FloatVector x = FloatVector.fromArray(FLOATS, values, i);
      IntVector u =
          x.mul(scale).add(middle).add(GRID_ROUNDING).reinterpretAsInts().sub(GRID_ROUNDING_BITS);
      IntVector twice = u.max(0).min(last).lanewise(LSHL, 1).sub(last);
      FloatVector y = (FloatVector) twice.convert(I2F, 0);
      products = y.fma(x, products);
      squares = y.fma(y, squares);
    }
    products = products.add(products.rearrange(HALF));
    products = products.add(products.rearrange(QUARTER));
    products = products.add(products.rearrange(EIGHTH));
    squares = squares.add(squares.rearrange(HALF));
    squares = squares.add(squares.rearrange(QUARTER));
    squares = squares.add(squares.rearrange(EIGHTH));
    float product = products.lane(0);
    return product * product / squares.lane(0);
  }
}
