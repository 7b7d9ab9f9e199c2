package io.vecgo.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastScanTablesTest {

  @ParameterizedTest
  @ValueSource(ints = {16, 64, 384})
  void chosenEntriesGiveTheInnerProductWithSigns(int components) {
    float[] query = Vectors.gaussian(components, components, 1f);
    FastScanTables tables = new FastScanTables(components);
    tables.aimAt(query);
    Random random = new Random(1);
    for (int round = 0; round < 50; round++) {
      double exact = 0;
      int sum = 0;
      for (int four = 0; four < components / 4; four++) {
        int entry = random.nextInt(16);
        sum += tables.bytes()[16 * four + entry];
        for (int i = 0; i < 4; i++) {
          exact += query[4 * four + i] * ((entry >> i & 1) - 0.5);
        }
      }
      double roundingMax = 0.25 * tables.scale() * components; // half a step, times a half
      double roundingLikely = roundingMax / Math.sqrt(components) * 3;
      assertThat((double) tables.scale() * sum + tables.shift())
          .isCloseTo(exact, within(roundingLikely));
    }
  }

  @Test
  void entriesAreSmallEnoughToAddFour() {
    FastScanTables tables = new FastScanTables(64);
    for (float[] query : new float[][] {Vectors.filled(64, 3f), Vectors.filled(64, -3f)}) {
      tables.aimAt(query);
      for (byte entry : tables.bytes()) {
        assertThat(entry).isBetween((byte) 0, (byte) FastScanKernels.ENTRY_MAX);
      }
    }
  }

  @Test
  void aQueryOfZerosGivesZero() {
    FastScanTables tables = new FastScanTables(16);
    tables.aimAt(Vectors.gaussian(2, 16, 1f));
    tables.aimAt(new float[16]);
    assertThat(tables.bytes()).containsOnly(0);
    assertThat(tables.shift()).isZero();
    assertThat(tables.scale()).isZero();
  }

  @Test
  void tinyNumbersGiveNumbers() {
    FastScanTables tables = new FastScanTables(16);
    tables.aimAt(Vectors.filled(16, Float.MIN_VALUE));
    assertThat(tables.scale()).isFinite();
    assertThat(tables.shift()).isFinite();
  }
}
