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
      offer(pool, distances.get(row), row, true);
    }
    return pool;
  }

  private static void offer(CandidatePool pool, float distance, int row, boolean wanted) {
    pool.offerAll(new int[] {row}, 1, new float[] {distance}, _ -> wanted);
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
    offer(pool, 1, 1, false);
    offer(pool, 2, 2, true);
    offer(pool, 3, 3, true);
    bound.addAll(pool);
    assertThat(bound.distance()).isEqualTo(3);
  }

  @Test
  void boundOfAWalkByItselfIsInfinite() {
    SharedBound bound = SharedBound.none();
    bound.addAll(pool(List.of(1f, 2f, 3f)));
    assertThat(bound.distance()).isInfinite();
  }

  @Test
  void fixedBoundStaysAsItIs() {
    SharedBound bound = new SharedBound(2, 1);
    bound.addAll(pool(List.of(5f, 7f)));
    SharedBound fixed = bound.asFixed();
    fixed.addAll(pool(List.of(1f, 2f, 3f)));
    bound.addAll(pool(List.of(1f)));
    assertThat(fixed.distance()).isEqualTo(7);
    assertThat(bound.distance()).isEqualTo(5);
  }

  @Test
  void reachIsThatOfTheLastRowOnlyIfThereIsNoMoreRoom() {
    CandidatePool pool = new CandidatePool();
    pool.start(2);
    offer(pool, 4, 1, true);
    assertThat(pool.reach()).isInfinite();
    offer(pool, 6, 2, true);
    assertThat(pool.reach()).isEqualTo(6);
  }
}
