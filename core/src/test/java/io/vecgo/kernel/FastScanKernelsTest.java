package io.vecgo.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vecgo.bytes.LittleEndian;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FastScanKernelsTest {
  private static final int SLOTS = FastScanKernels.SLOTS;

  static Stream<Arguments> kernels() {
    return Stream.of(new ScalarFastScan(), new PanamaFastScan())
        .map(kernels -> arguments(named(kernels.getClass().getSimpleName(), kernels)));
  }

  static Stream<Arguments> kernelsAndComponents() {
    return kernels()
        .flatMap(kernels ->
            IntStream.of(16, 32, 48, 112, 384, 1536, FastScanKernels.COMPONENTS_MAX)
                .mapToObj(components -> arguments(kernels.get()[0], components)));
  }

  @Test
  void everySlotHasAByteOfItsOwn() {
    assertThat(IntStream.range(0, SLOTS).map(FastScanKernels::byteOf).sorted())
        .containsExactly(IntStream.range(0, SLOTS).boxed().toArray(Integer[]::new));
  }

  @ParameterizedTest
  @MethodSource("kernelsAndComponents")
  void sumsAreThoseOfTheEntriesThatBitsChoose(FastScanKernels kernels, int components) {
    Random random = new Random(components);
    boolean[][] bits = new boolean[SLOTS][components];
    for (boolean[] code : bits) {
      for (int i = 0; i < components; i++) {
        code[i] = random.nextBoolean();
      }
    }
    byte[] tables = new byte[FastScanKernels.tableBytes(components)];
    for (int i = 0; i < tables.length; i++) {
      tables[i] = (byte) random.nextInt(FastScanKernels.ENTRY_MAX + 1);
    }
    assertSums(kernels, bits, tables);
  }

  @ParameterizedTest
  @MethodSource("kernelsAndComponents")
  void theLargestEntriesDoNotOverflow(FastScanKernels kernels, int components) {
    byte[] tables = new byte[FastScanKernels.tableBytes(components)];
    Arrays.fill(tables, (byte) FastScanKernels.ENTRY_MAX);
    assertSums(kernels, new boolean[SLOTS][components], tables);
  }

  private static void assertSums(FastScanKernels kernels, boolean[][] bits, byte[] tables) {
    try (Arena arena = Arena.ofConfined()) {
      short[] sums = new short[SLOTS];
      kernels.sums(tables, block(bits, 3, arena), 3, sums);
      for (int slot = 0; slot < SLOTS; slot++) {
        assertThat(sums[slot] & 0xFFFF).isEqualTo(sum(bits[slot], tables));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void estimatesHaveTheSpecifiedBits(FastScanKernels kernels) {
    float[] factors = Vectors.gaussian(3, FastScanKernels.FACTORS, 2f);
    factors[5] = Float.POSITIVE_INFINITY;
    factors[SLOTS + 5] = 0;
    short[] sums = new short[SLOTS];
    for (int slot = 0; slot < SLOTS; slot++) {
      sums[slot] = (short) (slot * 2100);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(4L * factors.length + 4);
      MemorySegment.copy(factors, 0, memory, LittleEndian.F32, 4, factors.length);
      for (float below : new float[] {Float.NEGATIVE_INFINITY, -1, 4, Float.POSITIVE_INFINITY}) {
        float[] estimates = new float[SLOTS];
        int passing = kernels.estimate(sums, memory, 4, 1e-4f, -3f, 1.5f, below, estimates);
        for (int slot = 0; slot < SLOTS; slot++) {
          float product = Math.fma(1e-4f, slot * 2100, -3f);
          float expected = 1.5f + Math.fma(factors[SLOTS + slot], product, factors[slot]);
          assertThat(estimates[slot]).isEqualTo(expected);
          assertThat(passing >>> slot & 1).isEqualTo(expected < below ? 1 : 0);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void blocksOutsideOfTheirMemoryAreRefused(FastScanKernels kernels) {
    byte[] tables = new byte[FastScanKernels.tableBytes(32)];
    short[] sums = new short[SLOTS];
    float[] estimates = new float[SLOTS];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment codes = arena.allocate(FastScanKernels.codeBytes(32) + 8);
      MemorySegment factors = arena.allocate(4 * FastScanKernels.FACTORS + 8);
      for (long bad : List.of(-1L, 9L, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE)) {
        assertRefused(() -> kernels.sums(tables, codes, bad, sums));
        assertRefused(() -> kernels.estimate(sums, factors, bad, 1, 1, 1, 1, estimates));
      }
      assertRefused(() -> kernels.sums(tables, codes, 0, new short[SLOTS - 1]));
      assertRefused(() -> kernels.estimate(sums, factors, 0, 1, 1, 1, 1, new float[SLOTS - 1]));
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void freedMemoryIsRefused(FastScanKernels kernels) {
    MemorySegment freed;
    try (Arena arena = Arena.ofShared()) {
      freed = arena.allocate(1024);
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> kernels.sums(new byte[64], freed, 0, new short[SLOTS]));
    assertThatIllegalStateException()
        .isThrownBy(
            () -> kernels.estimate(new short[SLOTS], freed, 0, 1, 1, 1, 1, new float[SLOTS]));
  }

  @Test
  void touchingReadsEveryLineAndNothingElse() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(300);
      memory.fill((byte) 1);
      assertThat(CacheLines.touch(memory, 100, 200)).isEqualTo(4);
      assertRefused(() -> CacheLines.touch(memory, 101, 200));
      assertRefused(() -> CacheLines.touch(memory, -1, 1));
    }
  }

  private static int sum(boolean[] bits, byte[] tables) {
    int sum = 0;
    for (int four = 0; four < bits.length / 4; four++) {
      int entry = 0;
      for (int i = 0; i < 4; i++) {
        entry |= bits[4 * four + i] ? 1 << i : 0;
      }
      sum += tables[16 * four + entry];
    }
    return sum;
  }

  private static MemorySegment block(boolean[][] bits, int offset, Arena arena) {
    MemorySegment codes = arena.allocate((long) offset + FastScanKernels.codeBytes(bits[0].length));
    for (int slot = 0; slot < SLOTS; slot++) {
      for (int i = 0; i < bits[slot].length; i++) {
        long at = offset + (long) i / 8 * SLOTS + FastScanKernels.byteOf(slot);
        int bit = bits[slot][i] ? 1 << (i % 8) : 0;
        codes.set(ValueLayout.JAVA_BYTE, at, (byte) (codes.get(ValueLayout.JAVA_BYTE, at) | bit));
      }
    }
    return codes;
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
