package io.vecgo.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.vecgo.kernel.Kernels;
import io.vecgo.memtable.Memtable;
import io.vecgo.memtable.MemtablePart;
import io.vecgo.model.Fusion;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.part.Part;
import io.vecgo.rows.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FuserTest {
  private static final Part PART =
      new MemtablePart(
          new Memtable("m", 2, Metric.L2, IndexSettings.DEFAULT, Kernels.choose(), 1),
          RowSet.none());

  /** Ids 1, 2, 3 at distances 1, 2, 5. */
  private static final List<Candidate> BY_VECTOR = candidates(1, 1, 2, 2, 3, 5);

  /** Ids 3, 4 of scores 4, 2. */
  private static final List<Candidate> BY_TEXT = candidates(3, -4, 4, -2);

  private static List<Candidate> candidates(int... idsAndDistances) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < idsAndDistances.length; i += 2) {
      candidates.add(new Candidate(idsAndDistances[i + 1], idsAndDistances[i], PART, 0));
    }
    return candidates;
  }

  @Test
  void reciprocalRanksAreAddedUp() {
    assertScores(
        Fusion.rrf(60).weights(2, 1),
        Map.of(1L, 2 / 61.0, 2L, 2 / 62.0, 3L, 2 / 63.0 + 1 / 61.0, 4L, 1 / 62.0));
  }

  @Test
  void minMaxCountsNothingForWhatIsMissing() {
    assertScores(Fusion.minMax(), Map.of(1L, 0.5, 2L, 0.375, 3L, 0.5, 4L, 0.0));
    assertScores(Fusion.minMax().weights(3, 1), Map.of(1L, 0.75, 2L, 0.5625, 3L, 0.25, 4L, 0.0));
  }

  @Test
  void zScoresAreOfTheRecordsFound() {
    double mean = 8 / 3.0;
    double deviation = Math.sqrt((1 + 4 + 25) / 3.0 - mean * mean);
    double worst = (mean - 5) / deviation;
    assertScores(
        Fusion.zScore(),
        Map.of(
            1L, ((mean - 1) / deviation - 2) / 2,
            2L, ((mean - 2) / deviation - 2) / 2,
            3L, (worst + 1) / 2,
            4L, (worst - 1 - 1) / 2));
  }

  @Test
  void equalScoresCountAsOneOrNothing() {
    List<Candidate> equal = candidates(7, 3, 8, 3);
    assertThat(scores(Fusion.minMax(), equal, List.of()))
        .containsOnly(Map.entry(7L, 0.5f), Map.entry(8L, 0.5f));
    assertThat(scores(Fusion.zScore(), equal, List.of()))
        .containsOnly(Map.entry(7L, 0f), Map.entry(8L, 0f));
  }

  @Test
  void theOnlyOneThatASideFoundIsAheadOfThoseThatItDidNot() {
    for (Fusion fusion : List.of(Fusion.rrf(60), Fusion.minMax(), Fusion.zScore())) {
      Map<Long, Float> scores = scores(fusion, candidates(1, 4, 2, 4), candidates(2, -1));
      assertThat(scores.get(2L)).as(fusion.toString()).isGreaterThan(scores.get(1L));
    }
  }

  @Test
  void equalFusedScoresAreInTheOrderOfIds() {
    List<FusedRow> fused =
        Fuser.fuse(Fusion.rrf(60), candidates(9, 1), candidates(4, -1), Metric.L2);
    assertThat(fused).extracting(of -> of.row().id()).containsExactly(4L, 9L);
  }

  @Test
  void scoresOfSidesAreThoseThatUsersSee() {
    FusedRow both =
        Fuser.fuse(Fusion.rrf(60), candidates(1, 2), candidates(1, -3), Metric.L2).getFirst();
    assertThat(both.byVector().orElseThrow().score()).isEqualTo(Metric.L2.score(2));
    assertThat(both.byText().orElseThrow().score()).isEqualTo(3);
  }

  @Test
  void weightsThatMeanNothingAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fusion.rrf(60).weights(0, 0))
        .withMessageStartingWith("weights=0.0, 0.0: must be");
    assertThatIllegalArgumentException().isThrownBy(() -> Fusion.minMax().weights(-1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> Fusion.zScore().weights(Double.NaN, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Fusion.rrf(0));
  }

  private static void assertScores(Fusion fusion, Map<Long, Double> expected) {
    Map<Long, Float> scores = scores(fusion, BY_VECTOR, BY_TEXT);
    assertThat(scores).containsOnlyKeys(expected.keySet());
    expected.forEach((id, score) ->
        assertThat(scores)
            .hasEntrySatisfying(id, of -> assertThat((double) of).isCloseTo(score, within(1e-6))));
  }

  private static Map<Long, Float> scores(
      Fusion fusion, List<Candidate> byVector, List<Candidate> byText) {
    return Fuser.fuse(fusion, byVector, byText, Metric.L2).stream()
        .collect(Collectors.toMap(of -> of.row().id(), FusedRow::score));
  }
}
