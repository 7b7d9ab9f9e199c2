package io.vecgo.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableKernelsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 16, 25, 96, 100})
  void sumsAreThoseOfAPlainLoop(int codeBytes) {
    Random random = new Random(codeBytes);
    float[] table = Vectors.gaussian(codeBytes, codeBytes * TableKernels.ENTRIES, 1f);
    byte[] bytes = new byte[4 * codeBytes + 5];
    random.nextBytes(bytes);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment codes = arena.allocate(bytes.length);
      MemorySegment.copy(bytes, 0, codes, ValueLayout.JAVA_BYTE, 0, bytes.length);
      float[] out = new float[6];
      int[] at = {5, codeBytes, 0, 3 * codeBytes};
      TableKernels.sum4(table, codeBytes, codes, at[0], at[1], at[2], at[3], out, 1);
      for (int i = 0; i < 4; i++) {
        assertThat(out[1 + i]).isEqualTo(plain(table, codeBytes, bytes, at[i]));
      }
    }
  }

  @Test
  void codesOutsideAndShortTablesAreRefused() {
    float[] table = new float[3 * TableKernels.ENTRIES];
    float[] out = new float[4];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment codes = arena.allocate(12);
      for (long bad : new long[] {-1, 10, 12, Long.MAX_VALUE, Long.MIN_VALUE}) {
        for (int i = 0; i < 4; i++) {
          long[] at = {0, 3, 6, 9};
          at[i] = bad;
          assertRefused(
              () -> TableKernels.sum4(table, 3, codes, at[0], at[1], at[2], at[3], out, 0));
        }
      }
      assertRefused(() -> TableKernels.sum4(table, 4, codes, 0, 0, 0, 0, out, 0));
      assertRefused(() -> TableKernels.sum4(table, 3, codes, 0, 0, 0, 0, out, 1));
    }
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static float plain(float[] table, int codeBytes, byte[] codes, int at) {
    float sum = 0;
    for (int i = 0; i < codeBytes; i++) {
      sum += table[i * TableKernels.ENTRIES + (codes[at + i] & 0xFF)];
    }
    return sum;
  }
}
