package io.vecgo.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Memory that does not hold a row is never read. */
class KernelBoundsTest {
  private static final int ROW_BYTES = 64;
  private static final int ROWS = 4;

  static Stream<Arguments> kernels() {
    return Stream.of(new ScalarKernels(), new Panama128Kernels(), new Panama256Kernels())
        .map(kernels -> arguments(named(kernels.name(), kernels)));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void theLastRowIsInside(FloatKernels kernels) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rows = arena.allocate(ROWS * ROW_BYTES);
      assertThat(kernels.l2(query(), rows, (ROWS - 1) * ROW_BYTES)).isEqualTo(16f);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void oneRowOutsideIsRefused(FloatKernels kernels) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rows = arena.allocate(ROWS * ROW_BYTES);
      for (long offset : outside()) {
        assertRefused(() -> kernels.dot(query(), rows, offset));
        assertRefused(() -> kernels.l2(query(), rows, offset));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void anyOfFourRowsOutsideIsRefused(FloatKernels kernels) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rows = arena.allocate(ROWS * ROW_BYTES);
      float[] out = new float[4];
      for (long offset : outside()) {
        for (int bad = 0; bad < 4; bad++) {
          long[] o = {0, ROW_BYTES, 2 * ROW_BYTES, 3 * ROW_BYTES};
          o[bad] = offset;
          assertRefused(
              () -> kernels.dot4(query(), rows, o[0], rows, o[1], rows, o[2], rows, o[3], out, 0));
          assertRefused(
              () -> kernels.l2x4(query(), rows, o[0], rows, o[1], rows, o[2], rows, o[3], out, 0));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void emptyRowsOutsideAreRefusedToo(FloatKernels kernels) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rows = arena.allocate(ROWS * ROW_BYTES);
      float[] empty = {};
      float[] out = new float[4];
      assertRefused(() -> kernels.dot(empty, rows, -1));
      assertRefused(() -> kernels.l2(empty, rows, -1));
      for (int bad = 0; bad < 4; bad++) {
        long[] o = {0, 0, 0, 0};
        o[bad] = -1;
        assertRefused(
            () -> kernels.dot4(empty, rows, o[0], rows, o[1], rows, o[2], rows, o[3], out, 0));
        assertRefused(
            () -> kernels.l2x4(empty, rows, o[0], rows, o[1], rows, o[2], rows, o[3], out, 0));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void aResultArrayThatIsTooShortIsRefused(FloatKernels kernels) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rows = arena.allocate(ROWS * ROW_BYTES);
      assertRefused(
          () -> kernels.dot4(query(), rows, 0, rows, 0, rows, 0, rows, 0, new float[4], 1));
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void freedMemoryIsRefused(FloatKernels kernels) {
    MemorySegment rows = freedRows();
    assertThatIllegalStateException().isThrownBy(() -> kernels.dot(query(), rows, 0));
    assertThatIllegalStateException()
        .isThrownBy(
            () -> kernels.l2x4(query(), rows, 0, rows, 0, rows, 0, rows, 0, new float[4], 0));
  }

  private static MemorySegment freedRows() {
    try (Arena arena = Arena.ofShared()) {
      return arena.allocate(ROWS * ROW_BYTES);
    }
  }

  private static float[] query() {
    return Vectors.filled(ROW_BYTES / 4, 1f);
  }

  private static long[] outside() {
    long end = ROWS * ROW_BYTES;
    return new long[] {
      -1, -ROW_BYTES, end - ROW_BYTES + 1, end, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE,
    };
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
