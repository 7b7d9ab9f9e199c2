package io.vecgo.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowArrayTest {
  @Test
  void rowsKeepWhatWasSetWhileTheArrayGrows() {
    RowArray<Integer> array = new RowArray<>();
    for (int row = 0; row < 10_000; row++) {
      array.ensureCapacity(row + 1);
      assertThat(array.get(row)).as("row " + row).isEmpty();
      array.set(row, row);
    }
    for (int row = 0; row < 10_000; row++) {
      assertThat(array.get(row)).as("row " + row).contains(row);
    }
  }

  @Test
  void capacityIsNeverTakenBack() {
    RowArray<String> array = new RowArray<>();
    array.ensureCapacity(5000);
    array.set(4999, "last");
    array.ensureCapacity(1);
    array.ensureCapacity(0);
    assertThat(array.get(4999)).contains("last");
  }
}
