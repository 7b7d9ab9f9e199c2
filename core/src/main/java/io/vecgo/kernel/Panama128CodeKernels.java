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

/** Kernels on 128-bit vectors: NEON, and x86 before AVX2. */
public final class Panama128CodeKernels implements CodeKernels {
  // See Panama256CodeKernels. The 16 lanes of a block fill two registers, so four rows are just
  // multiplied one after the other.

  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_128;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_128;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_128;

  private static final VectorShuffle<Float> QUARTER = VectorShuffle.iota(FLOATS, 2, 1, true);
  private static final VectorShuffle<Float> EIGHTH = VectorShuffle.iota(FLOATS, 1, 1, true);

  private static final VectorShuffle<Float> SWAP2 = VectorShuffle.fromValues(FLOATS, 2, 3, 0, 1);
  private static final VectorShuffle<Float> SWAP1 = VectorShuffle.fromValues(FLOATS, 1, 0, 3, 2);
  private static final FloatVector SIGN2 = signs(1, 1, -1, -1);
  private static final FloatVector SIGN1 = signs(1, -1, 1, -1);

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
    out[at] = dot8Bits(query, codes, offset0);
    out[at + 1] = dot8Bits(query, codes, offset1);
    out[at + 2] = dot8Bits(query, codes, offset2);
    out[at + 3] = dot8Bits(query, codes, offset3);
  }

  private static int dot8Bits(short[] query, MemorySegment codes, long offset) {
    int blocks = query.length / 48;
    Objects.checkFromIndexSize(offset, (long) blocks << 5, codes.byteSize());
    IntVector both = IntVector.zero(INTS);
    IntVector high = IntVector.zero(INTS);
    for (int half = 0; half < 2 * blocks; half++) {
      int at = (half >> 1) * 48 + (half & 1) * 8;
      ShortVector v =
          ShortVector.fromMemorySegment(SHORTS, codes, offset + ((long) half << 4), LITTLE_ENDIAN);
      IntVector w =
          v.mul(ShortVector.fromArray(SHORTS, query, at))
              .add(v.lanewise(LSHR, 8).mul(ShortVector.fromArray(SHORTS, query, at + 16)))
              .add(ShortVector.fromArray(SHORTS, query, at + 32))
              .reinterpretAsInts();
      both = both.add(w);
      high = high.add(w.lanewise(LSHR, 16));
    }
    return both.sub(high.lanewise(LSHL, 16)).add(high).reduceLanes(ADD) - (blocks << 19);
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
    int sum = 0;
    for (int from = 0; from < query.length; from += SPAN) {
      sum += dotSpan(query, from, Math.min(from + SPAN, query.length), bits, codes, offset);
    }
    return sum;
  }

  private static int dotSpan(
      short[] query, int from, int to, int bits, MemorySegment codes, long offset) {
    int blockDimension = 256 / bits;
    Objects.checkFromIndexSize(offset, ((long) to * bits) >> 3, codes.byteSize());
    ShortVector low = ShortVector.zero(SHORTS);
    ShortVector high = ShortVector.zero(SHORTS);
    for (int block = from; block < to; block += blockDimension) {
      long b = offset + (((long) block * bits) >> 3);
      ShortVector v = ShortVector.fromMemorySegment(SHORTS, codes, b, LITTLE_ENDIAN);
      ShortVector w = ShortVector.fromMemorySegment(SHORTS, codes, b + 16, LITTLE_ENDIAN);
      for (int i = block; i < block + blockDimension; i += 16) {
        low = low.add(v.mul(ShortVector.fromArray(SHORTS, query, i)));
        high = high.add(w.mul(ShortVector.fromArray(SHORTS, query, i + 8)));
        v = v.lanewise(LSHR, bits);
        w = w.lanewise(LSHR, bits);
      }
    }
    IntVector a = low.reinterpretAsInts();
    IntVector b = high.reinterpretAsInts();
    IntVector ofLow = a.lanewise(LSHL, 16).lanewise(ASHR, 16).add(a.lanewise(ASHR, 16));
    IntVector ofHigh = b.lanewise(LSHL, 16).lanewise(ASHR, 16).add(b.lanewise(ASHR, 16));
    return ofLow.add(ofHigh).reduceLanes(ADD);
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
      for (int i = block; i < block + half; i += 4) {
        FloatVector a = FloatVector.fromArray(FLOATS, values, i);
        FloatVector b = FloatVector.fromArray(FLOATS, values, i + half);
        a.add(b).intoArray(values, i);
        a.sub(b).intoArray(values, i + half);
      }
    }
  }

  private static void finish(float[] values, int from, int length, float scale) {
    for (int i = from; i < from + length; i += 8) {
      FloatVector a = FloatVector.fromArray(FLOATS, values, i);
      FloatVector b = FloatVector.fromArray(FLOATS, values, i + 4);
      FloatVector sum = a.add(b);
      FloatVector difference = a.sub(b);
      sum = sum.fma(SIGN2, sum.rearrange(SWAP2));
      sum = sum.fma(SIGN1, sum.rearrange(SWAP1));
      difference = difference.fma(SIGN2, difference.rearrange(SWAP2));
      difference = difference.fma(SIGN1, difference.rearrange(SWAP1));
      sum.mul(scale).intoArray(values, i);
      difference.mul(scale).intoArray(values, i + 4);
    }
  }

  @Override
  public float gridFit(float[] values, float scale, int bits) {
    int last = (1 << bits) - 1;
    float middle = last / 2f;
    FloatVector products0 = FloatVector.zero(FLOATS);
    FloatVector products1 = FloatVector.zero(FLOATS);
    FloatVector squares0 = FloatVector.zero(FLOATS);
    FloatVector squares1 = FloatVector.zero(FLOATS);
    for (int i = 0; i < values.length; i += 8) {
      FloatVector x = FloatVector.fromArray(FLOATS, values, i);
      IntVector u =
          x.mul(scale).add(middle).add(GRID_ROUNDING).reinterpretAsInts().sub(GRID_ROUNDING_BITS);
      IntVector twice = u.max(0).min(last).lanewise(LSHL, 1).sub(last);
      FloatVector y = (FloatVector) twice.convert(I2F, 0);
      products0 = y.fma(x, products0);
      squares0 = y.fma(y, squares0);
      x = FloatVector.fromArray(FLOATS, values, i + 4);
      u = x.mul(scale).add(middle).add(GRID_ROUNDING).reinterpretAsInts().sub(GRID_ROUNDING_BITS);
      twice = u.max(0).min(last).lanewise(LSHL, 1).sub(last);
      y = (FloatVector) twice.convert(I2F, 0);
      products1 = y.fma(x, products1);
      squares1 = y.fma(y, squares1);
    }
    FloatVector products = products0.add(products1);
    products = products.add(products.rearrange(QUARTER));
    products = products.add(products.rearrange(EIGHTH));
    FloatVector squares = squares0.add(squares1);
    squares = squares.add(squares.rearrange(QUARTER));
    squares = squares.add(squares.rearrange(EIGHTH));
    float product = products.lane(0);
    return product * product / squares.lane(0);
  }
}
