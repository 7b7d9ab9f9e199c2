package io.vecgo.benchmarks.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final List<int[]> TRUTH = List.of(new int[] {0, 1, 2, 3}, new int[] {0, 1, 2, 3});

  @Test
  void endsWhereRecallIsGoodEnough() throws Exception {
    List<SweepPoint> points = sweep(1, 1, 2, 4, 8, 16);

    assertThat(points).extracting(SweepPoint::knob).containsExactly(1, 2, 4);
    assertThat(points).extracting(SweepPoint::recall).containsExactly(0.25, 0.5, 1.0);
  }

  @Test
  void endsWithTheKnobIfRecallStaysLow() throws Exception {
    assertThat(sweep(1, 1, 2)).extracting(SweepPoint::knob).containsExactly(1, 2);
  }

  @Test
  void severalThreadsFindTheSame() throws Exception {
    assertThat(sweep(2, 2, 4)).extracting(SweepPoint::recall).containsExactly(0.5, 1.0);
  }

  private static List<SweepPoint> sweep(int threads, int... knobs) throws Exception {
    List<float[]> queries = List.of(new float[1], new float[1]);
    Recall recall = new Recall(TRUTH, 4);
    return new Sweep(new FirstRows(), queries, recall, threads, Duration.ZERO).run(knobs);
  }

  /** Finds as many rows as the knob says. */
  private static final class FirstRows implements OpenIndex {
    @Override
    public Searcher searcher() {
      return (_, knob) -> IntStream.range(0, knob).toArray();
    }

    @Override
    public void close() {}
  }
}
