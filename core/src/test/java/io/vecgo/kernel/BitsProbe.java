package io.vecgo.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** A program that prints which kernels were chosen and a checksum of their results. */
final class BitsProbe {
  private static final int LENGTH_MAX = 130;

  private BitsProbe() {}

  /** Argument: how often everything is computed; many times shows compiled code. */
  public static void main(String[] args) {
    int rounds = Integer.parseInt(args[0]);
    FloatKernels kernels = Kernels.choose();
    int first = bits(kernels);
    for (int round = 1; round < rounds; round++) {
      if (bits(Kernels.choose()) != first) {
        throw new IllegalStateException("round " + round + " differs from the first one");
      }
    }
    System.out.println(kernels.name() + " " + first);
  }

  private static int bits(FloatKernels kernels) {
    int bits = 0;
    float[] out = new float[4];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rows = arena.allocate(4L * LENGTH_MAX + 4);
      for (int length = 1; length <= LENGTH_MAX; length++) {
        float[] a = Vectors.gaussian(length, length, 1f);
        float[] b = Vectors.gaussian(-length, length, 1f);
        Vectors.put(b, rows, 1);
        bits = 31 * bits + Float.floatToIntBits(kernels.dot(a, b));
        bits = 31 * bits + Float.floatToIntBits(kernels.l2(a, b));
        bits = 31 * bits + Float.floatToIntBits(kernels.cosine(a, b));
        bits = 31 * bits + Float.floatToIntBits(kernels.dot(a, rows, 1));
        bits = 31 * bits + Float.floatToIntBits(kernels.l2(a, rows, 1));
        kernels.dot4(a, rows, 1, rows, 1, rows, 1, rows, 1, out, 0);
        bits = 31 * bits + Float.floatToIntBits(out[3]);
        kernels.l2x4(a, rows, 1, rows, 1, rows, 1, rows, 1, out, 0);
        bits = 31 * bits + Float.floatToIntBits(out[3]);
        bits = 31 * bits + bitsOfCodes(a);
      }
    }
    return bits;
  }

  private static int bitsOfCodes(float[] vector) {
    Rotation rotation = new Rotation(Kernels.forCodes(), vector.length, 1);
    float[] rotated = Arrays.copyOf(vector, rotation.rotatedDimension());
    rotation.rotate(rotated);
    float fit = Kernels.forCodes().gridFit(rotated, 3, 4);
    return 31 * Arrays.hashCode(rotated) + Float.floatToIntBits(fit);
  }
}
