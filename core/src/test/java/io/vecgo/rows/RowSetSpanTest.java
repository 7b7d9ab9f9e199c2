package io.vecgo.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowSetSpanTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 4095, 4096, 4097, 20_000})
  void spanIsOneMoreThanTheLargestRow(int rows) {
    assertThat(RowSet.range(rows).span()).isEqualTo(rows);
    assertThat(RowSet.range(rows).with(30_000).without(30_000).span()).isEqualTo(rows);
    assertThat(RowSet.none().with(rows).span()).isEqualTo(rows + 1);
  }
}
