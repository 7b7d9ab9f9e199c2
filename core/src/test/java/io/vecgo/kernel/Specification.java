package io.vecgo.kernel;

/** The order of operations promised by {@link FloatKernels}, written down literally. */
final class Specification {
  private Specification() {}

  static float dot(float[] a, float[] b) {
    float[] s = new float[8];
    for (int i = 0; i < a.length; i++) {
      s[i % 8] = Math.fma(a[i], b[i], s[i % 8]);
    }
    return sum(s);
  }

  static float l2(float[] a, float[] b) {
    float[] s = new float[8];
    for (int i = 0; i < a.length; i++) {
      float d = a[i] - b[i];
      s[i % 8] = Math.fma(d, d, s[i % 8]);
    }
    return sum(s);
  }

  private static float sum(float[] s) {
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7])) + 0f;
  }
}
