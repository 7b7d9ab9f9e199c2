package io.vecgo.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Vectors that are the same in every run, and their copies off the heap. */
final class Vectors {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Vectors() {}

  /** Normally distributed around 0 with this standard deviation. */
  static float[] gaussian(long seed, int length, float deviation) {
    Random random = new Random(seed);
    float[] vector = new float[length];
    for (int i = 0; i < length; i++) {
      vector[i] = deviation * (float) random.nextGaussian();
    }
    return vector;
  }

  /** Any finite float: both zeros, subnormal numbers and the greatest ones included. */
  static float[] anyBits(long seed, int length) {
    Random random = new Random(seed);
    float[] vector = new float[length];
    for (int i = 0; i < length; i++) {
      float any = Float.intBitsToFloat(random.nextInt());
      vector[i] = Float.isFinite(any) ? any : random.nextBoolean() ? 0f : -0f;
    }
    return vector;
  }

  static float[] filled(int length, float value) {
    float[] vector = new float[length];
    Arrays.fill(vector, value);
    return vector;
  }

  static void put(float[] vector, MemorySegment rows, long offset) {
    for (int i = 0; i < vector.length; i++) {
      rows.set(FLOAT, offset + 4L * i, vector[i]);
    }
  }
}
