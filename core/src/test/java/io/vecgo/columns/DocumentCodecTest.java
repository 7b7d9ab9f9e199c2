package io.vecgo.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Document;
import io.vecgo.model.Value;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents come back as they were, order of fields included; anything else is refused. */
class DocumentCodecTest {

  private static byte[] encode(Document document) {
    ByteWriter out = new ByteWriter();
    DocumentCodec.write(document, out);
    return out.toArray();
  }

  private static Document decode(byte[] bytes) {
    return DocumentCodec.read(
        new ByteReader(MemorySegment.ofArray(bytes), new ByteReader.Place("file", "section", 0)));
  }

  private static void assertComesBack(Document document) {
    Document back = decode(encode(document));
    assertThat(back).isEqualTo(document);
    assertThat(new ArrayList<>(back.fields().keySet()))
        .isEqualTo(new ArrayList<>(document.fields().keySet()));
  }

  private static Document random(Random random) {
    Document document = Document.EMPTY;
    for (int i = random.nextInt(8); i > 0; i--) {
      document = document.with("field" + random.nextInt(20), value(random));
    }
    return document;
  }

  private static Value value(Random random) {
    if (random.nextInt(4) > 0) {
      return scalar(random);
    }
    List<Value> elements = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      elements.add(scalar(random));
    }
    return new Value.Array(elements);
  }

  private static Value scalar(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> Value.ofNull();
      case 1 -> Value.of(random.nextBoolean());
      case 2 -> Value.of(random.nextLong() >> random.nextInt(64));
      case 3 -> Value.of(random.nextGaussian());
      case 4 -> Value.of("é".repeat(random.nextInt(5)));
      case 5 -> Value.of(Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)));
      default -> Value.of(new UUID(random.nextLong(), random.nextLong()));
    };
  }

  @Test
  void extremesComeBack() {
    List<Value> extremes =
        List.of(
            Value.of(Long.MIN_VALUE),
            Value.of(Long.MAX_VALUE),
            Value.of(0L),
            Value.of(-0.0),
            Value.of(Double.MIN_VALUE),
            Value.of(Double.NEGATIVE_INFINITY),
            Value.of(""),
            Value.of("\uD83D\uDE00\u0000"),
            Value.of(Instant.MIN),
            Value.of(Instant.MAX),
            Value.of(Instant.EPOCH.minusNanos(1)),
            Value.of(new UUID(-1, Long.MIN_VALUE)),
            Value.array(),
            Value.array(Value.ofNull(), Value.of(true), Value.of(1), Value.of("x")));
    Document document = Document.EMPTY;
    for (int i = 0; i < extremes.size(); i++) {
      assertComesBack(Document.of("f", extremes.get(i)));
      document = document.with("z" + (extremes.size() - i), extremes.get(i));
    }
    assertComesBack(document);
    assertComesBack(Document.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomDocumentsComeBackAndTheirTruncationsAreRefused(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      Document document = random(random);
      byte[] bytes = encode(document);
      assertThat(decode(bytes)).as("seed %d, document %d", seed, i).isEqualTo(document);
      for (int length = 0; length < bytes.length; length++) {
        byte[] cut = Arrays.copyOf(bytes, length);
        assertThatExceptionOfType(CorruptException.class)
            .as("seed %d, document %d, cut to %d", seed, i, length)
            .isThrownBy(() -> decode(cut));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void mutationsAreReadOrRefused(long seed) {
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = encode(random(random));
      for (int k = 0; k <= random.nextInt(4); k++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        decode(bytes);
      } catch (CorruptException expected) {
        refused++;
      } catch (RuntimeException harm) {
        throw new AssertionError("seed %d, mutation %d".formatted(seed, i), harm);
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }

  @Test
  void moreBytesThanADocumentAreRefused() {
    byte[] bytes = encode(Document.of("f", 1));
    assertRefused(Arrays.copyOf(bytes, bytes.length + 1), "unread bytes");
  }

  @Test
  void impossibleValuesAreRefused() {
    assertRefused(field(DocumentCodec.KIND_REAL).f64(Double.NaN), "NaN");
    assertRefused(field(9), "invalid value kind");
    assertRefused(field(255), "invalid value kind");
    assertRefused(
        field(DocumentCodec.KIND_TIME).signedVarint(Long.MAX_VALUE).varint(0), "invalid instant");
    assertRefused(field(DocumentCodec.KIND_TIME).signedVarint(0).varint(Long.MIN_VALUE).u8(0), "");
    assertRefused(
        field(DocumentCodec.KIND_ARRAY).varint(1).u8(DocumentCodec.KIND_ARRAY).varint(0),
        "invalid value kind");
    assertRefused(field(DocumentCodec.KIND_ARRAY).varint(1L << 31), "count too large");
    assertRefused(field(DocumentCodec.KIND_TEXT).varint(1L << 31), "count too large");
    assertRefused(new ByteWriter().varint(1).string("").u8(DocumentCodec.KIND_NULL).u8(0), "");
    assertRefused(
        new ByteWriter().varint(1).string("f".repeat(257)).u8(DocumentCodec.KIND_NULL),
        "invalid document");
  }

  private static ByteWriter field(int kind) {
    return new ByteWriter().varint(1).string("f").u8(kind);
  }

  private static void assertRefused(ByteWriter bytes, String problem) {
    assertRefused(bytes.toArray(), problem);
  }

  private static void assertRefused(byte[] bytes, String problem) {
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> decode(bytes))
        .withMessageContaining(problem);
  }
}
