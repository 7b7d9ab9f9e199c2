package io.vecgo.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.model.CorruptException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link ByteWriter} writes, {@link ByteReader} reads; anything else it refuses. */
class ByteCodecTest {
  private static final long[] LONGS = {
    0,
    1,
    -1,
    127,
    128,
    255,
    16_383,
    16_384,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    1L << 56,
    1L << 62,
    1L << 63,
    Long.MAX_VALUE
  };

  private static ByteReader reader(byte[] bytes) {
    return new ByteReader(
        MemorySegment.ofArray(bytes), new ByteReader.Place("file.bin", "section", 100));
  }

  private static ByteReader written(ByteWriter writer) {
    return reader(writer.toArray());
  }

  private static void assertCorrupt(Runnable read, String problem) {
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(read::run)
        .withMessageContaining(problem);
  }

  @Test
  void extremesComeBack() {
    for (long value : LONGS) {
      ByteWriter out = new ByteWriter();
      out.u8((int) value).i32((int) value).i64(value).varint(value).signedVarint(value);
      ByteReader in = written(out);
      assertThat(in.u8()).isEqualTo((int) value & 0xFF);
      assertThat(in.i32()).isEqualTo((int) value);
      assertThat(in.i64()).isEqualTo(value);
      assertThat(in.varint()).isEqualTo(value);
      assertThat(in.signedVarint()).isEqualTo(value);
      in.expectEnd();
    }
  }

  @Test
  void doublesKeepEveryBit() {
    double[] values = {0.0, -0.0, Double.MIN_VALUE, -Double.MAX_VALUE, Double.NaN, 1.0 / 3};
    for (double value : values) {
      assertThat(Double.doubleToRawLongBits(written(new ByteWriter().f64(value)).f64()))
          .isEqualTo(Double.doubleToRawLongBits(value));
    }
  }

  @Test
  void numbersAreLittleEndian() {
    assertThat(new ByteWriter().i32(0x01020304).toArray()).containsExactly(4, 3, 2, 1);
    assertThat(new ByteWriter().i64(0x0102030405060708L).toArray())
        .containsExactly(8, 7, 6, 5, 4, 3, 2, 1);
  }

  @Test
  void smallMagnitudesAreShort() {
    assertThat(new ByteWriter().varint(127).size()).isEqualTo(1);
    assertThat(new ByteWriter().varint(128).toArray()).containsExactly(0x80, 1);
    assertThat(new ByteWriter().varint(-1).size()).isEqualTo(10);
    assertThat(new ByteWriter().signedVarint(-64).size()).isEqualTo(1);
    assertThat(new ByteWriter().signedVarint(63).size()).isEqualTo(1);
    assertThat(new ByteWriter().signedVarint(64).size()).isEqualTo(2);
  }

  @Test
  void textComesBack() {
    for (String text : List.of("", "a", "grün", "日本語", "\uD83D\uDE00", "x".repeat(100_000), "\0")) {
      assertThat(written(new ByteWriter().string(text)).string()).isEqualTo(text);
    }
  }

  @Test
  void malformedTextIsRefused() {
    assertCorrupt(() -> reader(new byte[] {2, (byte) 0xC3, 0x28}).string(), "malformed text");
    assertCorrupt(() -> reader(new byte[] {1, (byte) 0xFF}).string(), "malformed text");
    assertCorrupt(
        () -> reader(new byte[] {3, (byte) 0xED, (byte) 0xA0, (byte) 0x80}).string(),
        "malformed text");
  }

  @Test
  void endlessVarintIsRefused() {
    byte[] endless = new byte[20];
    Arrays.fill(endless, (byte) 0x80);
    assertCorrupt(() -> reader(endless).varint(), "invalid varint");
  }

  @Test
  void countsThatCannotFitAreRefusedBeforeAnythingIsTaken() {
    for (long count : new long[] {5, 1000, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE, -1}) {
      byte[] bytes = new ByteWriter().varint(count).raw(new byte[9]).toArray();
      assertCorrupt(() -> reader(bytes).count(2), "count too large");
    }
    assertThat(written(new ByteWriter().varint(4).raw(new byte[9])).count(2)).isEqualTo(4);
    byte[] huge = new ByteWriter().varint(Integer.MAX_VALUE).toArray();
    assertCorrupt(() -> reader(huge).string(), "count too large");
  }

  @Test
  void unreadBytesAreRefused() {
    ByteReader in = written(new ByteWriter().u8(1).u8(2));
    in.u8();
    assertThat(in.remaining()).isEqualTo(1);
    assertCorrupt(in::expectEnd, "unread bytes");
    in.u8();
    in.expectEnd();
  }

  @Test
  void messagesNameThePlaceInTheFile() {
    ByteReader in = reader(new byte[] {1, 2, 3});
    in.u8();
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(in::i32)
        .satisfies(corrupt -> {
          assertThat(corrupt.file()).isEqualTo("file.bin");
          assertThat(corrupt.section()).isEqualTo("section");
          assertThat(corrupt.offset()).isEqualTo(101);
        })
        .withMessageContaining("truncated")
        .withMessageContaining("expected 4 more bytes, found 2");
  }

  /** One value written, and how it is read. */
  private enum Kind {
    U8 {
      @Override
      Object write(Random random, ByteWriter out) {
        int value = random.nextInt(256);
        out.u8(value);
        return value;
      }

      @Override
      Object read(ByteReader in) {
        return in.u8();
      }
    },
    I32 {
      @Override
      Object write(Random random, ByteWriter out) {
        int value = random.nextInt();
        out.i32(value);
        return value;
      }

      @Override
      Object read(ByteReader in) {
        return in.i32();
      }
    },
    I64 {
      @Override
      Object write(Random random, ByteWriter out) {
        long value = random.nextLong();
        out.i64(value);
        return value;
      }

      @Override
      Object read(ByteReader in) {
        return in.i64();
      }
    },
    F64 {
      @Override
      Object write(Random random, ByteWriter out) {
        double value = random.nextGaussian();
        out.f64(value);
        return value;
      }

      @Override
      Object read(ByteReader in) {
        return in.f64();
      }
    },
    VARINT {
      @Override
      Object write(Random random, ByteWriter out) {
        long value = random.nextLong() >>> random.nextInt(64);
        out.varint(value);
        return value;
      }

      @Override
      Object read(ByteReader in) {
        return in.varint();
      }
    },
    SIGNED {
      @Override
      Object write(Random random, ByteWriter out) {
        long value = random.nextLong() >> random.nextInt(64);
        out.signedVarint(value);
        return value;
      }

      @Override
      Object read(ByteReader in) {
        return in.signedVarint();
      }
    },
    TEXT {
      @Override
      Object write(Random random, ByteWriter out) {
        String value = "ä".repeat(random.nextInt(20)) + random.nextInt();
        out.string(value);
        return value;
      }

      @Override
      Object read(ByteReader in) {
        return in.string();
      }
    };

    abstract Object write(Random random, ByteWriter out);

    abstract Object read(ByteReader in);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void mixturesComeBackAndEveryTruncationIsRefused(long seed) {
    Random random = new Random(seed);
    ByteWriter out = new ByteWriter();
    List<Kind> kinds = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
      kinds.add(kind);
      values.add(kind.write(random, out));
    }
    byte[] whole = out.toArray();
    assertThat(readAll(kinds, whole)).as("seed " + seed).isEqualTo(values);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertCorrupt(() -> readAll(kinds, cut), "file.bin");
    }
  }

  private static List<Object> readAll(List<Kind> kinds, byte[] bytes) {
    ByteReader in = reader(bytes);
    List<Object> values = new ArrayList<>();
    kinds.forEach(kind -> values.add(kind.read(in)));
    in.expectEnd();
    return values;
  }

  @Test
  void checksumIsTheCastagnoliOne() {
    MemorySegment digits = MemorySegment.ofArray("123456789".getBytes(StandardCharsets.US_ASCII));
    assertThat(Checksum.of(digits)).isEqualTo(0xE3069283);
    assertThat(Checksum.hex(Checksum.of(digits))).isEqualTo("e3069283");
    assertThat(Checksum.hex(10)).isEqualTo("0000000a");
  }
}
