package io.vecgo.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What walks tell each other, against a list of all distances. */
class SharedBoundTest {
  private static final int EF = 10;

  private static CandidatePool pool(List<Float> distances) {
    CandidatePool pool = new CandidatePool();
    pool.start(EF);
    for (int row = 0; row < distances.size(); row++) {
      if (pool.hasRoomAt(distances.get(row))) {
        pool.offer(distances.get(row), row, true);
      }
    }
    return pool;
  }

  @Test
  void boundIsTheLastDistanceOfTheBestOfAllWalks() {
    for (long seed = 1; seed <= 50; seed++) {
      Random random = new Random(seed);
      SharedBound bound = new SharedBound(EF, 3);
      List<Float> all = new ArrayList<>();
      for (int walk = 0; walk < 8; walk++) {
        List<Float> distances =
            random.ints(random.nextInt(20), -50, 50).mapToObj(Float::valueOf).toList();
        all.addAll(distances);
        bound.addAll(pool(distances));
        assertThat(bound.distance()).as("seed %d, walk %d", seed, walk).isEqualTo(last(all));
      }
    }
  }

  private static float last(List<Float> distances) {
    return distances.size() < EF
        ? Float.POSITIVE_INFINITY
        : distances.stream().sorted().toList().get(EF - 1);
  }

  @Test
  void rowsThatAreNotWantedDoNotCount() {
    SharedBound bound = new SharedBound(2, 1);
    CandidatePool pool = new CandidatePool();
    pool.start(2);
    pool.offer(1, 1, false);
    pool.offer(2, 2, true);
    pool.offer(3, 3, true);
    bound.addAll(pool);
    assertThat(bound.distance()).isEqualTo(3);
  }

  @Test
  void boundOfAWalkByItselfIsInfinite() {
    SharedBound bound = new SharedBound(2, 2);
    bound.addAll(pool(List.of(1f, 2f, 3f)));
    assertThat(bound.distance()).isInfinite();
  }

  @Test
  void firstRowsAreKeptWhateverTheBound() {
    CandidatePool pool = new CandidatePool();
    pool.start(5, 2, 1);
    pool.offer(10, 1, true);
    pool.offer(20, 2, true);
    assertThat(pool.hasRoomAt(20)).isFalse();
    assertThat(pool.hasRoomAt(19)).isTrue();
    assertThat(pool.hasRoomAt(0.5f)).isTrue();
  }

  @Test
  void waysThroughUnwantedRowsWithinTheBoundStayOpen() {
    CandidatePool pool = new CandidatePool();
    pool.start(5, 1, 10);
    pool.offer(8, 1, false);
    pool.offer(3, 2, true);
    assertThat(pool.expandNearest()).isEqualTo(2);
    assertThat(pool.expandNearest()).isEqualTo(1);
  }
}
