package io.vecgo.kernel;

import static java.lang.Long.bitCount;

import io.vecgo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Integer products of a query with codes off the heap, and the steps that make codes. Stateless and
 * thread-safe.
 *
 * <p><b>Codes and queries</b> lie as {@link CodeLayout} packs and folds them. A code is a number of
 * whole blocks at any byte offset of native or mapped memory. Memory that does not hold the whole
 * code raises {@link IndexOutOfBoundsException}, memory that has been freed {@link
 * IllegalStateException}.
 *
 * <p><b>Bits.</b> Products are exact integers. What computes with floats has one order of
 * operations, each exactly specified: all implementations return the same bits, so that a vector
 * has the same code on every machine.
 *
 * <p><b>Folding.</b> Fields of a 16-bit lane {@code v = u0 + 16 u1 + 256 u2 + 4096 u3} need not be
 * isolated to be multiplied: modulo 2^16, {@code u0 q0 + u1 q1 + u2 q2 + u3 q3} is {@code v q0 + (v
 * >>> 4)(q1 - 16 q0) + (v >>> 8)(q2 - 16 q1) + (v >>> 12)(q3 - 16 q2)}. The query holds the
 * differences, its numbers are so small that no lane leaves 16 bits before it is widened.
 */
public sealed interface CodeKernels
    permits ScalarCodeKernels, Panama128CodeKernels, Panama256CodeKernels {

  /** Components after which 16-bit sums are widened to 32 bits. */
  int SPAN = 1024;

  /**
   * Products of a query and four codes of 8 bits a component, written to {@code out[at]} to {@code
   * out[at + 3]}. Components count from -128.
   */
  void dot8Bits(
      short[] query,
      MemorySegment codes,
      long offset0,
      long offset1,
      long offset2,
      long offset3,
      int[] out,
      int at);

  /** Products of a query and four codes of 4 bits a component; else like {@link #dot8Bits}. */
  void dot4Bits(
      short[] query,
      MemorySegment codes,
      long offset0,
      long offset1,
      long offset2,
      long offset3,
      int[] out,
      int at);

  /** Products of a query and four codes of 2 bits a component; else like {@link #dot8Bits}. */
  void dot2Bits(
      short[] query,
      MemorySegment codes,
      long offset0,
      long offset1,
      long offset2,
      long offset3,
      int[] out,
      int at);

  /**
   * Products of a query of 4 bits and four codes of 1 bit a component; else like {@link #dot8Bits}.
   * Scalar in every implementation: counting bits of whole words is as fast as vectors are here.
   *
   * @param query four words for each word of a code: bit planes of weight 1, 2, 4 and -8
   */
  default void dot1Bit(
      long[] query,
      MemorySegment codes,
      long offset0,
      long offset1,
      long offset2,
      long offset3,
      int[] out,
      int at) {
    long codeBytes = (long) query.length << 1;
    Objects.checkFromIndexSize(offset0, codeBytes, codes.byteSize());
    Objects.checkFromIndexSize(offset1, codeBytes, codes.byteSize());
    Objects.checkFromIndexSize(offset2, codeBytes, codes.byteSize());
    Objects.checkFromIndexSize(offset3, codeBytes, codes.byteSize());
    int s0 = 0;
    int s1 = 0;
    int s2 = 0;
    int s3 = 0;
    for (int i = 0; i < query.length; i += 4) {
      long b = (long) i << 1;
      long q0 = query[i];
      long q1 = query[i + 1];
      long q2 = query[i + 2];
      long q3 = query[i + 3];
      long w = codes.get(LittleEndian.I64, offset0 + b);
      s0 += bitCount(w & q0) + 2 * bitCount(w & q1) + 4 * bitCount(w & q2) - 8 * bitCount(w & q3);
      w = codes.get(LittleEndian.I64, offset1 + b);
      s1 += bitCount(w & q0) + 2 * bitCount(w & q1) + 4 * bitCount(w & q2) - 8 * bitCount(w & q3);
      w = codes.get(LittleEndian.I64, offset2 + b);
      s2 += bitCount(w & q0) + 2 * bitCount(w & q1) + 4 * bitCount(w & q2) - 8 * bitCount(w & q3);
      w = codes.get(LittleEndian.I64, offset3 + b);
      s3 += bitCount(w & q0) + 2 * bitCount(w & q1) + 4 * bitCount(w & q2) - 8 * bitCount(w & q3);
    }
    out[at] = s0;
    out[at + 1] = s1;
    out[at + 2] = s2;
    out[at + 3] = s3;
  }

  /**
   * Walsh-Hadamard transform of {@code values[from .. from + length - 1]} in place, scaled to keep
   * their length as a vector.
   *
   * @param length a power of two, at least 64
   */
  void hadamard(float[] values, int from, int length);

  /**
   * How well a vector is kept by the grid {@code (u - (2^bits - 1) / 2) / scale} with {@code u} of
   * 0 to {@code 2^bits - 1}: the squared inner product of the vector and its grid point over the
   * squared length of the grid point. Eight sums as in {@link FloatKernels}.
   *
   * @param values a whole number of eights; {@code |value * scale|} must be below 2^21
   */
  float gridFit(float[] values, float scale, int bits);
}
