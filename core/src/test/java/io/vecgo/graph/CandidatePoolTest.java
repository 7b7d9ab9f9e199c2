package io.vecgo.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.rows.RowSet;
import java.util.ArrayList;
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

  private record Candidate(float distance, int row, boolean wanted) {}

  /**
   * Keeps all rows up to the ef-th wanted one; behind the floor-th wanted one, only those nearer
   * than the bound.
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

    boolean hasRoomAt(float distance) {
      int wanted = wanted().size();
      return wanted < floor
          || (wanted < ef && distance < bound)
          || distance < candidates.getLast().distance();
    }

    void offer(Candidate candidate) {
      candidates.add(candidate);
      candidates.sort(ORDER);
      int wanted = 0;
      List<Candidate> kept = new ArrayList<>();
      for (Candidate each : candidates) {
        if (wanted < floor || (wanted < ef && each.distance() < bound)) {
          kept.add(each);
        }
        wanted += each.wanted() ? 1 : 0;
      }
      candidates.clear();
      candidates.addAll(kept);
    }

    int expandNearest() {
      for (Candidate candidate : candidates) {
        if (expanded.add(candidate.row())) {
          return candidate.row();
        }
      }
      return -1;
    }

    List<Candidate> wanted() {
      return candidates.stream().filter(Candidate::wanted).toList();
    }
  }

  private static List<Long> wanted(CandidatePool pool) {
    long[] target = new long[4096];
    int count = pool.copyWantedTo(target);
    List<Long> wanted = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      wanted.add(target[i]);
    }
    return wanted;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 100})
  void poolDoesWhatTheModelDoes(int ef) {
    for (long seed = 1; seed <= 40; seed++) {
      CandidatePool pool = new CandidatePool();
      pool.start(ef);
      Model model = new Model(ef, ef, Float.POSITIVE_INFINITY);
      assertSameWalk(pool, model, seed, "seed %d, ef %d".formatted(seed, ef));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 100})
  void poolWithABoundDoesWhatTheModelDoes(int ef) {
    CandidatePool pool = new CandidatePool();
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(-seed);
      int floor = 1 + random.nextInt(ef);
      float bound = random.nextInt(220) - 110;
      pool.start(ef, floor, bound);
      String which = "seed %d, ef %d, floor %d, bound %s".formatted(seed, ef, floor, bound);
      assertSameWalk(pool, new Model(ef, floor, bound), seed, which);
    }
  }

  private static void assertSameWalk(CandidatePool pool, Model model, long seed, String which) {
    Random random = new Random(seed);
    double share = random.nextDouble();
    for (int row = 0; row < 400; row++) {
      String when = which + ", row " + row;
      float distance = random.nextInt(200) - 100;
      boolean hasRoom = model.hasRoomAt(distance);
      assertThat(pool.hasRoomAt(distance)).as(when).isEqualTo(hasRoom);
      if (hasRoom) {
        boolean isWanted = random.nextDouble() < share;
        model.offer(new Candidate(distance, row, isWanted));
        pool.offer(distance, row, isWanted);
      }
      if (random.nextInt(3) == 0) {
        assertThat(pool.expandNearest()).as(when).isEqualTo(model.expandNearest());
      }
    }
    assertSameEnd(pool, model, which);
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
    int row;
    do {
      row = pool.expandNearest();
      assertThat(row).as(when).isEqualTo(model.expandNearest());
    } while (row >= 0);
  }

  @Test
  void unwantedRowsNeverPushWantedOnesOut() {
    CandidatePool pool = new CandidatePool();
    pool.start(2);
    pool.offer(10, 1, true);
    for (int row = 2; row < 1000; row++) {
      assertThat(pool.hasRoomAt(1)).isTrue();
      pool.offer(1, row, false);
    }
    pool.offer(20, 1000, true);
    assertThat(wanted(pool)).containsExactly(Ranked.of(10, 1), Ranked.of(20, 1000));
    assertThat(pool.hasRoomAt(20)).isFalse();
  }

  @Test
  void worstWantedRowLeavesFirst() {
    CandidatePool pool = new CandidatePool();
    pool.start(2);
    pool.offer(3, 3, true);
    pool.offer(1, 1, true);
    pool.offer(2, 2, true);
    assertThat(wanted(pool)).containsExactly(Ranked.of(1, 1), Ranked.of(2, 2));
  }

  @Test
  void largestRowComesBack() {
    CandidatePool pool = new CandidatePool();
    pool.start(1);
    int row = RowSet.ROWS_MAX - 1;
    pool.offer(-5, row, true);
    assertThat(wanted(pool)).containsExactly(Ranked.of(-5, row));
    assertThat(pool.expandNearest()).isEqualTo(row);
    assertThat(pool.expandNearest()).isEqualTo(-1);
  }

  @Test
  void startForgetsTheWalkBefore() {
    CandidatePool pool = new CandidatePool();
    pool.start(1);
    pool.offer(1, 1, true);
    pool.start(5);
    assertThat(wanted(pool)).isEmpty();
    assertThat(pool.expandNearest()).isEqualTo(-1);
    assertThat(pool.hasRoomAt(100)).isTrue();
  }
}
