package io.vecgo.benchmarks.ann;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExactNeighboursTest {
  private static final List<float[]> ROWS =
      List.of(new float[] {1, 0}, new float[] {0, 1}, new float[] {9, 9}, new float[] {2, 1});
  private static final List<float[]> QUERIES = List.of(new float[] {1, 0});

  @Test
  void euclideanNeighboursAreTheClosest() {
    assertThat(nearest(Metric.L2)).containsExactly(0, 1, 3, 2);
  }

  @Test
  void innerProductFavoursLength() {
    assertThat(nearest(Metric.DOT)).containsExactly(2, 3, 0, 1);
  }

  @Test
  void cosineIgnoresLength() {
    assertThat(nearest(Metric.COSINE)).containsExactly(0, 3, 2, 1);
  }

  @Test
  void onlyRowsThatMatchAreFound() {
    ExactNeighbours exact = new ExactNeighbours(ROWS, Metric.L2);

    assertThat(exact.nearest(QUERIES, 2, row -> row > 1)).containsExactly(new int[] {3, 2});
  }

  private static int[] nearest(Metric metric) {
    return new ExactNeighbours(ROWS, metric).nearest(QUERIES, 4, _ -> true).getFirst();
  }
}
