package io.vecgo.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that no quantizer wrote end in one typed error. */
class CraftedQuantizerTest {
  private static final int DIMENSION = 5;
  private static final int KIND = 0;
  private static final int VERSION = 1;
  private static final int BITS = 2;
  private static final int METRIC = 3;
  private static final int DIMENSION_AT = 4;
  private static final int CENTRE = 8;
  private static final int STEPS = CENTRE + 4 * DIMENSION;

  @ParameterizedTest
  @ValueSource(strings = {"rabitq-4", "sq8", "bq"})
  void everyCutIsNoticed(String kind) {
    byte[] bytes = written(kind);
    for (int length = 0; length < bytes.length; length++) {
      assertCorrupt(Arrays.copyOf(bytes, length));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rabitq-4", "sq8", "bq"})
  void unknownHeadsAreRefused(String kind) {
    byte[] bytes = written(kind);
    assertCorrupt(with(bytes, KIND, 0));
    assertCorrupt(with(bytes, KIND, 200));
    assertCorrupt(with(bytes, VERSION, 0));
    assertCorrupt(with(bytes, VERSION, 2));
    assertCorrupt(with(bytes, BITS, 3));
    assertCorrupt(with(bytes, METRIC, 3));
    assertCorrupt(withInt(bytes, DIMENSION_AT, 0));
    assertCorrupt(withInt(bytes, DIMENSION_AT, -1));
    assertCorrupt(withInt(bytes, DIMENSION_AT, Integer.MAX_VALUE));
    assertCorrupt(withInt(bytes, DIMENSION_AT, 16_384));
    assertCorrupt(withInt(bytes, CENTRE, Float.floatToRawIntBits(Float.NaN)));
    assertCorrupt(withInt(bytes, CENTRE, Float.floatToRawIntBits(Float.POSITIVE_INFINITY)));
  }

  @Test
  void stepsMustBePositive() {
    assertCorrupt(withInt(written("sq8"), STEPS, Float.floatToRawIntBits(0)));
    assertCorrupt(withInt(written("sq8"), STEPS, Float.floatToRawIntBits(-1)));
    assertCorrupt(withInt(written("sq8"), STEPS, Float.floatToRawIntBits(Float.NaN)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rabitq-4", "sq8", "bq"})
  void anyChangedByteIsHarmless(String kind) {
    byte[] bytes = written(kind);
    Random random = new Random(1);
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = with(bytes, i, random.nextInt(256));
      try {
        assertThat(read(changed).codeBytes()).isPositive();
      } catch (CorruptException expected) {
        assertThat(expected).hasMessageContaining("quantizer.bin");
      }
    }
  }

  private static byte[] written(String kind) {
    ByteWriter out = new ByteWriter();
    Quantizers.train(
            Quantization.parse(kind), Metric.L2, DIMENSION, Samples.gaussian(1, 9, DIMENSION), 1)
        .write(out);
    return out.toArray();
  }

  private static Quantizer read(byte[] bytes) {
    return Quantizers.read(
        new ByteReader(
            MemorySegment.ofArray(bytes), new ByteReader.Place("quantizer.bin", "quantizer", 0)));
  }

  private static void assertCorrupt(byte[] bytes) {
    assertThatExceptionOfType(CorruptException.class).isThrownBy(() -> read(bytes));
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static byte[] withInt(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    for (int i = 0; i < 4; i++) {
      changed[at + i] = (byte) (value >> (8 * i));
    }
    return changed;
  }
}
