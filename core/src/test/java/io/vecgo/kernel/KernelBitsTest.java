package io.vecgo.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kernel returns the bits that {@link Specification} says, whatever its form. */
class KernelBitsTest {
  private static final List<FloatKernels> ALL =
      List.of(new ScalarKernels(), new Panama128Kernels(), new Panama256Kernels());

  static Stream<Arguments> kernelsAndLengths() {
    int[] lengths =
        IntStream.concat(IntStream.rangeClosed(0, 130), IntStream.of(384, 768, 784, 1536))
            .toArray();
    return ALL.stream()
        .flatMap(kernels ->
            Arrays.stream(lengths)
                .mapToObj(length -> arguments(named(kernels.name(), kernels), length)));
  }

  static Stream<Arguments> kernels() {
    return ALL.stream().map(kernels -> arguments(named(kernels.name(), kernels)));
  }

  @ParameterizedTest
  @MethodSource("kernelsAndLengths")
  void arraysOfEveryLengthGiveTheSpecifiedBits(FloatKernels kernels, int length) {
    for (Pair pair : Pair.ofEveryKind(length)) {
      assertSameBits(kernels.dot(pair.a, pair.b), Specification.dot(pair.a, pair.b));
      assertSameBits(kernels.l2(pair.a, pair.b), Specification.l2(pair.a, pair.b));
    }
  }

  @ParameterizedTest
  @MethodSource("kernelsAndLengths")
  void oneRowOfEveryLengthAndAlignmentGivesTheSpecifiedBits(FloatKernels kernels, int length) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rows = arena.allocate(4L * length + 8, 64);
      for (Pair pair : Pair.ofEveryKind(length)) {
        for (int offset = 0; offset < 8; offset++) {
          Vectors.put(pair.b, rows, offset);
          assertSameBits(kernels.dot(pair.a, rows, offset), Specification.dot(pair.a, pair.b));
          assertSameBits(kernels.l2(pair.a, rows, offset), Specification.l2(pair.a, pair.b));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernelsAndLengths")
  void fourRowsOfFourMemoriesGiveTheSpecifiedBits(FloatKernels kernels, int length) {
    try (Arena arena = Arena.ofConfined()) {
      for (Pair pair : Pair.ofEveryKind(length)) {
        float[] query = pair.a;
        float[][] vectors = {pair.b, reversed(pair.b), pair.a, reversed(pair.a)};
        MemorySegment[] rows = new MemorySegment[4];
        for (int k = 0; k < 4; k++) {
          rows[k] = arena.allocate(4L * length + 12, 64);
          Vectors.put(vectors[k], rows[k], 3L * k);
        }
        float[] out = Vectors.filled(6, 7f);
        kernels.dot4(query, rows[0], 0, rows[1], 3, rows[2], 6, rows[3], 9, out, 1);
        assertSameBits(out, around(7f, k -> Specification.dot(query, vectors[k])));
        kernels.l2x4(query, rows[0], 0, rows[1], 3, rows[2], 6, rows[3], 9, out, 1);
        assertSameBits(out, around(7f, k -> Specification.l2(query, vectors[k])));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernelsAndLengths")
  void paddingWithZerosChangesNoBit(FloatKernels kernels, int length) {
    int padded = (length + 8) & -8;
    for (Pair pair : Pair.ofEveryKind(length)) {
      float[] a = Arrays.copyOf(pair.a, padded);
      float[] b = Arrays.copyOf(pair.b, padded);
      assertSameBits(kernels.dot(a, b), kernels.dot(pair.a, pair.b));
      assertSameBits(kernels.l2(a, b), kernels.l2(pair.a, pair.b));
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void underflowToMinusZeroGivesPlusZero(FloatKernels kernels) {
    float[] tiny = Vectors.filled(8, Float.MIN_VALUE);
    float[] minusTiny = Vectors.filled(8, -Float.MIN_VALUE);
    assertSameBits(kernels.dot(tiny, minusTiny), 0f);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void cosineHasTheBitsOfTheScalarTwin(FloatKernels kernels) {
    for (int length = 1; length <= 130; length++) {
      float[] a = Vectors.gaussian(length, length, 1f);
      float[] b = Vectors.gaussian(-length, length, 1f);
      assertSameBits(kernels.cosine(a, b), new ScalarKernels().cosine(a, b));
    }
  }

  private interface FloatOfRow {
    float of(int row);
  }

  private static float[] around(float border, FloatOfRow value) {
    return new float[] {
      border, value.of(0), value.of(1), value.of(2), value.of(3), border,
    };
  }

  private static float[] reversed(float[] vector) {
    float[] reversed = new float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      reversed[i] = vector[vector.length - 1 - i];
    }
    return reversed;
  }

  private static void assertSameBits(float[] actual, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertSameBits(actual[i], expected[i]);
    }
  }

  /** NaN (infinity minus infinity, where extreme numbers overflow) has many bit patterns. */
  private static void assertSameBits(float actual, float expected) {
    assertThat(Float.floatToIntBits(actual))
        .as("%s for %s", actual, expected)
        .isEqualTo(Float.floatToIntBits(expected));
  }

  private static final class Pair {
    final float[] a;
    final float[] b;

    private Pair(float[] a, float[] b) {
      this.a = a;
      this.b = b;
    }

    static List<Pair> ofEveryKind(int length) {
      return List.of(
          new Pair(Vectors.gaussian(1, length, 1f), Vectors.gaussian(2, length, 1f)),
          new Pair(Vectors.gaussian(3, length, 1e15f), Vectors.gaussian(4, length, 1e15f)),
          new Pair(Vectors.gaussian(5, length, 1e-22f), Vectors.gaussian(6, length, 1e-22f)),
          new Pair(Vectors.anyBits(7, length), Vectors.anyBits(8, length)),
          new Pair(Vectors.filled(length, -0f), Vectors.filled(length, 0f)));
    }
  }
}
