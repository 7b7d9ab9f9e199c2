package io.vecgo.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IvecsReaderTest {
  @TempDir Path directory;

  @Test
  void rowsComeBackAsTheyWereWritten() throws IOException {
    Random random = new Random(7);
    int[][] rows = new int[20][];
    Arrays.setAll(rows, _ -> random.ints(100).toArray());
    Path file = Files.write(directory.resolve("gt.ivecs.gz"), Bytes.gzip(Bytes.ivecs(rows)));
    try (IvecsReader reader = IvecsReader.open(file)) {
      assertThat(reader.readAll().toArray(int[][]::new)).isDeepEqualTo(rows);
    }
  }

  @Test
  void anImpossibleLengthIsReportedBeforeMemoryIsTaken() {
    byte[] file = {-1, -1, -1, 0x7f};
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> new IvecsReader(Bytes.input(file)).next())
        .withMessage(
            "file: row 0: has 2147483647 entries, expected 0 to 1048576: is this an ivecs file?");
  }

  @Test
  void aCutFileIsReported() {
    byte[] file = Arrays.copyOf(Bytes.ivecs(new int[] {1, 2, 3}), 12);
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> new IvecsReader(Bytes.input(file)).next())
        .withMessage("file: row 0: the file ends after 8 bytes of the row, expected 12");
  }
}
