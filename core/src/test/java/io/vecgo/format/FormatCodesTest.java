package io.vecgo.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.kernel.CodeLayout;
import io.vecgo.kernel.Rotation;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.quant.CodeDistances;
import io.vecgo.quant.Quantizer;
import io.vecgo.quant.Quantizers;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What docs/format/segment.md says of codes is enough to read them: {@link CodesOfThePage} does.
 */
class FormatCodesTest {
  private static final int ROWS = 300;
  private static final int QUERIES = 5;
  private static final double ROUNDING_OF_FLOATS = 2e-4;
  private static final ByteReader.Place PLACE = new ByteReader.Place("test", "QUANTIZER", 0);

  private static Stream<Arguments> quantizers() {
    return Stream.of(
            "rabitq-1",
            "rabitq-2",
            "rabitq-4",
            "rabitq-8",
            "int4",
            "sq8",
            "bq",
            "pq",
            "pq-3",
            "opq-7")
        .flatMap(label ->
            Arrays.stream(Metric.values())
                .flatMap(metric ->
                    Stream.of(7, 64, 100).map(dimension -> arguments(label, metric, dimension))));
  }

  @ParameterizedTest
  @MethodSource("quantizers")
  void estimatesAreThoseOfThePage(String label, Metric metric, int dimension) {
    float[][] vectors = vectors(dimension);
    Quantization quantization = Quantization.parse(label);
    Quantizer quantizer =
        Quantizers.train(quantization, metric, dimension, Arrays.copyOf(vectors, ROWS), 11);
    MemorySegment codes = codes(quantizer, vectors);
    ByteWriter written = new ByteWriter();
    quantizer.write(written);
    var page = new CodesOfThePage(new ByteReader(written.written(), PLACE), codes);
    CodeDistances distances = quantizer.newDistances(codes);
    for (int query = ROWS; query < ROWS + QUERIES; query++) {
      distances.aimAt(vectors[query]);
      for (int row = 0; row < ROWS; row += 7) {
        double rounding =
            quantization instanceof Quantization.Product
                ? 0
                : page.roundingError(vectors[query], row, queryMax(quantization, dimension));
        assertThat((double) estimate(distances, row))
            .isCloseTo(
                page.estimate(vectors[query], row),
                within(rounding + ROUNDING_OF_FLOATS * dimension));
      }
    }
  }

  @Test
  void examplesOfSignsAreAsComputed() throws IOException {
    for (Map<String, String> row : FormatPage.rows("examples", "signs")) {
      int[] signs = CodesOfThePage.signs(Long.parseLong(row.getOrDefault("seed", "")), 8);
      assertThat(Arrays.stream(signs).mapToObj(sign -> sign > 0 ? "+" : "-"))
          .isEqualTo(List.of(row.getOrDefault("first signs", "").split(" ")));
    }
  }

  @Test
  void blocksOfCodesAreThoseOfTheLayout() throws IOException {
    Map<Integer, String> documented =
        FormatPage.rows("blocks", "CodeLayout").stream()
            .collect(
                Collectors.toMap(
                    row -> Integer.valueOf(row.getOrDefault("bits", "")),
                    row -> row.get("components") + " in " + row.get("bytes")));
    assertThat(documented).isEqualTo(Map.of(1, block(1), 2, block(2), 4, block(4), 8, block(8)));
  }

  private static String block(int bits) {
    CodeLayout layout = new CodeLayout(bits, 1);
    return layout.paddedDimension() + " in " + layout.codeBytes();
  }

  private static float estimate(CodeDistances distances, int row) {
    float[] out = new float[1];
    distances.to(new int[] {row}, 1, out);
    return out[0];
  }

  private static int queryMax(Quantization quantization, int dimension) {
    return switch (quantization) {
      case Quantization.RaBitQ raBitQ ->
          new CodeLayout(raBitQ.bits(), Rotation.rotatedDimension(dimension)).queryMax();
      case Quantization.Scalar scalar -> new CodeLayout(scalar.bits(), dimension).queryMax();
      default -> new CodeLayout(1, dimension).queryMax();
    };
  }

  private static MemorySegment codes(Quantizer quantizer, float[][] vectors) {
    MemorySegment codes = Arena.ofAuto().allocate((long) ROWS * quantizer.codeBytes(), 64);
    Quantizer.Encoder encoder = quantizer.newEncoder();
    for (int row = 0; row < ROWS; row++) {
      encoder.encode(vectors[row], codes, (long) row * quantizer.codeBytes());
    }
    return codes;
  }

  /** Around a point that is not zero, so that centres matter. */
  private static float[][] vectors(int dimension) {
    Random random = new Random(dimension);
    float[][] vectors = new float[ROWS + QUERIES][dimension];
    for (float[] vector : vectors) {
      for (int i = 0; i < dimension; i++) {
        vector[i] = (float) random.nextGaussian() + (i % 3) * 0.5f;
      }
    }
    return vectors;
  }
}
