package io.vecgo.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorFileTest {
  private static final float[][] VECTORS = {{1, 2}, {3, 4}};

  @Test
  void theFormatIsToldByContent() throws IOException {
    byte[] json = Bytes.utf8("{\"vector\":[1,2]}\n{\"vector\":[3,4]}\n");
    for (byte[] file :
        new byte[][] {
          Bytes.fvecs(VECTORS), Bytes.npyFloat32(VECTORS), Bytes.npyFloat64(VECTORS), json
        }) {
      assertThat(read(file)).isDeepEqualTo(VECTORS);
      assertThat(read(Bytes.gzip(file))).isDeepEqualTo(VECTORS);
    }
  }

  @Test
  void aByteOrderMarkBeforeJsonIsPassedOver() throws IOException {
    byte[] file = Bytes.utf8("\ufeff{\"vector\":[1,2]}\n{\"vector\":[3,4]}\n");
    assertThat(read(file)).isDeepEqualTo(new float[][] {{1, 2}, {3, 4}});
  }

  @ParameterizedTest
  @ValueSource(ints = {'{', '{' + 0x100, '{' + 0x2000})
  void anFvecsFileThatStartsWithABraceIsNotTakenForJson(int dimension) throws IOException {
    float[][] vectors = Bytes.vectors(2, dimension, 1);
    assertThat(read(Bytes.fvecs(vectors))).isDeepEqualTo(vectors);
  }

  @Test
  void damagedFilesGiveVectorsOrABadInputExceptionAndNothingElse() throws IOException {
    Random random = new Random(42);
    byte[][] files = {
      Bytes.fvecs(Bytes.vectors(4, 6, 1)),
      Bytes.gzip(Bytes.fvecs(Bytes.vectors(4, 6, 1))),
      Bytes.npyFloat32(Bytes.vectors(4, 6, 1)),
      Bytes.npyFloat64(Bytes.vectors(4, 6, 1)),
      Bytes.utf8("{\"vector\":[1,2.5,-3e2],\"a\":[\"x\",null]}\n{\"vector\":[1,2,3]}\n"),
    };
    int damaged = 0;
    for (int round = 0; round < 4000; round++) {
      byte[] file = files[round % files.length].clone();
      for (int i = 0; i <= random.nextInt(3); i++) {
        file[random.nextInt(file.length)] = (byte) random.nextInt(256);
      }
      try {
        read(file);
      } catch (BadInputException e) {
        assertThat(e).hasMessageStartingWith("file: ");
        damaged++;
      }
    }
    assertThat(damaged).isGreaterThan(1000);
  }

  private static float[][] read(byte[] file) throws IOException {
    try (RowReader<float[]> reader =
        VectorFile.open(Bytes.input(file), VectorRule.ofFirstRow(), "vector")) {
      return reader.readAll().toArray(float[][]::new);
    }
  }
}
