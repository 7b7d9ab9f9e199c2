package io.vecgo.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.model.Metric;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FvecsReaderTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 384, 16_384})
  void vectorsComeBackAsTheyWereWritten(int dimension) throws IOException {
    float[][] vectors = Bytes.vectors(9, dimension, dimension);
    assertThat(read(Bytes.fvecs(vectors)).toArray(float[][]::new)).isDeepEqualTo(vectors);
    assertThat(read(Bytes.gzip(Bytes.fvecs(vectors))).toArray(float[][]::new))
        .isDeepEqualTo(vectors);
  }

  @Test
  void anEmptyFileHasNoVectors() throws IOException {
    assertThat(read(new byte[0])).isEmpty();
  }

  @Test
  void aFileCutInsideARowIsReportedWithRowAndBytes() {
    byte[] file = Bytes.fvecs(Bytes.vectors(3, 5, 1));
    int rowBytes = 4 + 5 * 4;
    for (int length = 1; length < file.length; length++) {
      if (length % rowBytes != 0) {
        failure(Arrays.copyOf(file, length))
            .withMessageStartingWith("file: row " + length / rowBytes + ": the file ends after ");
      }
    }
  }

  @Test
  void theMessageOfACutFileSaysHowManyBytesThereShouldBe() {
    failure(Arrays.copyOf(Bytes.fvecs(Bytes.vectors(1, 5, 1)), 4 + 7))
        .withMessage("file: row 0: the file ends after 7 bytes of the row, expected 20");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 16_385, 0x04034b50})
  void anImpossibleDimensionIsReportedBeforeMemoryIsTaken(int dimension) {
    byte[] file = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(dimension).array();
    failure(file)
        .withMessage(
            "file: row 0: has the dimension "
                + dimension
                + ", expected 1 to 16384: is this a vector file?");
  }

  @Test
  void aRowOfAnotherDimensionIsReported() {
    byte[] file = Bytes.fvecs(Bytes.vectors(3, 4, 1));
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(2 * 20, 3);
    failure(file)
        .withMessage("file: row 2: has the dimension 3, expected 4 (like the rows before)");
  }

  @Test
  void aFileForAnotherDatabaseIsReported() {
    VectorRule rule = VectorRule.of(8, Metric.L2);
    failure(Bytes.fvecs(Bytes.vectors(3, 4, 1)), rule)
        .withMessage(
            "file: row 0: has the dimension 4, expected 8 (the dimension of the database)");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aComponentThatIsNotFiniteIsReported(float component) {
    float[][] vectors = Bytes.vectors(3, 4, 1);
    vectors[1][3] = component;
    failure(Bytes.fvecs(vectors))
        .withMessage("file: row 1: component 3 is " + component + ", expected a finite number");
  }

  @Test
  void aVectorOfZerosIsOnlyRefusedUnderCosine() throws IOException {
    byte[] file = Bytes.fvecs(new float[4]);
    assertThat(read(file)).hasSize(1);
    failure(file, VectorRule.of(4, Metric.COSINE))
        .withMessageStartingWith("file: row 0: is all zeros");
  }

  private static List<float[]> read(byte[] file) throws IOException {
    return read(file, VectorRule.ofFirstRow());
  }

  private static List<float[]> read(byte[] file, VectorRule rule) throws IOException {
    try (FvecsReader reader = new FvecsReader(Bytes.input(file), rule)) {
      return reader.readAll();
    }
  }

  private static ThrowableAssertAlternative<BadInputException> failure(byte[] file) {
    return failure(file, VectorRule.ofFirstRow());
  }

  private static ThrowableAssertAlternative<BadInputException> failure(
      byte[] file, VectorRule rule) {
    return assertThatExceptionOfType(BadInputException.class).isThrownBy(() -> read(file, rule));
  }
}
