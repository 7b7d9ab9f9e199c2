package io.vecgo.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What all quantizers promise. */
class QuantizerTest {
  private static final int ROWS = 400;
  private static final int QUERIES = 10;
  private static final long SEED = 7;
  private static final List<String> KINDS =
      List.of("rabitq-1", "rabitq-2", "rabitq-4", "rabitq-8", "sq8", "int4", "bq");
  private static final int[] DIMENSIONS = {1, 2, 3, 17, 64, 100, 384, 1000};

  private final Arena arena = Arena.ofShared();

  @AfterEach
  void free() {
    arena.close();
  }

  static Stream<Arguments> kindsAndMetrics() {
    return KINDS.stream()
        .flatMap(kind -> Arrays.stream(Metric.values()).map(metric -> arguments(kind, metric)));
  }

  static Stream<Arguments> kindsMetricsAndDimensions() {
    return kindsAndMetrics()
        .flatMap(head ->
            Arrays.stream(DIMENSIONS)
                .mapToObj(dimension -> arguments(head.get()[0], head.get()[1], dimension)));
  }

  @ParameterizedTest
  @MethodSource("kindsMetricsAndDimensions")
  void estimatesAreWithinTheirBound(String kind, Metric metric, int dimension) {
    float[][] vectors = Samples.gaussian(dimension, ROWS + QUERIES, dimension);
    Trained trained = train(kind, metric, Arrays.copyOf(vectors, ROWS));
    int within = 0;
    for (int query = ROWS; query < vectors.length; query++) {
      float[] estimates = trained.estimates(vectors[query]);
      for (int row = 0; row < ROWS; row++) {
        double exact = Samples.distance(metric, vectors[query], vectors[row]);
        double error = Math.abs(estimates[row] - exact);
        within += error <= trained.distances.errorBound(row) + 1e-5 * dimension ? 1 : 0;
      }
    }
    double promised = kind.startsWith("rabitq") ? 0.92 : 1;
    assertThat(within).isGreaterThanOrEqualTo((int) (promised * ROWS * QUERIES));
  }

  @ParameterizedTest
  @MethodSource("kindsMetricsAndDimensions")
  void estimatesAreUnbiased(String kind, Metric metric, int dimension) {
    float[][] vectors = Samples.gaussian(dimension, ROWS + QUERIES, dimension);
    Trained trained = train(kind, metric, Arrays.copyOf(vectors, ROWS));
    double bias = 0;
    double bound = 0;
    for (int query = ROWS; query < vectors.length; query++) {
      float[] estimates = trained.estimates(vectors[query]);
      for (int row = 0; row < ROWS; row++) {
        bias += estimates[row] - Samples.distance(metric, vectors[query], vectors[row]);
        bound += trained.distances.errorBound(row) + 1e-5 * dimension;
      }
    }
    assertThat(Math.abs(bias)).isLessThan(0.15 * bound);
  }

  @ParameterizedTest
  @MethodSource("kindsMetricsAndDimensions")
  void theBestTenAreAmongTheThirtyBestEstimates(String kind, Metric metric, int dimension) {
    if (dimension < leastDimension(kind, metric)) {
      return;
    }
    float[][] gaussian = Samples.gaussian(dimension, ROWS + QUERIES, dimension);
    float[][] clustered = Samples.clustered(dimension, ROWS + QUERIES, dimension);
    double least =
        switch (kind) {
          case "rabitq-1", "bq" -> 0.6;
          case "rabitq-2" -> 0.9;
          default -> 0.99;
        };
    assertThat(recall(kind, metric, gaussian)).isGreaterThanOrEqualTo(least);
    assertThat(recall(kind, metric, clustered)).isGreaterThanOrEqualTo(least);
  }

  /** Below it many vectors have the same code, or the same direction. */
  private static int leastDimension(String kind, Metric metric) {
    return kind.equals("bq") ? 64 : metric == Metric.COSINE ? 17 : 1;
  }

  private double recall(String kind, Metric metric, float[][] vectors) {
    Trained trained = train(kind, metric, Arrays.copyOf(vectors, ROWS));
    int found = 0;
    for (int query = ROWS; query < vectors.length; query++) {
      float[] estimates = trained.estimates(vectors[query]);
      float[] exact = new float[ROWS];
      for (int row = 0; row < ROWS; row++) {
        exact[row] = (float) Samples.distance(metric, vectors[query], vectors[row]);
      }
      List<Integer> best = Samples.smallest(exact, 10);
      found += (int) Samples.smallest(estimates, 30).stream().filter(best::contains).count();
    }
    return found / (10.0 * QUERIES);
  }

  @ParameterizedTest
  @MethodSource("kindsMetricsAndDimensions")
  void aQuantizerThatWasReadGivesTheSameCodesAndEstimates(
      String kind, Metric metric, int dimension) {
    float[][] vectors = Samples.gaussian(dimension, 20, dimension);
    Trained written = train(kind, metric, vectors);
    Trained read = encode(roundTrip(written.quantizer), vectors);
    assertThat(read.quantizer.quantization()).isEqualTo(written.quantizer.quantization());
    assertThat(read.codes.mismatch(written.codes)).isEqualTo(-1);
    assertThat(read.estimates(vectors[3])).isEqualTo(written.estimates(vectors[3]));
  }

  private static Quantizer roundTrip(Quantizer quantizer) {
    ByteWriter out = new ByteWriter();
    quantizer.write(out);
    ByteReader in = new ByteReader(out.written(), new ByteReader.Place("file", "quantizer", 0));
    Quantizer read = Quantizers.read(in);
    in.expectEnd();
    return read;
  }

  @ParameterizedTest
  @MethodSource("kindsAndMetrics")
  void equalVectorsHaveFiniteEstimates(String kind, Metric metric) {
    for (int dimension : DIMENSIONS) {
      float[] same = Samples.gaussian(1, 1, dimension)[0];
      float[] other = Samples.gaussian(2, 1, dimension)[0];
      float[][] vectors = new float[9][];
      Arrays.fill(vectors, same);
      Trained trained = train(kind, metric, vectors);
      assertFinite(trained.estimates(same));
      assertFinite(trained.estimates(other));
      double exact = Samples.distance(metric, same, same);
      assertThat((double) trained.estimates(same)[0]).isCloseTo(exact, within(1e-4 * dimension));
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndMetrics")
  void extremeVectorsHaveFiniteEstimates(String kind, Metric metric) {
    for (int dimension : DIMENSIONS) {
      float[][] vectors = Samples.extremes(dimension);
      Trained trained = train(kind, metric, vectors);
      for (float[] query : vectors) {
        assertFinite(trained.estimates(query));
        for (int row = 0; row < vectors.length; row++) {
          assertThat(trained.distances.errorBound(row)).isNotNaN();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndMetrics")
  void rowsOutsideOfTheCodesAreRefused(String kind, Metric metric) {
    Trained trained = train(kind, metric, Samples.gaussian(1, 5, 20));
    trained.distances.aimAt(new float[20]);
    for (int row : new int[] {-1, 5, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> trained.distances.to(new int[] {0, row}, 2, new float[2]))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndMetrics")
  void anyNumberOfRowsGivesTheSameEstimates(String kind, Metric metric) {
    float[][] vectors = Samples.gaussian(1, 11, 20);
    Trained trained = train(kind, metric, vectors);
    float[] all = trained.estimates(vectors[0]);
    for (int count = 0; count <= 11; count++) {
      float[] some = new float[11];
      trained.distances.to(IntStream.range(0, 11).toArray(), count, some);
      assertThat(Arrays.copyOf(some, count)).isEqualTo(Arrays.copyOf(all, count));
    }
  }

  @Test
  void codesAreAsLongAsPromised() {
    assertThat(codeBytes("rabitq-4", 384)).isEqualTo(208);
    assertThat(codeBytes("rabitq-4", 100)).isEqualTo(80);
    assertThat(codeBytes("rabitq-1", 128)).isEqualTo(32);
    assertThat(codeBytes("rabitq-8", 100)).isEqualTo(144);
    assertThat(codeBytes("sq8", 384)).isEqualTo(400);
    assertThat(codeBytes("int4", 384)).isEqualTo(208);
    assertThat(codeBytes("bq", 384)).isEqualTo(64);
  }

  private int codeBytes(String kind, int dimension) {
    return train(kind, Metric.L2, new float[1][dimension]).quantizer.codeBytes();
  }

  @ParameterizedTest
  @MethodSource("kindsAndMetrics")
  void withoutASampleVectorsAreStillEncoded(String kind, Metric metric) {
    float[][] vectors = Samples.gaussian(1, 5, 20);
    Quantizer quantizer =
        Quantizers.train(Quantization.parse(kind), metric, 20, new float[0][], SEED);
    assertFinite(encode(quantizer, vectors).estimates(vectors[0]));
  }

  @Test
  void whatHasNoCodesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> train("none", Metric.L2, new float[1][3]))
        .withMessage("quantization=none: must have codes");
  }

  private static void assertFinite(float[] estimates) {
    for (float estimate : estimates) {
      assertThat(Float.isFinite(estimate)).isTrue();
    }
  }

  private Trained train(String kind, Metric metric, float[][] vectors) {
    return encode(
        Quantizers.train(Quantization.parse(kind), metric, vectors[0].length, vectors, SEED),
        vectors);
  }

  private Trained encode(Quantizer quantizer, float[][] vectors) {
    MemorySegment codes = arena.allocate((long) quantizer.codeBytes() * vectors.length, 64);
    Quantizer.Encoder encoder = quantizer.newEncoder();
    for (int row = 0; row < vectors.length; row++) {
      encoder.encode(vectors[row], codes, (long) row * quantizer.codeBytes());
    }
    return new Trained(quantizer, codes, quantizer.newDistances(codes), vectors.length);
  }

  private record Trained(
      Quantizer quantizer, MemorySegment codes, CodeDistances distances, int rows) {
    float[] estimates(float[] query) {
      float[] estimates = new float[rows];
      distances.aimAt(query);
      distances.to(IntStream.range(0, rows).toArray(), rows, estimates);
      return estimates;
    }
  }
}
