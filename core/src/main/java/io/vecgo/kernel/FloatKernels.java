package io.vecgo.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Distances between float32 vectors, on the heap and in rows off the heap. Stateless and
 * thread-safe.
 *
 * <p><b>Rows.</b> A row is {@code query.length} little-endian floats at a byte offset of native or
 * mapped memory, at any alignment. Rows whose length is a multiple of 8 (pad query and row with
 * zeros, it changes no result) are scored several times faster than others. Memory that does not
 * hold the whole row raises {@link IndexOutOfBoundsException}, memory that has been freed {@link
 * IllegalStateException}.
 *
 * <p><b>Bits.</b> All implementations return the same bits for the same numbers, wherever the
 * vectors lie, however many rows are scored per call, padded or not, interpreted or compiled. A
 * score may therefore be compared with one computed by another process, another machine or an
 * earlier call, as tie-breaking, recovery and tests do. This is so because there is one order of
 * operations, and every operation in it is exactly specified:
 *
 * <ol>
 *   <li>Eight sums start at +0. Element {@code i} goes into sum {@code i mod 8}, in ascending order
 *       of {@code i}, by a fused multiply-add: {@code s = fma(a, b, s)} for dot, {@code s =
 *       fma(a-b, a-b, s)} for l2.
 *   <li>The halves are added until one number is left: {@code ((s0+s4)+(s2+s6)) +
 *       ((s1+s5)+(s3+s7))}.
 *   <li>+0 is added, which turns -0 into +0: else a sum of underflowed products would show by its
 *       sign whether the vector was padded.
 * </ol>
 *
 * <p>Eight sums fill one 256-bit register or two of 128 bits. They also keep the error small: it is
 * at most {@code (n/8 + 6) * 2^-24} times the sum of the magnitudes of the n terms, an eighth of
 * what a plain loop guarantees.
 *
 * <p>Numbers must be finite. A result is finite if the sum of squares of each vector (for l2: of
 * the difference) is below {@link Float#MAX_VALUE}.
 */
public sealed interface FloatKernels permits ScalarKernels, Panama128Kernels, Panama256Kernels {

  /** Inner product of two vectors of the same length, which may be 0. */
  float dot(float[] a, float[] b);

  /** Squared Euclidean distance of two vectors of the same length, which may be 0. */
  float l2(float[] a, float[] b);

  /** Cosine of the angle between two vectors of the same length, -1 to 1; neither may be zero. */
  default float cosine(float[] a, float[] b) {
    double norms = Math.sqrt((double) dot(a, a) * dot(b, b));
    return (float) Math.clamp(dot(a, b) / norms, -1.0, 1.0);
  }

  /** Inner product of the query and the row at a byte offset. */
  float dot(float[] query, MemorySegment rows, long offset);

  /** Squared Euclidean distance of the query and the row at a byte offset. */
  float l2(float[] query, MemorySegment rows, long offset);

  /**
   * Inner products of the query and four rows, written to {@code out[at]} to {@code out[at + 3]}.
   * The fastest way to score rows: the loads of four rows overlap, and the query is read once.
   */
  default void dot4(
      float[] query,
      MemorySegment rows0,
      long offset0,
      MemorySegment rows1,
      long offset1,
      MemorySegment rows2,
      long offset2,
      MemorySegment rows3,
      long offset3,
      float[] out,
      int at) {
    out[at] = dot(query, rows0, offset0);
    out[at + 1] = dot(query, rows1, offset1);
    out[at + 2] = dot(query, rows2, offset2);
    out[at + 3] = dot(query, rows3, offset3);
  }

  /** Squared Euclidean distances of the query and four rows; else like {@link #dot4}. */
  default void l2x4(
      float[] query,
      MemorySegment rows0,
      long offset0,
      MemorySegment rows1,
      long offset1,
      MemorySegment rows2,
      long offset2,
      MemorySegment rows3,
      long offset3,
      float[] out,
      int at) {
    out[at] = l2(query, rows0, offset0);
    out[at + 1] = l2(query, rows1, offset1);
    out[at + 2] = l2(query, rows2, offset2);
    out[at + 3] = l2(query, rows3, offset3);
  }

  /**
   * What computes, for logs and reports: {@code scalar}, {@code panama-128}, {@code panama-256}.
   */
  String name();
}
