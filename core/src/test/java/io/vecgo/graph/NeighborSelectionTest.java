package io.vecgo.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.kernel.RowDistances;
import io.vecgo.model.Metric;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Links go in all directions, and copies do not fill the list. */
class NeighborSelectionTest {

  /** Points on a plane; row 0 is the one that looks for links. */
  private static final class Plane {
    private final float[][] points;

    Plane(float[][] points) {
      this.points = points;
    }

    RowDistances distances() {
      return new RowDistances() {
        private int from;

        @Override
        public void aimAt(int row) {
          from = row;
        }

        @Override
        public void to(int[] rows, int count, float[] out) {
          for (int i = 0; i < count; i++) {
            out[i] = distance(from, rows[i]);
          }
        }
      };
    }

    private float distance(int a, int b) {
      float x = points[a][0] - points[b][0];
      float y = points[a][1] - points[b][1];
      return x * x + y * y;
    }

    int[] select(int most, int floor) {
      return select(most, floor, new Diversity(1, 0));
    }

    int[] select(int most, int floor, Diversity diversity) {
      long[] candidates =
          IntStream.range(1, points.length)
              .mapToLong(row -> Ranked.of(distance(0, row), row))
              .sorted()
              .toArray();
      NeighborSelection selection = new NeighborSelection(candidates.length, diversity);
      int count = selection.select(candidates, candidates.length, most, floor, distances());
      return Arrays.copyOf(selection.chosen(), count);
    }
  }

  @Test
  void rowBehindANearerOneIsNotLinked() {
    Plane line = new Plane(new float[][] {{0, 0}, {1, 0}, {2, 0}, {3, 0}, {-4, 0}});
    assertThat(line.select(10, 0)).containsExactly(1, 4);
  }

  @Test
  void floorIsFilledUpWithTheNearestLeft() {
    Plane line = new Plane(new float[][] {{0, 0}, {1, 0}, {2, 0}, {3, 0}, {-4, 0}});
    assertThat(line.select(10, 3)).containsExactly(1, 4, 2);
    assertThat(line.select(10, 10)).containsExactly(1, 4, 2, 3);
  }

  @Test
  void neverMoreThanAllowed() {
    Plane star = new Plane(new float[][] {{0, 0}, {1, 0}, {0, 2}, {-3, 0}, {0, -4}});
    assertThat(star.select(10, 0)).containsExactly(1, 2, 3, 4);
    assertThat(star.select(2, 0)).containsExactly(1, 2);
    assertThat(star.select(2, 2)).containsExactly(1, 2);
  }

  @Test
  void copiesAreLinkedOnceBesideTheFloor() {
    float[][] points = new float[20][];
    Arrays.fill(points, new float[] {1, 1});
    points[0] = new float[] {0, 0};
    points[19] = new float[] {-5, 0};
    assertThat(new Plane(points).select(10, 0)).containsExactly(1, 19);
    assertThat(new Plane(points).select(10, 4)).containsExactly(1, 19, 2, 3);
  }

  @Test
  void copiesOfTheRowItselfKeepAFloor() {
    float[][] points = new float[20][];
    Arrays.fill(points, new float[] {1, 1});
    assertThat(new Plane(points).select(10, 4)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void copyOfTheRowDoesNotStandForItsOtherNeighbours() {
    float[][] points = new float[20][];
    Arrays.fill(points, new float[] {1, 1});
    points[18] = new float[] {1, 4};
    points[19] = new float[] {-5, 1};
    assertThat(new Plane(points).select(10, 0)).containsExactly(1, 18, 19);
  }

  @Test
  void marginKeepsRowsThatAreHardlyNearerToAChosenOne() {
    Plane almost = new Plane(new float[][] {{0, 0}, {2, 0}, {1.05f, 2}});
    assertThat(almost.select(10, 0)).containsExactly(1);
    assertThat(almost.select(10, 0, new Diversity(1.1f, 0))).containsExactly(1, 2);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void neighbourStandsForCopiesOfItself(Metric metric) {
    float self = metric == Metric.L2 ? 0 : -1;
    assertThat(Diversity.of(metric).isCovered(self, self + 0.001f)).isTrue();
    assertThat(Diversity.of(metric).isCovered(self + 0.001f, self + 0.001f)).isFalse();
  }
}
