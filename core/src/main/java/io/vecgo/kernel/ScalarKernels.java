package io.vecgo.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;

/** Kernels in plain Java: what runs where the Vector API is not enabled. */
public final class ScalarKernels implements FloatKernels {
  // The eight sums stand in a ring: the front one takes the next element and goes to the back, so
  // that sum i mod 8 is always at the front for element i and no length needs a tail. Where the
  // ring stops does not matter: the final additions pair opposite sums, then opposite pairs. The
  // compiler unrolls by eight, which makes all moves disappear; the loop then runs at the speed of
  // one written out by hand and twice as fast as one over an array of sums.

  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  @Override
  public float dot(float[] a, float[] b) {
    assert a.length == b.length;
    float s0 = 0f;
    float s1 = 0f;
    float s2 = 0f;
    float s3 = 0f;
    float s4 = 0f;
    float s5 = 0f;
    float s6 = 0f;
    float s7 = 0f;
    for (int i = 0; i < a.length; i++) {
      float s = Math.fma(a[i], b[i], s0);
      s0 = s1;
      s1 = s2;
      s2 = s3;
      s3 = s4;
      s4 = s5;
      s5 = s6;
      s6 = s7;
      s7 = s;
    }
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7)) + 0f;
  }

  @Override
  public float l2(float[] a, float[] b) {
    assert a.length == b.length;
    float s0 = 0f;
    float s1 = 0f;
    float s2 = 0f;
    float s3 = 0f;
    float s4 = 0f;
    float s5 = 0f;
    float s6 = 0f;
    float s7 = 0f;
    for (int i = 0; i < a.length; i++) {
      float d = a[i] - b[i];
      float s = Math.fma(d, d, s0);
      s0 = s1;
      s1 = s2;
      s2 = s3;
      s3 = s4;
      s4 = s5;
      s5 = s6;
      s6 = s7;
      s7 = s;
    }
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7)) + 0f;
  }

  @Override
  public float dot(float[] query, MemorySegment rows, long offset) {
    Objects.checkFromIndexSize(offset, (long) query.length << 2, rows.byteSize());
    float s0 = 0f;
    float s1 = 0f;
    float s2 = 0f;
    float s3 = 0f;
    float s4 = 0f;
    float s5 = 0f;
    float s6 = 0f;
    float s7 = 0f;
    for (int i = 0; i < query.length; i++) {
      float s = Math.fma(query[i], rows.get(FLOAT, offset + ((long) i << 2)), s0);
      s0 = s1;
      s1 = s2;
      s2 = s3;
      s3 = s4;
      s4 = s5;
      s5 = s6;
      s6 = s7;
      s7 = s;
    }
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7)) + 0f;
  }

  @Override
  public float l2(float[] query, MemorySegment rows, long offset) {
    Objects.checkFromIndexSize(offset, (long) query.length << 2, rows.byteSize());
    float s0 = 0f;
    float s1 = 0f;
    float s2 = 0f;
    float s3 = 0f;
    float s4 = 0f;
    float s5 = 0f;
    float s6 = 0f;
    float s7 = 0f;
    for (int i = 0; i < query.length; i++) {
      float d = query[i] - rows.get(FLOAT, offset + ((long) i << 2));
      float s = Math.fma(d, d, s0);
      s0 = s1;
      s1 = s2;
      s2 = s3;
      s3 = s4;
      s4 = s5;
      s5 = s6;
      s6 = s7;
      s7 = s;
    }
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7)) + 0f;
  }

  @Override
  public String name() {
    return "scalar";
  }
}
