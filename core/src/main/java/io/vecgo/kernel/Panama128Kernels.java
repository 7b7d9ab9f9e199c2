package io.vecgo.kernel;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Kernels on 128-bit vectors: NEON, and x86 before AVX2. */
public final class Panama128Kernels implements FloatKernels {
  // See Panama256Kernels. A row keeps its eight sums in two registers, which is enough to overlap
  // the multiply-adds of one row, so four rows are just scored one after the other.

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_128;
  private static final VectorShuffle<Float> QUARTER = VectorShuffle.iota(FLOATS, 2, 1, true);
  private static final VectorShuffle<Float> EIGHTH = VectorShuffle.iota(FLOATS, 1, 1, true);

  private static final ScalarKernels SCALAR = new ScalarKernels();

  @Override
  public float dot(float[] a, float[] b) {
    assert a.length == b.length;
    FloatVector sLo = FloatVector.zero(FLOATS);
    FloatVector sHi = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i < (a.length & -8); i += 8) {
      FloatVector qLo = FloatVector.fromArray(FLOATS, a, i);
      sLo = FloatVector.fromArray(FLOATS, b, i).fma(qLo, sLo);
      FloatVector qHi = FloatVector.fromArray(FLOATS, a, i + 4);
      sHi = FloatVector.fromArray(FLOATS, b, i + 4).fma(qHi, sHi);
    }
    if (i < a.length) {
      VectorMask<Float> tailLo = FLOATS.indexInRange(i, a.length);
      FloatVector qLo = FloatVector.fromArray(FLOATS, a, i, tailLo);
      sLo = FloatVector.fromArray(FLOATS, b, i, tailLo).fma(qLo, sLo);
      VectorMask<Float> tailHi = FLOATS.indexInRange(i + 4, a.length);
      FloatVector qHi = FloatVector.fromArray(FLOATS, a, i + 4, tailHi);
      sHi = FloatVector.fromArray(FLOATS, b, i + 4, tailHi).fma(qHi, sHi);
    }
    FloatVector s = sLo.add(sHi);
    s = s.add(s.rearrange(QUARTER));
    s = s.add(s.rearrange(EIGHTH));
    return s.lane(0) + 0f;
  }

  @Override
  public float l2(float[] a, float[] b) {
    assert a.length == b.length;
    FloatVector sLo = FloatVector.zero(FLOATS);
    FloatVector sHi = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i < (a.length & -8); i += 8) {
      FloatVector qLo = FloatVector.fromArray(FLOATS, a, i);
      FloatVector dLo = FloatVector.fromArray(FLOATS, b, i).sub(qLo);
      sLo = dLo.fma(dLo, sLo);
      FloatVector qHi = FloatVector.fromArray(FLOATS, a, i + 4);
      FloatVector dHi = FloatVector.fromArray(FLOATS, b, i + 4).sub(qHi);
      sHi = dHi.fma(dHi, sHi);
    }
    if (i < a.length) {
      VectorMask<Float> tailLo = FLOATS.indexInRange(i, a.length);
      FloatVector qLo = FloatVector.fromArray(FLOATS, a, i, tailLo);
      FloatVector dLo = FloatVector.fromArray(FLOATS, b, i, tailLo).sub(qLo);
      sLo = dLo.fma(dLo, sLo);
      VectorMask<Float> tailHi = FLOATS.indexInRange(i + 4, a.length);
      FloatVector qHi = FloatVector.fromArray(FLOATS, a, i + 4, tailHi);
      FloatVector dHi = FloatVector.fromArray(FLOATS, b, i + 4, tailHi).sub(qHi);
      sHi = dHi.fma(dHi, sHi);
    }
    FloatVector s = sLo.add(sHi);
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
    FloatVector sLo = FloatVector.zero(FLOATS);
    FloatVector sHi = FloatVector.zero(FLOATS);
    for (int i = 0; i < query.length; i += 8) {
      FloatVector qLo = FloatVector.fromArray(FLOATS, query, i);
      sLo =
          FloatVector.fromMemorySegment(FLOATS, rows, offset + ((long) i << 2), LITTLE_ENDIAN)
              .fma(qLo, sLo);
      FloatVector qHi = FloatVector.fromArray(FLOATS, query, i + 4);
      sHi =
          FloatVector.fromMemorySegment(FLOATS, rows, offset + ((long) (i + 4) << 2), LITTLE_ENDIAN)
              .fma(qHi, sHi);
    }
    FloatVector s = sLo.add(sHi);
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
    FloatVector sLo = FloatVector.zero(FLOATS);
    FloatVector sHi = FloatVector.zero(FLOATS);
    for (int i = 0; i < query.length; i += 8) {
      FloatVector qLo = FloatVector.fromArray(FLOATS, query, i);
      FloatVector dLo =
          FloatVector.fromMemorySegment(FLOATS, rows, offset + ((long) i << 2), LITTLE_ENDIAN)
              .sub(qLo);
      sLo = dLo.fma(dLo, sLo);
      FloatVector qHi = FloatVector.fromArray(FLOATS, query, i + 4);
      FloatVector dHi =
          FloatVector.fromMemorySegment(FLOATS, rows, offset + ((long) (i + 4) << 2), LITTLE_ENDIAN)
              .sub(qHi);
      sHi = dHi.fma(dHi, sHi);
    }
    FloatVector s = sLo.add(sHi);
    s = s.add(s.rearrange(QUARTER));
    s = s.add(s.rearrange(EIGHTH));
    return s.lane(0) + 0f;
  }

  @Override
  public String name() {
    return "panama-128";
  }
}
