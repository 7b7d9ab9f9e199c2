package io.vecgo.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.rows.RowSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pool against a list that does the same in the plainest way. */
class CandidatePoolTest {
  private static final float EVERYTHING = Float.POSITIVE_INFINITY;

  private record Candidate(float distance, int row, boolean wanted) {}

  /**
   * Keeps all rows up to the ef-th wanted one; behind the floor-th only what is within the bound.
   */
  private static final class Model {
    private static final Comparator<Candidate> ORDER =
        Comparator.comparingDouble(Candidate::distance).thenComparingInt(Candidate::row);

    private final int ef;
    private final int floor;
    private final float bound;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Set<Integer> expanded = new HashSet<>();

    Model(int ef, int floor, float bound) {
      this.ef = ef;
      this.floor = floor;
      this.bound = bound;
    }

    void offer(List<Candidate> more) {
      candidates.addAll(more);
      candidates.sort(ORDER);
      cutBehind(ef, Float.NEGATIVE_INFINITY);
      cutBehind(floor, bound);
    }

    /** Drops what is behind the n-th wanted row and not within the bound. */
    private void cutBehind(int n, float within) {
      if (wanted().size() >= n) {
        int end = candidates.indexOf(wanted().get(n - 1)) + 1;
        candidates.subList(end, candidates.size()).removeIf(one -> one.distance() >= within);
      }
    }

    List<Integer> expand(int count) {
      return candidates.stream()
          .map(Candidate::row)
          .filter(row -> !expanded.contains(row))
          .limit(count)
          .peek(expanded::add)
          .toList();
    }

    List<Candidate> wanted() {
      return candidates.stream().filter(Candidate::wanted).toList();
    }
  }

  private static void offer(CandidatePool pool, List<Candidate> batch) {
    int[] rows = batch.stream().mapToInt(Candidate::row).toArray();
    float[] distances = new float[rows.length];
    Set<Integer> wanted = new HashSet<>();
    for (int i = 0; i < rows.length; i++) {
      distances[i] = batch.get(i).distance();
      if (batch.get(i).wanted()) {
        wanted.add(rows[i]);
      }
    }
    pool.offerAll(rows, rows.length, distances, wanted::contains);
  }

  private static void offer(CandidatePool pool, float distance, int row, boolean wanted) {
    offer(pool, List.of(new Candidate(distance, row, wanted)));
  }

  private static List<Integer> expand(CandidatePool pool, int count) {
    int[] target = new int[count];
    int found = pool.expand(target);
    return Arrays.stream(target).limit(found).boxed().toList();
  }

  private static List<Long> wanted(CandidatePool pool) {
    long[] target = new long[4096];
    int count = pool.copyWantedTo(target);
    return Arrays.stream(target).limit(count).boxed().toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 100})
  void poolDoesWhatTheModelDoes(int ef) {
    CandidatePool pool = new CandidatePool();
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      int floor = 1 + random.nextInt(ef);
      float bound = random.nextBoolean() ? EVERYTHING : random.nextInt(200) - 100;
      double share = random.nextDouble();
      Model model = new Model(ef, floor, bound);
      pool.start(ef, floor, bound);
      for (int row = 0; row < 400; ) {
        String when = "seed %d, ef %d, row %d".formatted(seed, ef, row);
        List<Candidate> batch = new ArrayList<>();
        for (int more = random.nextInt(40); more > 0; more--) {
          batch.add(new Candidate(random.nextInt(200) - 100, row++, random.nextDouble() < share));
        }
        model.offer(batch);
        offer(pool, batch);
        int beam = random.nextInt(4);
        assertThat(expand(pool, beam)).as(when).isEqualTo(model.expand(beam));
      }
      assertSameEnd(pool, model, "seed %d, ef %d".formatted(seed, ef));
    }
  }

  private static void assertSameEnd(CandidatePool pool, Model model, String when) {
    List<Long> expected =
        model.wanted().stream().map(one -> Ranked.of(one.distance(), one.row())).toList();
    assertThat(wanted(pool)).as(when).isEqualTo(expected);
    NearestRows result = new NearestRows(3);
    pool.drainWanted(result);
    assertThat(result.drainSorted())
        .as(when)
        .containsExactly(expected.stream().limit(3).mapToLong(Long::longValue).toArray());
    assertThat(expand(pool, 1000)).as(when).isEqualTo(model.expand(1000));
  }

  @Test
  void unwantedRowsNeverPushWantedOnesOut() {
    CandidatePool pool = new CandidatePool();
    pool.start(2);
    offer(pool, 10, 1, true);
    for (int row = 2; row < 1000; row++) {
      offer(pool, 1, row, false);
    }
    offer(pool, 20, 1000, true);
    assertThat(wanted(pool)).containsExactly(Ranked.of(10, 1), Ranked.of(20, 1000));
    offer(pool, 20, 1001, true);
    assertThat(wanted(pool)).hasSize(2);
  }

  @Test
  void worstWantedRowLeavesFirst() {
    CandidatePool pool = new CandidatePool();
    pool.start(2);
    offer(pool, 3, 3, true);
    offer(pool, 1, 1, true);
    offer(pool, 2, 2, true);
    assertThat(wanted(pool)).containsExactly(Ranked.of(1, 1), Ranked.of(2, 2));
  }

  @Test
  void largestRowComesBack() {
    CandidatePool pool = new CandidatePool();
    pool.start(1);
    int row = RowSet.ROWS_MAX - 1;
    offer(pool, -5, row, true);
    assertThat(wanted(pool)).containsExactly(Ranked.of(-5, row));
    assertThat(expand(pool, 5)).containsExactly(row);
    assertThat(expand(pool, 5)).isEmpty();
  }

  @Test
  void startForgetsTheWalkBefore() {
    CandidatePool pool = new CandidatePool();
    pool.start(1);
    offer(pool, 1, 1, true);
    pool.start(5);
    assertThat(wanted(pool)).isEmpty();
    assertThat(expand(pool, 5)).isEmpty();
  }
}
