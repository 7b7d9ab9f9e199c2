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

class InputTest {
  @TempDir Path directory;

  @Test
  void gzipIsToldByContentNotByName() throws IOException {
    byte[] content = random(100_000);
    Path packed = Files.write(directory.resolve("packed.fvecs"), Bytes.gzip(content));
    Path plain = Files.write(directory.resolve("plain.gz"), content);
    assertThat(contentOf(packed, content.length)).isEqualTo(content);
    assertThat(contentOf(plain, content.length)).isEqualTo(content);
  }

  @Test
  void membersOfAConcatenatedGzipFileAreReadOneAfterTheOther() throws IOException {
    byte[] content = random(1000);
    byte[] first = Bytes.gzip(Arrays.copyOf(content, 400));
    byte[] second = Bytes.gzip(Arrays.copyOfRange(content, 400, 1000));
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    Path file = Files.write(directory.resolve("two.gz"), both);
    assertThat(contentOf(file, content.length)).isEqualTo(content);
  }

  @Test
  void aGzipFileCutAnywhereIsReportedWithItsName() throws IOException {
    byte[] packed = Bytes.gzip(random(300));
    for (int length = 2; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      assertThatExceptionOfType(BadInputException.class)
          .as("length %d", length)
          .isThrownBy(() -> drain(Bytes.input(cut)))
          .withMessageStartingWith("file: the gzip data is damaged or cut short");
    }
  }

  @Test
  void aWrongChecksumInAGzipFileIsReported() {
    byte[] packed = Bytes.gzip(random(300));
    packed[packed.length - 8] ^= 1;
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> drain(Bytes.input(packed)))
        .withMessageContaining("gzip data is damaged");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> Input.open(directory.resolve("none.fvecs")))
        .withMessageEndingWith("none.fvecs: there is no such file");
  }

  @Test
  void aDirectoryIsNoInput() {
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> Input.open(directory))
        .withMessage(directory + ": is a directory, expected a file");
  }

  @Test
  void theFractionGoesFromZeroToOneAlsoForPackedFiles() throws IOException {
    byte[] content = random(1 << 20);
    try (Input input = Bytes.input(Bytes.gzip(content))) {
      double start = input.fraction();
      input.read(new byte[content.length / 2], 0, content.length / 2);
      double middle = input.fraction();
      drain(input);
      assertThat(start).isLessThan(0.2);
      assertThat(middle).isBetween(0.4, 0.7);
      assertThat(input.fraction()).isEqualTo(1);
    }
  }

  @Test
  void peekedBytesAreReadAgain() throws IOException {
    byte[] content = random(10);
    try (Input input = Bytes.input(content)) {
      assertThat(input.peek(4)).isEqualTo(Arrays.copyOf(content, 4));
      assertThat(input.peek(20)).isEqualTo(content);
      byte[] read = new byte[10];
      assertThat(input.read(read, 0, 10)).isEqualTo(10);
      assertThat(read).isEqualTo(content);
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] contentOf(Path file, int length) throws IOException {
    try (Input input = Input.open(file)) {
      byte[] content = new byte[length + 1];
      int read = input.read(content, 0, content.length);
      return Arrays.copyOf(content, read);
    }
  }

  private static void drain(Input input) throws IOException {
    int value = input.read();
    while (value >= 0) {
      value = input.read();
    }
  }
}
