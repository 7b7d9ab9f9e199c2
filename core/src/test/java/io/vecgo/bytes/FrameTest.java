package io.vecgo.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vecgo.model.CorruptException;
import io.vecgo.model.IncompatibleFormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A framed file is read whole and unchanged, or refused. */
class FrameTest {
  private static final Frame FRAME = new Frame(Frame.magic("VECGOABC"), 3);

  private static byte[] file(int payloadBytes) {
    return FRAME.wrap(MemorySegment.ofArray(payload(payloadBytes))).toArray(ValueLayout.JAVA_BYTE);
  }

  private static byte[] payload(int bytes) {
    byte[] payload = new byte[bytes];
    new Random(bytes).nextBytes(payload);
    return payload;
  }

  private static ByteReader unwrap(byte[] file) {
    return FRAME.unwrap("name.bin", MemorySegment.ofArray(file));
  }

  private static ThrowableAssertAlternative<CorruptException> assertCorrupt(byte[] file) {
    return assertThatExceptionOfType(CorruptException.class).isThrownBy(() -> unwrap(file));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 1000, 100_000})
  void payloadComesBack(int bytes) {
    ByteReader in = unwrap(file(bytes));
    assertThat(in.raw(bytes)).isEqualTo(payload(bytes));
    in.expectEnd();
  }

  @Test
  void fileBeginsWithTheLettersOfItsMagic() {
    byte[] file = file(1);
    assertThat(new String(file, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("VECGOABC");
    assertThat(file).hasSize(Frame.HEADER_BYTES + 1 + Frame.FOOTER_BYTES);
    assertThat(file[Frame.FORMAT_OFFSET]).isEqualTo((byte) 3);
  }

  @Test
  void magicIsEightLetters() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Frame.magic("VECGO"))
        .withMessageContaining("VECGO");
  }

  @Test
  void everyFlippedBitIsNamed() {
    byte[] file = file(20);
    for (int at = 0; at < file.length; at++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        byte[] damaged = file.clone();
        damaged[at] ^= (byte) (1 << bit);
        assertCorrupt(damaged)
            .withMessageContaining(problemAt(at))
            .withMessageContaining("name.bin");
      }
    }
  }

  private static String problemAt(int offset) {
    return offset < Frame.FORMAT_OFFSET
        ? "invalid magic"
        : offset >= Frame.PAYLOAD_LENGTH_OFFSET && offset < Frame.HEADER_BYTES
            ? "wrong length"
            : "checksum mismatch";
  }

  @Test
  void everyOtherLengthIsRefused() {
    byte[] file = file(20);
    for (int length = 0; length < file.length + 40; length++) {
      if (length != file.length) {
        assertCorrupt(Arrays.copyOf(file, length))
            .withMessageMatching(".*(truncated|wrong length).*");
      }
    }
  }

  @Test
  void otherKindOfFileIsRefused() {
    Frame other = new Frame(Frame.magic("VECGOXYZ"), 3);
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> other.unwrap("name.bin", MemorySegment.ofArray(file(5))))
        .withMessageContaining("invalid magic");
  }

  @Test
  void otherFormatIsIncompatibleNotDamaged() {
    for (int format : new int[] {2, 4}) {
      Frame other = new Frame(FRAME.magic(), format);
      assertThatExceptionOfType(IncompatibleFormatException.class)
          .isThrownBy(() -> other.unwrap("name.bin", MemorySegment.ofArray(file(5))))
          .withMessageContaining("name.bin")
          .withMessageContaining("format 3")
          .withMessageContaining("format " + format);
    }
  }

  @Test
  void checksumTellsFilesApart() {
    assertThat(Frame.checksum(MemorySegment.ofArray(file(20))))
        .isNotEqualTo(Frame.checksum(MemorySegment.ofArray(file(21))));
  }
}
