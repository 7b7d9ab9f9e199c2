package io.vecgo.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpyReaderTest {
  private static final float[][] VECTORS = Bytes.vectors(6, 5, 3);

  @Test
  void float32RowsComeBackAsTheyWereWritten() throws IOException {
    assertThat(read(Bytes.npyFloat32(VECTORS)).toArray(float[][]::new)).isDeepEqualTo(VECTORS);
  }

  @Test
  void float64RowsAreRoundedToFloat() throws IOException {
    assertThat(read(Bytes.npyFloat64(VECTORS)).toArray(float[][]::new)).isDeepEqualTo(VECTORS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyFormatVersionIsRead(int version) throws IOException {
    byte[] file = Bytes.npy(version, Bytes.header("<f4", "False", "1, 2"), new byte[8]);
    assertThat(read(file)).hasSize(1);
  }

  @Test
  void aFileCutAnywhereIsReported() {
    byte[] file = Bytes.npyFloat32(VECTORS);
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatExceptionOfType(BadInputException.class)
          .as("length %d", length)
          .isThrownBy(() -> read(cut));
    }
  }

  @Test
  void aFileLongerThanItsHeaderSaysIsReported() {
    byte[] file = Bytes.npyFloat32(VECTORS);
    failure(Arrays.copyOf(file, file.length + 1))
        .withMessage(
            "file: row 6: the file goes on, expected its end after the 6 rows of the header");
  }

  @Test
  void fortranOrderIsRefused() {
    failure(Bytes.npy(1, Bytes.header("<f4", "True", "1, 2"), new byte[8]))
        .withMessageContaining("says Fortran order, expected C order");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<i4", ">f4", "|S3", "<f2"})
  void otherElementTypesAreRefused(String descr) {
    failure(Bytes.npy(1, Bytes.header(descr, "False", "1, 2"), new byte[8]))
        .withMessageContaining("says element type " + descr + ", expected <f4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3,", "1, 2, 3", "-1, 2", "99999999999999999999, 2"})
  void otherShapesAreRefused(String shape) {
    failure(Bytes.npy(1, Bytes.header("<f4", "False", shape), new byte[8]))
        .withMessageContaining("says shape (" + shape + "), expected (rows, dimension)");
  }

  @Test
  void aHugeDimensionIsReportedBeforeMemoryIsTaken() {
    failure(Bytes.npy(1, Bytes.header("<f4", "False", "1, 999999999999999"), new byte[8]))
        .withMessageContaining("has the dimension 999999999999999, expected 1 to 16384");
  }

  @Test
  void aHugeHeaderIsReportedBeforeMemoryIsTaken() {
    byte[] file = Bytes.npy(2, Bytes.header("<f4", "False", "1, 2"), new byte[8]);
    Arrays.fill(file, 8, 12, (byte) -1);
    failure(file).withMessageContaining("is 4294967295 bytes long, expected at most 65536");
  }

  @Test
  void aDoubleTooLargeForFloatIsReported() {
    byte[] file = Bytes.npyFloat64(new float[] {1, 2});
    Arrays.fill(file, file.length - 8, file.length, (byte) 0x7e);
    failure(file).withMessage("file: row 0: component 1 is Infinity, expected a finite number");
  }

  private static List<float[]> read(byte[] file) throws IOException {
    try (NpyReader reader = new NpyReader(Bytes.input(file), VectorRule.ofFirstRow())) {
      return reader.readAll();
    }
  }

  private static ThrowableAssertAlternative<BadInputException> failure(byte[] file) {
    return assertThatExceptionOfType(BadInputException.class).isThrownBy(() -> read(file));
  }
}
