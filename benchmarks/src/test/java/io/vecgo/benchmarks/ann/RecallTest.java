package io.vecgo.benchmarks.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecallTest {
  @Test
  void onlyTheFirstOfTheTruthCount() {
    Recall recall = new Recall(List.of(new int[] {1, 2, 3}, new int[] {4, 5, 6}), 2);

    assertThat(recall.of(new int[][] {{2, 3}, {5, 4}})).isEqualTo(0.75);
  }

  @Test
  void truthOfFewerRowsThanWantedCanBeFoundInFull() {
    assertThat(new Recall(List.of(new int[] {7}), 10).of(new int[][] {{7}})).isEqualTo(1);
  }
}
