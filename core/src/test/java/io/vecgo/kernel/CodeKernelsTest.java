package io.vecgo.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of the kernels gives the products of the plain sum. */
class CodeKernelsTest {
  private static final List<CodeKernels> ALL =
      List.of(new ScalarCodeKernels(), new Panama128CodeKernels(), new Panama256CodeKernels());
  private static final int[] BITS = {1, 2, 4, 8};
  private static final int[] DIMENSIONS = {
    1, 2, 15, 16, 17, 31, 33, 63, 64, 65, 100, 127, 128, 129, 384, 1000, 1023, 1024, 1025, 2049,
    16_384,
  };

  static Stream<Arguments> kernelsAndBits() {
    return ALL.stream()
        .flatMap(kernels ->
            Arrays.stream(BITS)
                .mapToObj(
                    bits -> arguments(named(kernels.getClass().getSimpleName(), kernels), bits)));
  }

  static Stream<Arguments> kernels() {
    return ALL.stream()
        .map(kernels -> arguments(named(kernels.getClass().getSimpleName(), kernels)));
  }

  @ParameterizedTest
  @MethodSource("kernelsAndBits")
  void productsOfRandomCodesAreExact(CodeKernels kernels, int bits) {
    for (int dimension : DIMENSIONS) {
      Random random = new Random(dimension);
      int max = new CodeLayout(bits, dimension).queryMax();
      assertProducts(
          kernels,
          bits,
          dimension,
          () -> random.nextInt(1 << bits),
          () -> random.nextInt(-max, max + 1));
    }
  }

  @ParameterizedTest
  @MethodSource("kernelsAndBits")
  void productsOfTheGreatestCodesAreExact(CodeKernels kernels, int bits) {
    for (int dimension : DIMENSIONS) {
      int max = new CodeLayout(bits, dimension).queryMax();
      Random random = new Random(dimension);
      IntSupplier either = () -> random.nextBoolean() ? max : -max;
      int last = (1 << bits) - 1;
      assertProducts(kernels, bits, dimension, () -> last, () -> max);
      assertProducts(kernels, bits, dimension, () -> last, () -> -max);
      assertProducts(kernels, bits, dimension, () -> 0, () -> max);
      assertProducts(kernels, bits, dimension, () -> 0, () -> -max);
      assertProducts(kernels, bits, dimension, () -> last * random.nextInt(2), either);
    }
  }

  private static void assertProducts(
      CodeKernels kernels,
      int bits,
      int dimension,
      IntSupplier codeComponents,
      IntSupplier queryComponents) {
    CodeLayout layout = new CodeLayout(bits, dimension);
    int stride = layout.codeBytes() + 3;
    int[] query = new int[layout.paddedDimension()];
    for (int i = 0; i < dimension; i++) {
      query[i] = queryComponents.getAsInt();
    }
    int[] expected = new int[4];
    int[] found = new int[4];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment codes = arena.allocate(4L * stride);
      CodeProducts products = new CodeProducts(kernels, layout);
      products.aimAt(query);
      for (int row = 0; row < 4; row++) {
        byte[] code = new byte[layout.paddedDimension()];
        for (int i = 0; i < dimension; i++) {
          code[i] = (byte) codeComponents.getAsInt();
          expected[row] += ((code[i] & 0xFF) - products.origin()) * query[i];
        }
        layout.pack(code, codes, (long) row * stride);
      }
      products.of(codes, 0, stride, 2L * stride, 3L * stride, found);
    }
    assertThat(found).as("%d bits, dimension %d", bits, dimension).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("kernelsAndBits")
  void codesOutsideOfTheMemoryAreRefused(CodeKernels kernels, int bits) {
    CodeLayout layout = new CodeLayout(bits, 1100);
    CodeProducts products = new CodeProducts(kernels, layout);
    int end = layout.codeBytes();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment codes = arena.allocate(end);
      for (long outside : new long[] {-1, 1, -end, end, 1L << 40, Long.MAX_VALUE}) {
        for (int place = 0; place < 4; place++) {
          long[] offsets = new long[4];
          offsets[place] = outside;
          assertThatThrownBy(() -> multiply(products, codes, offsets))
              .isInstanceOf(IndexOutOfBoundsException.class);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernelsAndBits")
  void freedCodesAreRefused(CodeKernels kernels, int bits) {
    CodeLayout layout = new CodeLayout(bits, 100);
    CodeProducts products = new CodeProducts(kernels, layout);
    MemorySegment codes = freed(layout.codeBytes());
    assertThatIllegalStateException().isThrownBy(() -> multiply(products, codes, new long[4]));
  }

  private static MemorySegment freed(int bytes) {
    try (Arena arena = Arena.ofShared()) {
      return arena.allocate(bytes);
    }
  }

  private static void multiply(CodeProducts products, MemorySegment codes, long[] offsets) {
    products.of(codes, offsets[0], offsets[1], offsets[2], offsets[3], new int[4]);
  }

  @ParameterizedTest
  @MethodSource("kernelsAndBits")
  void mappedCodesGiveTheSameProducts(CodeKernels kernels, int bits, @TempDir Path directory)
      throws IOException {
    CodeLayout layout = new CodeLayout(bits, 384);
    byte[] bytes = new byte[4 * layout.codeBytes()];
    new Random(bits).nextBytes(bytes);
    CodeProducts products = new CodeProducts(kernels, layout);
    int[] query = new int[layout.paddedDimension()];
    Arrays.setAll(query, i -> i % (layout.queryMax() + 1));
    products.aimAt(query);
    try (Arena arena = Arena.ofShared()) {
      MemorySegment mapped = mapped(directory.resolve("codes"), bytes.length, arena);
      MemorySegment plain = arena.allocate(bytes.length);
      mapped.copyFrom(MemorySegment.ofArray(bytes));
      plain.copyFrom(MemorySegment.ofArray(bytes));
      assertThat(productsOf(products, mapped, layout))
          .isEqualTo(productsOf(products, plain, layout));
    }
  }

  private static int[] productsOf(CodeProducts products, MemorySegment codes, CodeLayout layout) {
    int[] out = new int[4];
    long stride = layout.codeBytes();
    products.of(codes, 0, stride, 2 * stride, 3 * stride, out);
    return out;
  }

  private static MemorySegment mapped(Path file, long bytes, Arena arena) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void hadamardTouchesOnlyItsWindow(CodeKernels kernels) {
    float[] values = Vectors.gaussian(1, 128, 1f);
    float[] transformed = values.clone();
    kernels.hadamard(transformed, 8, 64);
    assertThat(Arrays.copyOf(transformed, 8)).isEqualTo(Arrays.copyOf(values, 8));
    assertThat(Arrays.copyOfRange(transformed, 72, 128))
        .isEqualTo(Arrays.copyOfRange(values, 72, 128));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void hadamardHasTheBitsOfTheScalarForm(CodeKernels kernels) {
    for (int length = 64; length <= 16_384; length *= 2) {
      float[] scalar = Vectors.gaussian(length, length, 1f);
      float[] other = scalar.clone();
      new ScalarCodeKernels().hadamard(scalar, 0, length);
      kernels.hadamard(other, 0, length);
      assertThat(other).isEqualTo(scalar);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void gridFitHasTheBitsOfTheScalarForm(CodeKernels kernels) {
    for (int bits : BITS) {
      for (int length = 64; length <= 1024; length += 64) {
        float[] values = Vectors.gaussian(length, length, 1f);
        for (float scale : new float[] {0, 0.01f, 0.3f, 1, 2.9f, 30, 1000}) {
          float scalar = new ScalarCodeKernels().gridFit(values, scale, bits);
          assertThat(kernels.gridFit(values, scale, bits)).isEqualTo(scalar);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void gridFitOfAGridPointIsItsSquaredLength(CodeKernels kernels) {
    float[] values = new float[64];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 16 - 7.5f;
    }
    assertThat(kernels.gridFit(values, 1, 4)).isEqualTo(64 * 21.25f);
  }
}
