package io.vecgo.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The k nearest are the first k of all, sorted. */
class NearestRowsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 63, 64, 65, 500, 2000})
  void keptRowsAreTheFirstOfAllSorted(int k) {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      int count = random.nextInt(1500);
      NearestRows nearest = new NearestRows(k);
      long[] all = new long[count];
      for (int row = 0; row < count; row++) {
        all[row] = Ranked.of(random.nextInt(100) - 50f, row);
        nearest.offer(all[row]);
      }
      Arrays.sort(all);
      int expected = Math.min(k, count);
      assertThat(nearest.size()).isEqualTo(expected);
      assertThat(nearest.drainSorted())
          .as("seed %d, k %d of %d", seed, k, count)
          .isEqualTo(Arrays.copyOf(all, expected));
    }
  }

  @Test
  void ordersOfOfferingDoNotMatter() {
    for (boolean descending : new boolean[] {true, false}) {
      NearestRows nearest = new NearestRows(10);
      for (int i = 0; i < 1000; i++) {
        int row = descending ? 999 - i : i;
        nearest.offer(Ranked.of(row, row));
      }
      assertThat(Arrays.stream(nearest.drainSorted()).mapToInt(Ranked::row))
          .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
  }

  @Test
  void equalDistancesKeepTheSmallestRows() {
    NearestRows nearest = new NearestRows(3);
    int[] rows = {9, 4, 7, 1, 8};
    nearest.offerAll(rows, 5, new float[5]);
    assertThat(Arrays.stream(nearest.drainSorted()).mapToInt(Ranked::row)).containsExactly(1, 4, 7);
  }

  @Test
  void onlyTheCountedRowsAreOffered() {
    NearestRows nearest = new NearestRows(3);
    nearest.offerAll(new int[] {5, 6, 7}, 1, new float[] {1, 0, 0});
    assertThat(Arrays.stream(nearest.drainSorted()).mapToInt(Ranked::row)).containsExactly(5);
  }

  @Test
  void drainedRowsAreGone() {
    NearestRows nearest = new NearestRows(2);
    nearest.offer(Ranked.of(1, 1));
    nearest.drainSorted();
    assertThat(nearest.size()).isZero();
    nearest.offer(Ranked.of(2, 2));
    assertThat(nearest.drainSorted()).containsExactly(Ranked.of(2, 2));
  }
}
