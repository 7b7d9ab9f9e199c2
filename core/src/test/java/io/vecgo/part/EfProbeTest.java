package io.vecgo.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.graph.NearestRows;
import io.vecgo.graph.Ranked;
import io.vecgo.kernel.RowDistances;
import io.vecgo.rows.RowSet;
import org.junit.jupiter.api.Test;

/** What width is measured for graphs whose walks find a known part of the nearest rows. */
class EfProbeTest {
  private static final int ROWS = 4_000;

  /** Rows on a line, at their numbers. */
  private static class OnALine implements RowDistances {
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

    float distance(int a, int b) {
      return Math.abs(a - b);
    }
  }

  /** A walk that misses the nearest rows unless it is wide enough. */
  private static EfProbe.Walker findingAllFrom(int ef, long cost) {
    return (row, goal, result) -> {
      offerNearest(row, goal.ef() >= 2 * ef ? 0 : 3, result);
      return cost;
    };
  }

  private static void offerNearest(int row, int missed, NearestRows result) {
    for (int distance = missed + 1; distance <= 10; distance++) {
      offer(row, row - distance, result);
      offer(row, row + distance, result);
    }
  }

  private static void offer(int row, int other, NearestRows result) {
    if (other >= 0 && other < ROWS) {
      result.offer(Ranked.of(Math.abs(row - other), other));
    }
  }

  private static int measured(EfProbe.Walker walker) {
    return new EfProbe(RowSet.range(ROWS), OnALine::new, walker, 10).measure(_ -> true);
  }

  @Test
  void leastIsTakenWhereItFindsEnough() {
    assertThat(measured(findingAllFrom(100, 10))).isEqualTo(EfProbe.EF_LEAST);
  }

  @Test
  void firstThatFindsEnoughIsTaken() {
    assertThat(measured(findingAllFrom(300, 10))).isBetween(300, 450);
  }

  @Test
  void walksThatCostMoreThanScansAreGivenUp() {
    assertThat(measured(findingAllFrom(300, ROWS))).isEqualTo(ROWS);
  }

  @Test
  void walksThatNeverFindEnoughAreGivenUp() {
    assertThat(measured(findingAllFrom(1 << 29, 0))).isEqualTo(ROWS);
  }

  @Test
  void copiesOfTheNearestAreAsGood() {
    RowDistances allEqual =
        new OnALine() {
          @Override
          float distance(int a, int b) {
            return 0;
          }
        };
    EfProbe.Walker others = findingAllFrom(1 << 29, 10);
    assertThat(new EfProbe(RowSet.range(ROWS), () -> allEqual, others, 10).measure(_ -> true))
        .isEqualTo(EfProbe.EF_LEAST);
  }

  @Test
  void unfitRowsAreNotSearchedFor() {
    EfProbe.Walker walker =
        (row, _, result) -> {
          assertThat(row % 2).isEqualTo(1);
          offerNearest(row, 0, result);
          return 10;
        };
    EfProbe probe = new EfProbe(RowSet.range(ROWS - 3), OnALine::new, walker, 10);
    assertThat(probe.measure(row -> row % 2 == 1)).isEqualTo(EfProbe.EF_LEAST);
  }

  @Test
  void fewRowsTakeTheLeast() {
    EfProbe.Walker walker = findingAllFrom(1, 1);
    for (int rows = 0; rows < 20; rows++) {
      EfProbe probe = new EfProbe(RowSet.range(rows), OnALine::new, walker, 10);
      assertThat(probe.measure(_ -> true)).isEqualTo(EfProbe.EF_LEAST);
    }
  }
}
