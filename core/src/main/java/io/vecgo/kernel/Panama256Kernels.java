package io.vecgo.kernel;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Kernels on 256-bit vectors, for CPUs that have them (AVX2 and wider). */
public final class Panama256Kernels implements FloatKernels {
  // What keeps these methods at the speed of the hardware, each point measured:
  //
  // - Every kernel is one flat method and species, shuffles are static final constants. A vector
  //   that passes a method boundary may be boxed.
  // - The bounds check at the head looks redundant (each load checks again) but it fixes the type
  // of
  //   the memory for the whole method. Without it the loads rely on a type profile inside the JDK
  //   that all users of vectors in the process share. As soon as native, mapped and heap memory
  // have
  //   met there, kernels are 2 to 15 times slower, and the optimising compiler takes seconds for
  //   each of them and discards the result again and again.
  // - The kernels are small. A four-row kernel with masked loads for the tail is too big for the
  //   first compiler ("out of virtual registers") and then may never reach the second. Hence tails
  //   of rows go to the scalar twin; rows that matter are padded.
  // - Four rows with one register each hide the latency of the multiply-add as well as two
  //   registers do, and wider registers gain little: the loads are what is left.
  // - No reduceLanes: its order of additions is not specified.

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
  private static final VectorShuffle<Float> HALF = VectorShuffle.iota(FLOATS, 4, 1, true);
  private static final VectorShuffle<Float> QUARTER = VectorShuffle.iota(FLOATS, 2, 1, true);
  private static final VectorShuffle<Float> EIGHTH = VectorShuffle.iota(FLOATS, 1, 1, true);

  private static final ScalarKernels SCALAR = new ScalarKernels();

  @Override
  public float dot(float[] a, float[] b) {
    assert a.length == b.length;
    FloatVector s = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i < (a.length & -8); i += 8) {
      FloatVector q = FloatVector.fromArray(FLOATS, a, i);
      s = FloatVector.fromArray(FLOATS, b, i).fma(q, s);
    }
    if (i < a.length) {
      VectorMask<Float> tail = FLOATS.indexInRange(i, a.length);
      FloatVector q = FloatVector.fromArray(FLOATS, a, i, tail);
      s = FloatVector.fromArray(FLOATS, b, i, tail).fma(q, s);
    }
    s = s.add(s.rearrange(HALF));
    s = s.add(s.rearrange(QUARTER));
    s = s.add(s.rearrange(EIGHTH));
    return s.lane(0) + 0f;
  }

  @Override
  public float l2(float[] a, float[] b) {
    assert a.length == b.length;
    FloatVector s = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i < (a.length & -8); i += 8) {
      FloatVector q = FloatVector.fromArray(FLOATS, a, i);
      FloatVector d = FloatVector.fromArray(FLOATS, b, i).sub(q);
      s = d.fma(d, s);
    }
    if (i < a.length) {
      VectorMask<Float> tail = FLOATS.indexInRange(i, a.length);
      FloatVector q = FloatVector.fromArray(FLOATS, a, i, tail);
      FloatVector d = FloatVector.fromArray(FLOATS, b, i, tail).sub(q);
      s = d.fma(d, s);
    }
    s = s.add(s.rearrange(HALF));
    s = s.add(s.rearrange(QUARTER));
    s = s.add(s.rearrange(EIGHTH));
    return s.lane(0) + 0f;
  }

  @Override
  public float dot(float[] query, MemorySegment rows, long offset) {
    long rowBytes = (long) query.length << 2;
    Objects.checkFromIndexSize(offset, rowBytes, rows.byteSize());
    if ((query.length & 7) != 0) {
      return SCALAR.dot(query, rows, offset);
    }
    FloatVector s = FloatVector.zero(FLOATS);
    for (int i = 0; i < query.length; i += 8) {
      FloatVector q = FloatVector.fromArray(FLOATS, query, i);
      s =
          FloatVector.fromMemorySegment(FLOATS, rows, offset + ((long) i << 2), LITTLE_ENDIAN)
              .fma(q, s);
    }
    s = s.add(s.rearrange(HALF));
    s = s.add(s.rearrange(QUARTER));
    s = s.add(s.rearrange(EIGHTH));
    return s.lane(0) + 0f;
  }

  @Override
  public float l2(float[] query, MemorySegment rows, long offset) {
    long rowBytes = (long) query.length << 2;
    Objects.checkFromIndexSize(offset, rowBytes, rows.byteSize());
    if ((query.length & 7) != 0) {
      return SCALAR.l2(query, rows, offset);
    }
    FloatVector s = FloatVector.zero(FLOATS);
    for (int i = 0; i < query.length; i += 8) {
      FloatVector q = FloatVector.fromArray(FLOATS, query, i);
      FloatVector d =
          FloatVector.fromMemorySegment(FLOATS, rows, offset + ((long) i << 2), LITTLE_ENDIAN)
              .sub(q);
      s = d.fma(d, s);
    }
    s = s.add(s.rearrange(HALF));
    s = s.add(s.rearrange(QUARTER));
    s = s.add(s.rearrange(EIGHTH));
    return s.lane(0) + 0f;
  }

  @Override
  public void dot4(
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
    long rowBytes = (long) query.length << 2;
    Objects.checkFromIndexSize(offset0, rowBytes, rows0.byteSize());
    Objects.checkFromIndexSize(offset1, rowBytes, rows1.byteSize());
    Objects.checkFromIndexSize(offset2, rowBytes, rows2.byteSize());
    Objects.checkFromIndexSize(offset3, rowBytes, rows3.byteSize());
    if ((query.length & 7) != 0) {
      SCALAR.dot4(query, rows0, offset0, rows1, offset1, rows2, offset2, rows3, offset3, out, at);
      return;
    }
    FloatVector s0 = FloatVector.zero(FLOATS);
    FloatVector s1 = FloatVector.zero(FLOATS);
    FloatVector s2 = FloatVector.zero(FLOATS);
    FloatVector s3 = FloatVector.zero(FLOATS);
    for (int i = 0; i < query.length; i += 8) {
      FloatVector q = FloatVector.fromArray(FLOATS, query, i);
      s0 =
          FloatVector.fromMemorySegment(FLOATS, rows0, offset0 + ((long) i << 2), LITTLE_ENDIAN)
              .fma(q, s0);
      s1 =
          FloatVector.fromMemorySegment(FLOATS, rows1, offset1 + ((long) i << 2), LITTLE_ENDIAN)
              .fma(q, s1);
      s2 =
          FloatVector.fromMemorySegment(FLOATS, rows2, offset2 + ((long) i << 2), LITTLE_ENDIAN)
              .fma(q, s2);
      s3 =
          FloatVector.fromMemorySegment(FLOATS, rows3, offset3 + ((long) i << 2), LITTLE_ENDIAN)
              .fma(q, s3);
    }
    s0 = s0.add(s0.rearrange(HALF));
    s0 = s0.add(s0.rearrange(QUARTER));
    s0 = s0.add(s0.rearrange(EIGHTH));
    out[at] = s0.lane(0) + 0f;
    s1 = s1.add(s1.rearrange(HALF));
    s1 = s1.add(s1.rearrange(QUARTER));
    s1 = s1.add(s1.rearrange(EIGHTH));
    out[at + 1] = s1.lane(0) + 0f;
    s2 = s2.add(s2.rearrange(HALF));
    s2 = s2.add(s2.rearrange(QUARTER));
    s2 = s2.add(s2.rearrange(EIGHTH));
    out[at + 2] = s2.lane(0) + 0f;
    s3 = s3.add(s3.rearrange(HALF));
    s3 = s3.add(s3.rearrange(QUARTER));
    s3 = s3.add(s3.rearrange(EIGHTH));
    out[at + 3] = s3.lane(0) + 0f;
  }

  @Override
  public void l2x4(
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
    long rowBytes = (long) query.length << 2;
    Objects.checkFromIndexSize(offset0, rowBytes, rows0.byteSize());
    Objects.checkFromIndexSize(offset1, rowBytes, rows1.byteSize());
    Objects.checkFromIndexSize(offset2, rowBytes, rows2.byteSize());
    Objects.checkFromIndexSize(offset3, rowBytes, rows3.byteSize());
    if ((query.length & 7) != 0) {
      SCALAR.l2x4(query, rows0, offset0, rows1, offset1, rows2, offset2, rows3, offset3, out, at);
      return;
    }
    FloatVector s0 = FloatVector.zero(FLOATS);
    FloatVector s1 = FloatVector.zero(FLOATS);
    FloatVector s2 = FloatVector.zero(FLOATS);
    FloatVector s3 = FloatVector.zero(FLOATS);
    for (int i = 0; i < query.length; i += 8) {
      FloatVector q = FloatVector.fromArray(FLOATS, query, i);
      FloatVector d0 =
          FloatVector.fromMemorySegment(FLOATS, rows0, offset0 + ((long) i << 2), LITTLE_ENDIAN)
              .sub(q);
      s0 = d0.fma(d0, s0);
      FloatVector d1 =
          FloatVector.fromMemorySegment(FLOATS, rows1, offset1 + ((long) i << 2), LITTLE_ENDIAN)
              .sub(q);
      s1 = d1.fma(d1, s1);
      FloatVector d2 =
          FloatVector.fromMemorySegment(FLOATS, rows2, offset2 + ((long) i << 2), LITTLE_ENDIAN)
              .sub(q);
      s2 = d2.fma(d2, s2);
      FloatVector d3 =
          FloatVector.fromMemorySegment(FLOATS, rows3, offset3 + ((long) i << 2), LITTLE_ENDIAN)
              .sub(q);
      s3 = d3.fma(d3, s3);
    }
    s0 = s0.add(s0.rearrange(HALF));
    s0 = s0.add(s0.rearrange(QUARTER));
    s0 = s0.add(s0.rearrange(EIGHTH));
    out[at] = s0.lane(0) + 0f;
    s1 = s1.add(s1.rearrange(HALF));
    s1 = s1.add(s1.rearrange(QUARTER));
    s1 = s1.add(s1.rearrange(EIGHTH));
    out[at + 1] = s1.lane(0) + 0f;
    s2 = s2.add(s2.rearrange(HALF));
    s2 = s2.add(s2.rearrange(QUARTER));
    s2 = s2.add(s2.rearrange(EIGHTH));
    out[at + 2] = s2.lane(0) + 0f;
    s3 = s3.add(s3.rearrange(HALF));
    s3 = s3.add(s3.rearrange(QUARTER));
    s3 = s3.add(s3.rearrange(EIGHTH));
    out[at + 3] = s3.lane(0) + 0f;
  }

  @Override
  public String name() {
    return "panama-256";
  }
}
