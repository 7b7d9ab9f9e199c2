package io.vecgo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vecgo.kernel.FloatRows;
import io.vecgo.model.CompactionPolicy.Run;
import io.vecgo.model.CompactionPolicy.Size;
import io.vecgo.rows.RowSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is merged, from sizes alone. */
class CompactionPolicyTest {
  private static final SizeTieredCompaction FOUR = new SizeTieredCompaction(4, 0.5);

  private static List<Size> sizes(long... rows) {
    return Arrays.stream(rows).mapToObj(size -> new Size(size, size)).toList();
  }

  private static Optional<Run> run(int from, int to) {
    return Optional.of(new Run(from, to));
  }

  @Test
  void allMergesWhatIsNotOneSegmentWithoutDeletes() {
    assertThat(CompactionPolicy.full().choose(List.of())).isEmpty();
    assertThat(CompactionPolicy.full().choose(sizes(7))).isEmpty();
    assertThat(CompactionPolicy.full().choose(List.of(new Size(7, 6)))).isEqualTo(run(0, 1));
    assertThat(CompactionPolicy.full().choose(List.of(new Size(7, 0)))).isEqualTo(run(0, 1));
    assertThat(CompactionPolicy.full().choose(sizes(1_000_000, 1, 5))).isEqualTo(run(0, 3));
  }

  @Test
  void noSegmentGetsMoreRowsThanItCanHold() {
    long half = RowSet.ROWS_MAX / 2;
    assertThat(CompactionPolicy.full().choose(sizes(half, half))).isEqualTo(run(0, 2));
    assertThat(CompactionPolicy.full().choose(sizes(half, half, 1))).isEqualTo(run(0, 2));
    assertThat(CompactionPolicy.full().choose(sizes(2 * half, 1))).isEmpty();
    assertThat(FOUR.choose(sizes(half, half, half, half))).isEmpty();
  }

  @Test
  void tooFewSegmentsAreLeftAlone() {
    assertThat(FOUR.choose(List.of())).isEmpty();
    assertThat(FOUR.choose(sizes(1, 1, 1))).isEmpty();
    assertThat(FOUR.choose(sizes(1, 1, 1, 1))).isEqualTo(run(0, 4));
  }

  @Test
  void runOfMoreThanEnoughIsMergedAtOnce() {
    assertThat(FOUR.choose(sizes(1, 2, 3, 2, 1, 2, 3))).isEqualTo(run(0, 7));
  }

  @Test
  void onlyNeighboursAreMerged() {
    assertThat(FOUR.choose(sizes(1, 1, 9_999, 1, 1))).isEmpty();
    assertThat(FOUR.choose(sizes(1, 1, 1, 9_999, 1, 1, 1, 1))).isEqualTo(run(4, 8));
  }

  @Test
  void lowestTiersAreMergedFirst() {
    assertThat(FOUR.choose(sizes(70, 80, 90, 100, 1, 2, 3, 3))).isEqualTo(run(4, 8));
    assertThat(FOUR.choose(sizes(70, 80, 90, 100, 1, 2, 3))).isEqualTo(run(0, 7));
  }

  @Test
  void smallSegmentsBetweenLargeOnesAreMergedWithThem() {
    assertThat(FOUR.choose(sizes(70, 1, 80, 2, 90, 100, 7_000))).isEqualTo(run(0, 6));
  }

  @Test
  void largeSegmentIsNotWrittenAnewForAFewRows() {
    assertThat(FOUR.choose(sizes(9_000, 1, 1, 1))).isEmpty();
    assertThat(FOUR.choose(sizes(1, 1, 1, 9_000))).isEmpty();
    assertThat(FOUR.choose(sizes(6, 1, 1, 1))).as("a half more").isEqualTo(run(0, 4));
    assertThat(FOUR.choose(sizes(7, 1, 1, 1))).as("less than a half more").isEmpty();
    assertThat(FOUR.choose(sizes(9_000, 5_000, 30, 20, 25, 15))).isEqualTo(run(2, 6));
    assertThat(FOUR.choose(sizes(9_000, 5_000, 30, 20))).isEqualTo(run(0, 4));
  }

  @Test
  void neighboursOfALargeSegmentAreMergedWithoutIt() {
    assertThat(
            CompactionPolicy.sizeTiered()
                .choose(sizes(9_999, 1_500, 1_000, 500, 1, 1, 1, 1, 1, 1, 1, 1)))
        .isEqualTo(run(1, 12));
    assertThat(
            CompactionPolicy.sizeTiered()
                .choose(sizes(1, 1, 1, 1, 1, 1, 1, 1, 500, 1_000, 1_500, 9_999)))
        .isEqualTo(run(0, 11));
  }

  @Test
  void sizeIsWhatIsLive() {
    assertThat(
            FOUR.choose(List.of(new Size(900, 4), new Size(3, 3), new Size(3, 3), new Size(3, 3))))
        .isEqualTo(run(0, 4));
  }

  @Test
  void segmentsWithoutLiveRowsMakeARun() {
    assertThat(FOUR.choose(Collections.nCopies(4, new Size(10, 0)))).isEqualTo(run(0, 4));
  }

  @Test
  void largerShareOfDeletedRowsThanAllowedIsWrittenAnew() {
    assertThat(FOUR.choose(List.of(new Size(1_000, 500)))).isEmpty();
    assertThat(FOUR.choose(List.of(new Size(10_000, 10_000), new Size(1_000, 499))))
        .isEqualTo(run(1, 2));
    assertThat(FOUR.choose(List.of(new Size(999, 0)))).as("few rows").isEmpty();
    assertThat(new SizeTieredCompaction(4, 1).choose(List.of(new Size(5_000, 0)))).isEmpty();
    assertThat(new SizeTieredCompaction(4, 0).choose(List.of(new Size(5_000, 4_999))))
        .isEqualTo(run(0, 1));
  }

  @Test
  void limitsAreThoseOfTheEngine() {
    for (int rows : new int[] {1, 4_096, 4_097, 1 << 29}) {
      long fitting = RowSet.ROWS_MAX / FloatRows.joinedRows(rows);
      List<Size> most = Collections.nCopies((int) Math.min(fitting, 300_000), new Size(rows, rows));
      assertThat(new Run(0, most.size()).fitsIntoASegment(most)).isTrue();
      if (most.size() == fitting) {
        List<Size> more = Collections.nCopies(most.size() + 1, new Size(rows, rows));
        assertThat(new Run(0, more.size()).fitsIntoASegment(more)).as("rows %d", rows).isFalse();
      }
    }
  }

  private static final LeveledCompaction LEVELED = new LeveledCompaction(4, 4, 0.3);

  @Test
  void leveledMergesWhatIsNotSettledWhenTooManyWait() {
    assertThat(LEVELED.choose(List.of())).isEmpty();
    assertThat(LEVELED.choose(sizes(1, 1, 1, 1))).isEmpty();
    assertThat(LEVELED.choose(sizes(1, 1, 1, 1, 1))).isEqualTo(run(0, 5));
    assertThat(LEVELED.choose(sizes(20, 1, 1, 1, 1))).isEmpty();
    assertThat(LEVELED.choose(sizes(20, 1, 1, 1, 1, 1))).isEqualTo(run(1, 6));
    assertThat(LEVELED.choose(sizes(19, 1, 1, 1, 1, 1))).isEqualTo(run(0, 6));
  }

  @Test
  void leveledLeavesSettledLevelsAlone() {
    assertThat(LEVELED.choose(sizes(10_000, 2_000, 400, 80, 16, 3))).isEmpty();
    assertThat(LEVELED.choose(sizes(10_000, 2_000, 400, 1, 80, 1, 1, 1))).isEqualTo(run(3, 8));
  }

  @Test
  void leveledMergesNoMoreThanOneSegmentCanHold() {
    long half = RowSet.ROWS_MAX / 2;
    assertThat(LEVELED.choose(sizes(half, half, half, 1, 1))).isEqualTo(run(2, 5));
    assertThat(LEVELED.choose(sizes(half, half, half, half, 2 * half))).isEmpty();
  }

  @Test
  void leveledWritesMostlyDeletedSegmentsAnew() {
    assertThat(LEVELED.choose(List.of(new Size(1_000, 699)))).isEqualTo(run(0, 1));
    assertThat(LEVELED.choose(List.of(new Size(1_000, 700)))).isEmpty();
  }

  @Test
  void impossiblePoliciesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LeveledCompaction(0, 4, 0.5))
        .withMessageStartingWith("freshMax=0: must be");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LeveledCompaction(1, 1, 0.5))
        .withMessageStartingWith("factor=1: must be");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SizeTieredCompaction(1, 0.5))
        .withMessage("factor=1: must be at least 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SizeTieredCompaction(2, Double.NaN))
        .withMessage("deletedShareMax=NaN: must be 0 to 1");
    assertThatIllegalArgumentException().isThrownBy(() -> new SizeTieredCompaction(2, 1.01));
    assertThatIllegalArgumentException().isThrownBy(() -> new SizeTieredCompaction(2, -0.01));
  }

  /** How many rows each commit of a history has. */
  enum Commits {
    ONE_ROW,
    EQUAL,
    ANY_SIZE,
    ANY_MAGNITUDE,
    FEW_BEHIND_MANY,
    MANY_AMONG_FEW;

    IntToLongFunction rows() {
      Random random = new Random(1);
      return switch (this) {
        case ONE_ROW -> _ -> 1;
        case EQUAL -> _ -> 8_000;
        case ANY_SIZE -> _ -> 1 + random.nextInt(20_000);
        case ANY_MAGNITUDE -> _ -> (long) Math.pow(10, 5 * random.nextDouble());
        case FEW_BEHIND_MANY -> commit -> commit == 0 ? 95_000 : 1;
        case MANY_AMONG_FEW -> commit -> commit % 100 == 0 ? 9_999 : 1;
      };
    }
  }

  /** Rows that were committed and merged together. */
  private record Cohort(long rows, int rewrites) {
    Cohort rewritten() {
      return new Cohort(rows, rewrites + 1);
    }
  }

  /** The segments of a database in which nothing but their sizes counts. */
  private static final class Simulation {
    private final List<List<Cohort>> segments = new ArrayList<>();

    void commit(long rows) {
      segments.add(List.of(new Cohort(rows, 0)));
    }

    void compact(CompactionPolicy policy) {
      for (Optional<Run> run = policy.choose(sizes());
          run.isPresent();
          run = policy.choose(sizes())) {
        List<List<Cohort>> merged = segments.subList(run.get().from(), run.get().to());
        List<Cohort> rewritten =
            merged.stream().flatMap(List::stream).map(Cohort::rewritten).toList();
        merged.clear();
        segments.add(run.get().from(), rewritten);
      }
    }

    List<Size> sizes() {
      return segments.stream().map(Simulation::size).toList();
    }

    private static Size size(List<Cohort> segment) {
      long rows = segment.stream().mapToLong(Cohort::rows).sum();
      return new Size(rows, rows);
    }

    private Stream<Cohort> cohorts() {
      return segments.stream().flatMap(List::stream);
    }

    int mostRewrites() {
      return cohorts().mapToInt(Cohort::rewrites).max().orElse(0);
    }

    double meanRewrites() {
      double written = cohorts().mapToDouble(of -> (double) of.rows() * of.rewrites()).sum();
      return written / rows();
    }

    long rows() {
      return cohorts().mapToLong(Cohort::rows).sum();
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsAreRewrittenAndSegmentsThereAreAsTheLogarithmOfRows(Commits commits) {
    Simulation database = new Simulation();
    IntToLongFunction rows = commits.rows();
    for (int commit = 0; commit < 1_000; commit++) {
      database.commit(rows.applyAsLong(commit));
      database.compact(CompactionPolicy.sizeTiered());
      double logarithm = Math.log((double) (database.rows() + 1)) / Math.log(2);
      assertThat(database.segments.size())
          .as("segments after commit %d", commit)
          .isLessThanOrEqualTo(10 + (int) logarithm);
      assertThat(database.mostRewrites())
          .as("rewrites of a row after commit %d", commit)
          .isLessThanOrEqualTo((int) (logarithm / Math.log(1.5) * Math.log(2)));
    }
    assertThat(database.mostRewrites()).isGreaterThan(1);
  }

  @ParameterizedTest
  @EnumSource
  void leveledKeepsFewSegmentsAndBoundsRewrites(Commits commits) {
    Simulation database = new Simulation();
    IntToLongFunction rows = commits.rows();
    for (int commit = 0; commit < 1_000; commit++) {
      database.commit(rows.applyAsLong(commit));
      database.compact(LEVELED);
      double levels = Math.log((double) (database.rows() + 1)) / Math.log(5);
      assertThat(database.segments.size())
          .as("segments after commit %d", commit)
          .isLessThanOrEqualTo(5 + (int) levels);
      assertThat(database.meanRewrites())
          .as("rewrites of a row after commit %d", commit)
          .isLessThanOrEqualTo(5 * (1 + levels));
    }
  }

  private static double logarithm(int base) {
    return Math.log(10_000) / Math.log(base);
  }

  /** How often each row is written, the commit included: one million rows, 100 a commit. */
  @Test
  void writeAmplificationOfAMillionRowsIsBounded() {
    for (CompactionPolicy policy :
        List.of(CompactionPolicy.sizeTiered(), CompactionPolicy.leveled())) {
      Simulation database = new Simulation();
      for (int commit = 0; commit < 10_000; commit++) {
        database.commit(100);
        database.compact(policy);
      }
      double amplification = 1 + database.meanRewrites();
      System.out.printf(
          "write amplification of %s: %.1f, at most %d rewrites of a row, %d segments%n",
          policy, amplification, database.mostRewrites(), database.segments.size());
      assertThat(database.rows()).isEqualTo(1_000_000);
      double bound = policy instanceof LeveledCompaction ? 5 * logarithm(5) : logarithm(2);
      assertThat(amplification).isLessThan(1 + bound);
    }
  }
}
