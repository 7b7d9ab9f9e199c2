package io.vecgo.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.bytes.ByteWriter;
import io.vecgo.bytes.Checksum;
import io.vecgo.bytes.Frame;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.model.CorruptException;
import io.vecgo.model.FieldType;
import io.vecgo.model.IncompatibleFormatException;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Layout;
import io.vecgo.model.Limits;
import io.vecgo.model.Metric;
import io.vecgo.model.Operation;
import io.vecgo.model.Quantization;
import io.vecgo.model.Schema;
import io.vecgo.segment.SegmentInfo;
import io.vecgo.segment.TombstoneFile.Tombstones;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests come back as they were; anything else is refused in one of two ways. */
class ManifestCodecTest {
  private static final String NAME = "manifest-00000000000000000001";

  @SafeVarargs
  private static <T> T any(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }

  private static Manifest random(Random random) {
    int dimension = 1 + random.nextInt(16_384);
    Metric metric = any(random, Metric.values());
    List<SegmentEntry> segments = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      segments.add(segment(random, dimension, metric));
    }
    return new Manifest(
        random.nextLong(),
        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
        any(random, Operation.values()),
        dimension,
        metric,
        schema(random),
        any(random, "standard", "standard+english-stops", "a user's own"),
        new IndexSettings(
            4 + random.nextInt(125),
            128 + random.nextInt(1873),
            quantization(random, dimension),
            layout(random, dimension)),
        random.nextLong(),
        random.nextLong(),
        segments);
  }

  private static Quantization quantization(Random random, int dimension) {
    String subspaces = "pq-" + Math.min(7, dimension);
    return Quantization.parse(
        any(random, "none", "sq8", "int4", "bq", "rabitq-1", "rabitq-8", "pq", subspaces, "opq-1"));
  }

  private static Layout layout(Random random, int dimension) {
    boolean turbo = random.nextBoolean() && dimension <= Limits.TURBO_DIMENSION_MAX;
    return turbo ? Layout.TURBO : Layout.COMPACT;
  }

  private static SegmentEntry segment(Random random, int dimension, Metric metric) {
    int rows = 1 + random.nextInt(Integer.MAX_VALUE - 1);
    SegmentInfo info =
        new SegmentInfo(
            "segment-" + random.nextInt() + ".bin",
            random.nextLong(),
            random.nextInt(),
            rows,
            dimension,
            metric,
            random.nextLong(),
            random.nextLong());
    SegmentEntry fresh =
        new SegmentEntry(info, random.nextInt(10), Optional.empty(), rows % 2 == 0);
    return random.nextBoolean()
        ? fresh
        : fresh.withTombstones(
            new Tombstones(
                "tombstones-" + random.nextInt(),
                random.nextLong(),
                random.nextInt(),
                1 + random.nextInt(rows)));
  }

  private static Schema schema(Random random) {
    Schema schema = Schema.NONE;
    for (int i = random.nextInt(5); i > 0; i--) {
      FieldType type = any(random, FieldType.values());
      schema =
          schema.with(
              "field " + i,
              type,
              random.nextBoolean() ? Schema.Presence.REQUIRED : Schema.Presence.OPTIONAL);
    }
    return schema;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void manifestsComeBack(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      Manifest manifest = random(random);
      assertThat(ManifestCodec.decode(NAME, ManifestCodec.encode(manifest)))
          .as("seed %d, manifest %d", seed, i)
          .isEqualTo(manifest);
    }
  }

  @Test
  void everyFlippedBitAndEveryTruncationIsRefused() {
    byte[] file = ManifestCodec.encode(random(new Random(4))).toArray(ValueLayout.JAVA_BYTE);
    for (int at = 0; at < file.length; at++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        byte[] damaged = file.clone();
        damaged[at] ^= (byte) (1 << bit);
        assertRefused(damaged, "bit %d of byte %d".formatted(bit, at));
      }
      assertRefused(Arrays.copyOf(file, at), "cut to " + at);
    }
  }

  private static void assertRefused(byte[] file, String when) {
    assertThatExceptionOfType(CorruptException.class)
        .as(when)
        .isThrownBy(() -> ManifestCodec.decode(NAME, MemorySegment.ofArray(file)))
        .satisfies(corrupt -> assertThat(corrupt.file()).isEqualTo(NAME));
  }

  /** Damage with a checksum that fits. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void craftedManifestsAreReadOrRefused(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      MemorySegment file = ManifestCodec.encode(random(random));
      long end = file.byteSize() - Frame.FOOTER_BYTES;
      for (int k = 0; k <= random.nextInt(3); k++) {
        long at = Frame.HEADER_BYTES + random.nextLong(end - Frame.HEADER_BYTES);
        file.set(ValueLayout.JAVA_BYTE, at, (byte) random.nextInt());
      }
      file.set(LittleEndian.I32, end, Checksum.of(file.asSlice(0, end)));
      try {
        ManifestCodec.decode(NAME, file);
      } catch (CorruptException | IncompatibleFormatException allowed) {
        assertThat(allowed).hasMessageContaining(NAME);
      } catch (RuntimeException harm) {
        throw new AssertionError("seed %d, mutation %d".formatted(seed, i), harm);
      }
    }
  }

  @Test
  void codesThatAreNotKnownAreIncompatibleNotDamaged() {
    ByteWriter payload = new ByteWriter().i64(1).i64(0).i32(0).u8(99);
    MemorySegment file = ManifestCodec.FRAME.wrap(payload.written());
    assertThatExceptionOfType(IncompatibleFormatException.class)
        .isThrownBy(() -> ManifestCodec.decode(NAME, file))
        .withMessageContaining("operation code 99");
    ByteWriter otherLayout = new ByteWriter().i64(1).i64(0).i32(0).u8(1).varint(3).u8(0);
    otherLayout.varint(16).varint(100).string("none").u8(2);
    MemorySegment laidOut = ManifestCodec.FRAME.wrap(otherLayout.written());
    assertThatExceptionOfType(IncompatibleFormatException.class)
        .isThrownBy(() -> ManifestCodec.decode(NAME, laidOut))
        .withMessageContaining("layout code 2");
    MemorySegment newer = new Frame(ManifestCodec.FRAME.magic(), 2).wrap(payload.written());
    assertThatExceptionOfType(IncompatibleFormatException.class)
        .isThrownBy(() -> ManifestCodec.decode(NAME, newer))
        .withMessageContaining("format 2");
  }
}
