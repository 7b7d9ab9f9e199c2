package io.vecgo.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ranked longs order by distance and then by row. */
class RankedTest {
  private static final float[] ASCENDING = {
    Float.NEGATIVE_INFINITY,
    -Float.MAX_VALUE,
    -1.5f,
    -1f,
    -Float.MIN_NORMAL,
    -Float.MIN_VALUE,
    0f,
    Float.MIN_VALUE,
    Float.MIN_NORMAL,
    1f,
    Math.nextUp(1f),
    1e30f,
    Float.MAX_VALUE,
    Float.POSITIVE_INFINITY
  };
  private static final int[] ROWS = {0, 1, 4095, 1 << 29, (1 << 30) - 1, Integer.MAX_VALUE};

  @Test
  void distancesAscendFirstThenRows() {
    long previous = Long.MIN_VALUE;
    for (float distance : ASCENDING) {
      for (int row : ROWS) {
        long ranked = Ranked.of(distance, row);
        assertThat(ranked).as("%s, row %d", distance, row).isGreaterThan(previous);
        previous = ranked;
      }
    }
    assertThat(previous).isLessThan(Ranked.WORST);
  }

  @Test
  void distanceAndRowComeBack() {
    for (float distance : ASCENDING) {
      for (int row : ROWS) {
        long ranked = Ranked.of(distance, row);
        assertThat(Ranked.distance(ranked)).isEqualTo(distance);
        assertThat(Ranked.row(ranked)).isEqualTo(row);
      }
    }
  }

  @Test
  void negativeZeroIsZero() {
    assertThat(Ranked.of(-0f, 7)).isEqualTo(Ranked.of(0f, 7));
    assertThat(Float.floatToRawIntBits(Ranked.distance(Ranked.of(-0f, 7)))).isZero();
  }

  @Test
  void randomDistancesOrderAsFloatsDo() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      float a = finite(random);
      float b = finite(random);
      assertThat(Long.compare(Ranked.of(a, 5), Ranked.of(b, 5)))
          .as("seed 1: %s and %s", a, b)
          .isEqualTo(a < b ? -1 : a > b ? 1 : 0);
    }
  }

  private static float finite(Random random) {
    float any = Float.intBitsToFloat(random.nextInt());
    return Float.isFinite(any) ? any : random.nextFloat();
  }
}
