package io.vecgo.kernel;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FastScanKernels} on 128-bit vectors, for look-ups are among 16 bytes on all CPUs; floats
 * on 256-bit vectors.
 */
public final class PanamaFastScan implements FastScanKernels {
  // See Panama256Kernels on what keeps kernels fast.
  //
  // selectFrom takes the low four bits of a byte and ignores the others, so that a shift of shorts
  // is enough to look up the high four bits. Pairs of bytes are added up as shorts: t is the sum of
  // low byte + 256 * high byte, h the sum of high bytes; what is left of t without h is the sum of
  // the low bytes.

  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_128;
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_128;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;

  /** Narrower units take the scalar form of what is done once a block. */
  private static final boolean HAS_WIDE_FLOATS = VectorUnit.bits() >= 256;

  private static final ScalarFastScan SCALAR = new ScalarFastScan();
  private static final int TWO_ROWS = 2 * SLOTS;

  @Override
  public void sums(byte[] tables, MemorySegment codes, long offset, short[] sums) {
    Objects.checkFromIndexSize(offset, (long) tables.length, codes.byteSize());
    ShortVector t0 = ShortVector.zero(SHORTS);
    ShortVector h0 = ShortVector.zero(SHORTS);
    ShortVector t1 = ShortVector.zero(SHORTS);
    ShortVector h1 = ShortVector.zero(SHORTS);
    for (int i = 0; i < tables.length; i += TWO_ROWS) {
      ByteVector low = ByteVector.fromArray(BYTES, tables, i);
      ByteVector high = ByteVector.fromArray(BYTES, tables, i + 16);
      ByteVector c0 = ByteVector.fromMemorySegment(BYTES, codes, offset + i, LITTLE_ENDIAN);
      ByteVector c1 = ByteVector.fromMemorySegment(BYTES, codes, offset + i + 16, LITTLE_ENDIAN);
      ByteVector s0 =
          c0.selectFrom(low)
              .add(
                  c0.reinterpretAsShorts()
                      .lanewise(VectorOperators.LSHR, 4)
                      .reinterpretAsBytes()
                      .selectFrom(high));
      ByteVector s1 =
          c1.selectFrom(low)
              .add(
                  c1.reinterpretAsShorts()
                      .lanewise(VectorOperators.LSHR, 4)
                      .reinterpretAsBytes()
                      .selectFrom(high));
      low = ByteVector.fromArray(BYTES, tables, i + 32);
      high = ByteVector.fromArray(BYTES, tables, i + 48);
      c0 = ByteVector.fromMemorySegment(BYTES, codes, offset + i + 32, LITTLE_ENDIAN);
      c1 = ByteVector.fromMemorySegment(BYTES, codes, offset + i + 48, LITTLE_ENDIAN);
      s0 =
          s0.add(c0.selectFrom(low))
              .add(
                  c0.reinterpretAsShorts()
                      .lanewise(VectorOperators.LSHR, 4)
                      .reinterpretAsBytes()
                      .selectFrom(high));
      s1 =
          s1.add(c1.selectFrom(low))
              .add(
                  c1.reinterpretAsShorts()
                      .lanewise(VectorOperators.LSHR, 4)
                      .reinterpretAsBytes()
                      .selectFrom(high));
      ShortVector w0 = s0.reinterpretAsShorts();
      ShortVector w1 = s1.reinterpretAsShorts();
      t0 = t0.add(w0);
      t1 = t1.add(w1);
      h0 = h0.add(w0.lanewise(VectorOperators.LSHR, 8));
      h1 = h1.add(w1.lanewise(VectorOperators.LSHR, 8));
    }
    t0.sub(h0.lanewise(VectorOperators.LSHL, 8)).intoArray(sums, 0);
    h0.intoArray(sums, 8);
    t1.sub(h1.lanewise(VectorOperators.LSHL, 8)).intoArray(sums, 16);
    h1.intoArray(sums, 24);
  }

  @Override
  public int estimate(
      short[] sums,
      MemorySegment factors,
      long offset,
      float scale,
      float shift,
      float base,
      float below,
      float[] estimates) {
    Objects.checkFromIndexSize(offset, (long) FACTORS * Float.BYTES, factors.byteSize());
    if (!HAS_WIDE_FLOATS) {
      return SCALAR.estimate(sums, factors, offset, scale, shift, base, below, estimates);
    }
    FloatVector scales = FloatVector.broadcast(FLOATS, scale);
    FloatVector shifts = FloatVector.broadcast(FLOATS, shift);
    long passing = 0;
    for (int i = 0; i < SLOTS; i += 8) {
      FloatVector sum =
          (FloatVector)
              ShortVector.fromArray(SHORTS, sums, i)
                  .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0)
                  .convert(VectorOperators.I2F, 0);
      long at = offset + ((long) i << 2);
      FloatVector first = FloatVector.fromMemorySegment(FLOATS, factors, at, LITTLE_ENDIAN);
      FloatVector estimate =
          FloatVector.fromMemorySegment(FLOATS, factors, at + SLOTS * 4L, LITTLE_ENDIAN)
              .fma(sum.fma(scales, shifts), first)
              .add(base);
      estimate.intoArray(estimates, i);
      passing |= estimate.lt(below).toLong() << i;
    }
    return (int) passing;
  }
}
