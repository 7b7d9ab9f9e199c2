package io.vecgo.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductQuantizerTest {
  private static final long SEED = 7;
  private static final Quantization.Product PLAIN = new Quantization.Product(0, false);
  private static final Quantization.Product ROTATED = new Quantization.Product(0, true);

  @ParameterizedTest
  @CsvSource({
    "L2,1,false",
    "L2,2,true",
    "L2,3,false",
    "L2,17,true",
    "L2,100,false",
    "L2,384,false",
    "COSINE,2,false",
    "COSINE,3,true",
    "COSINE,17,false",
    "COSINE,100,true",
    "COSINE,384,false",
    "DOT,1,false",
    "DOT,2,false",
    "DOT,3,true",
    "DOT,17,true",
    "DOT,100,false",
    "DOT,384,true",
  })
  void theTrueNearestAreAmongTheNearestByEstimate(Metric metric, int dimension, boolean rotated) {
    float[][] rows = clustered(1, 2000, dimension);
    ProductQuantizer quantizer = train(new Quantization.Product(0, rotated), metric, rows);
    float[][] queries = clustered(2, 20, dimension);
    try (Arena arena = Arena.ofConfined()) {
      CodeDistances estimates = quantizer.newDistances(encode(quantizer, rows, arena));
      double found = 0;
      for (float[] query : queries) {
        int[] nearest = nearest(exact(metric, query, rows), 10);
        estimates.aimAt(query);
        int[] candidates = nearest(estimate(estimates, rows.length), 100);
        found += IntStream.of(nearest).filter(row -> contains(candidates, row)).count();
      }
      assertThat(found / (10 * queries.length)).isGreaterThan(0.95);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEstimateIsTheDistanceToTheRowThatTheCodeStandsFor(Metric metric) {
    float[][] rows = clustered(3, 100, 17); // fewer than centroids: every row is one
    ProductQuantizer quantizer = train(ROTATED, metric, rows);
    float[] query = clustered(4, 1, 17)[0];
    try (Arena arena = Arena.ofConfined()) {
      CodeDistances estimates = quantizer.newDistances(encode(quantizer, rows, arena));
      estimates.aimAt(query);
      double[] expected = exact(metric, query, rows);
      double[] estimated = estimate(estimates, rows.length);
      for (int row = 0; row < rows.length; row++) {
        assertThat(estimated[row]).isCloseTo(expected[row], within(1e-3));
      }
    }
  }

  @Test
  void estimatesDoNotDependOnHowManyRowsAreScoredAtOnce() {
    float[][] rows = clustered(5, 50, 19);
    ProductQuantizer quantizer = train(new Quantization.Product(11, false), Metric.L2, rows);
    try (Arena arena = Arena.ofConfined()) {
      CodeDistances estimates = quantizer.newDistances(encode(quantizer, rows, arena));
      estimates.aimAt(rows[0]);
      double[] together = estimate(estimates, rows.length);
      for (int count = 1; count <= 3; count++) {
        int[] some = {9, 30, 49};
        float[] out = new float[count];
        estimates.to(some, count, out);
        for (int i = 0; i < count; i++) {
          assertThat((double) out[i]).isEqualTo(together[some[i]]);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pq", "opq", "pq-3", "opq-7", "pq-17"})
  void whatIsReadBackGivesTheSameCodesAndEstimates(String label) {
    float[][] rows = clustered(6, 400, 17);
    Quantization.Product quantization = (Quantization.Product) Quantization.parse(label);
    ProductQuantizer quantizer = train(quantization, Metric.COSINE, rows);
    ProductQuantizer copy = readBack(quantizer);
    assertThat(copy.quantization()).isEqualTo(quantization);
    assertSame(quantizer, copy, rows);
    assertThat(written(copy)).isEqualTo(written(quantizer));
  }

  @Test
  void equalArgumentsGiveEqualQuantizers() {
    float[][] rows = clustered(8, 600, 20);
    assertThat(written(train(ROTATED, Metric.L2, rows)))
        .isEqualTo(written(train(ROTATED, Metric.L2, rows)));
    assertThat(written(ProductQuantizer.train(PLAIN, Metric.L2, 20, rows, 1)))
        .isNotEqualTo(written(ProductQuantizer.train(PLAIN, Metric.L2, 20, rows, 2)));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 17, 64})
  void aLearnedRotationLowersTheErrorOnCorrelatedData(int dimension) {
    float[][] rows = correlated(9, 1500, dimension);
    double plain = error(train(new Quantization.Product(4, false), Metric.L2, rows), rows);
    double rotated = error(train(new Quantization.Product(4, true), Metric.L2, rows), rows);
    assertThat(rotated).isLessThan(0.98 * plain);
  }

  @Test
  void aLearnedRotationKeepsLengthsAndAngles() {
    float[][] rows = correlated(10, 300, 40);
    BlockRotation rotation = train(ROTATED, Metric.L2, rows).rotation();
    float[][] turned = new float[2][40];
    for (int i = 0; i + 1 < rows.length; i += 2) {
      rotation.apply(rows[i], turned[0], new float[40]);
      rotation.apply(rows[i + 1], turned[1], new float[40]);
      double before = dot(rows[i], rows[i + 1]);
      double lengths = Math.sqrt(dot(rows[i], rows[i]) * dot(rows[i + 1], rows[i + 1]));
      assertThat(dot(turned[0], turned[1])).isCloseTo(before, within(1e-5 * lengths));
    }
  }

  @Test
  void aRotationOfManyComponentsIsLearnedBlockByBlock() {
    int dimension = ProductQuantizer.BLOCK_COMPONENTS_MAX + 100;
    float[][] rows = correlated(11, 60, dimension);
    ProductQuantizer quantizer = train(new Quantization.Product(100, true), Metric.L2, rows);
    assertSame(quantizer, readBack(quantizer), rows);
    assertThat(written(quantizer)).hasSizeLessThan(dimension * (60 + 600) * Float.BYTES);
  }

  @ParameterizedTest
  @EnumSource
  void equalRowsAndFewRowsGiveNumbers(Metric metric) {
    for (int count : new int[] {1, 2, 5, 300}) {
      float[][] rows = new float[count][9];
      for (float[] row : rows) {
        Arrays.fill(row, 0.25f);
      }
      assertEstimatesAreNumbers(train(ROTATED, metric, rows), rows);
      rows[0][3] = -2;
      assertEstimatesAreNumbers(train(ROTATED, metric, rows), rows);
    }
  }

  @Test
  void zeroVectorsGiveNumbers() {
    float[][] rows = new float[20][9];
    assertEstimatesAreNumbers(train(ROTATED, Metric.L2, rows), rows);
    assertEstimatesAreNumbers(train(ROTATED, Metric.DOT, rows), rows);
  }

  @Test
  void moreSubspacesThanComponentsAreRefused() {
    Quantization.Product five = new Quantization.Product(5, false);
    assertThatThrownBy(() -> train(five, Metric.L2, new float[3][4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("subspaces=5: must be");
  }

  @Test
  void damageGivesCorruptExceptionOrAnotherQuantizer() {
    byte[] bytes = written(train(ROTATED, Metric.L2, clustered(12, 30, 6)));
    Random random = new Random(SEED);
    for (int i = 0; i < 3000; i++) {
      byte[] damaged =
          Arrays.copyOf(bytes, i % 3 == 0 ? random.nextInt(bytes.length) : bytes.length);
      for (int flips = 0; flips < 2 && damaged.length > 0; flips++) {
        damaged[random.nextInt(Math.min(damaged.length, i % 2 == 0 ? 12 : 4000))] ^=
            (byte) (1 << random.nextInt(8));
      }
      try {
        ProductQuantizer read = (ProductQuantizer) Quantizers.read(reader(damaged));
        assertThat(read.codeBytes()).isPositive();
      } catch (CorruptException expected) {
        assertThat(expected).hasMessageContaining("quantizer");
      }
    }
  }

  @Test
  void everyTruncationIsNoticed() {
    byte[] bytes = written(train(ROTATED, Metric.L2, clustered(13, 20, 5)));
    for (int length = 0; length < bytes.length; length++) {
      byte[] head = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Quantizers.read(reader(head)))
          .as("%d bytes", length)
          .isInstanceOf(CorruptException.class);
    }
  }

  @Test
  void aRowWithoutACodeIsRefused() {
    float[][] rows = clustered(14, 20, 8);
    ProductQuantizer quantizer = train(PLAIN, Metric.L2, rows);
    try (Arena arena = Arena.ofConfined()) {
      CodeDistances estimates = quantizer.newDistances(encode(quantizer, rows, arena));
      estimates.aimAt(rows[0]);
      for (int bad : new int[] {-1, 20, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        assertThatThrownBy(() -> estimates.to(new int[] {0, 1, 2, bad}, 4, new float[4]))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
    }
  }

  private static ProductQuantizer train(
      Quantization.Product quantization, Metric metric, float[][] rows) {
    return ProductQuantizer.train(quantization, metric, rows[0].length, rows, SEED);
  }

  private static void assertSame(ProductQuantizer one, ProductQuantizer other, float[][] rows) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment codes = encode(one, rows, arena);
      assertThat(encode(other, rows, arena).mismatch(codes)).isEqualTo(-1);
      CodeDistances mine = one.newDistances(codes);
      CodeDistances theirs = other.newDistances(codes);
      mine.aimAt(rows[1]);
      theirs.aimAt(rows[1]);
      assertThat(estimate(mine, rows.length)).isEqualTo(estimate(theirs, rows.length));
    }
  }

  private static void assertEstimatesAreNumbers(ProductQuantizer quantizer, float[][] rows) {
    try (Arena arena = Arena.ofConfined()) {
      CodeDistances estimates = quantizer.newDistances(encode(quantizer, rows, arena));
      estimates.aimAt(rows[rows.length - 1]);
      for (double estimate : estimate(estimates, rows.length)) {
        assertThat(estimate).isFinite();
      }
    }
  }

  private static double error(ProductQuantizer quantizer, float[][] rows) {
    try (Arena arena = Arena.ofConfined()) {
      CodeDistances estimates = quantizer.newDistances(encode(quantizer, rows, arena));
      double sum = 0;
      for (int row = 0; row < rows.length; row++) {
        estimates.aimAt(rows[row]);
        float[] out = new float[1];
        estimates.to(new int[] {row}, 1, out);
        sum += out[0];
      }
      return sum;
    }
  }

  private static MemorySegment encode(ProductQuantizer quantizer, float[][] rows, Arena arena) {
    MemorySegment codes = arena.allocate((long) rows.length * quantizer.codeBytes());
    Quantizer.Encoder encoder = quantizer.newEncoder();
    for (int row = 0; row < rows.length; row++) {
      encoder.encode(rows[row], codes, (long) row * quantizer.codeBytes());
    }
    return codes;
  }

  private static byte[] written(ProductQuantizer quantizer) {
    ByteWriter out = new ByteWriter();
    quantizer.write(out);
    return out.toArray();
  }

  private static ProductQuantizer readBack(ProductQuantizer quantizer) {
    ByteReader in = reader(written(quantizer));
    ProductQuantizer copy = (ProductQuantizer) Quantizers.read(in);
    in.expectEnd();
    return copy;
  }

  private static ByteReader reader(byte[] bytes) {
    return new ByteReader(
        MemorySegment.ofArray(bytes), new ByteReader.Place("file", "quantizer", 0));
  }

  private static double[] estimate(CodeDistances estimates, int count) {
    float[] out = new float[count];
    estimates.to(IntStream.range(0, count).toArray(), count, out);
    return IntStream.range(0, count).mapToDouble(i -> out[i]).toArray();
  }

  private static double[] exact(Metric metric, float[] query, float[][] rows) {
    return Arrays.stream(rows).mapToDouble(row -> exact(metric, query, row)).toArray();
  }

  private static double exact(Metric metric, float[] a, float[] b) {
    return switch (metric) {
      case L2 -> dot(a, a) + dot(b, b) - 2 * dot(a, b);
      case DOT -> -dot(a, b);
      case COSINE -> -dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    };
  }

  private static double dot(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> (double) a[i] * b[i]).sum();
  }

  private static int[] nearest(double[] distances, int count) {
    return IntStream.range(0, distances.length)
        .boxed()
        .sorted((a, b) -> Double.compare(distances[a], distances[b]))
        .mapToInt(Integer::intValue)
        .limit(count)
        .toArray();
  }

  private static boolean contains(int[] rows, int row) {
    return IntStream.of(rows).anyMatch(each -> each == row);
  }

  /** Around 50 centres that are the same for every seed. */
  private static float[][] clustered(long seed, int count, int dimension) {
    float[][] centres = gaussian(new Random(99), 50, dimension);
    Random random = new Random(seed);
    float[][] rows = gaussian(random, count, dimension);
    for (float[] row : rows) {
      float[] centre = centres[random.nextInt(centres.length)];
      for (int i = 0; i < dimension; i++) {
        row[i] = centre[i] + 0.4f * row[i];
      }
    }
    return rows;
  }

  /** A few directions hold nearly all of the variance, and none of them is an axis. */
  private static float[][] correlated(long seed, int count, int dimension) {
    Random random = new Random(seed);
    float[][] directions = gaussian(random, dimension, dimension);
    float[][] weights = gaussian(random, count, dimension);
    float[][] rows = new float[count][dimension];
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < dimension; i++) {
        for (int k = 0; k < dimension; k++) {
          rows[row][k] += weights[row][i] * directions[i][k] / (1 + i);
        }
      }
    }
    return rows;
  }

  private static float[][] gaussian(Random random, int count, int dimension) {
    float[][] rows = new float[count][dimension];
    for (float[] row : rows) {
      for (int i = 0; i < dimension; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return rows;
  }
}
