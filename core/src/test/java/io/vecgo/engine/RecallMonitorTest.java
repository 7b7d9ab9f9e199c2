package io.vecgo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.vecgo.model.Hit;
import io.vecgo.observe.RecallEstimate;
import io.vecgo.observe.RecallSampling;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What recall is, and what a sample of it says about all searches. */
class RecallMonitorTest {

  private static Hit hit(long id, float score) {
    return new Hit(
        id, Optional.empty(), score, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static List<Hit> hits(long... ids) {
    return Arrays.stream(ids).mapToObj(id -> hit(id, (float) id)).toList();
  }

  @Test
  void recallIsTheShareOfTrueResultsThatWereFound() {
    assertThat(RecallMonitor.recall(hits(1, 2, 3, 4), hits(1, 2, 3, 4))).isEqualTo(1);
    assertThat(RecallMonitor.recall(hits(1, 2, 3, 9), hits(1, 2, 3, 4))).isEqualTo(0.75);
    assertThat(RecallMonitor.recall(hits(), hits(1, 2))).isZero();
    assertThat(RecallMonitor.recall(hits(), hits())).isEqualTo(1);
  }

  @Test
  void anotherRowAsGoodAsTheLastTrueOneIsATrueOne() {
    assertThat(RecallMonitor.recall(List.of(hit(1, 1), hit(7, 2)), List.of(hit(1, 1), hit(2, 2))))
        .isEqualTo(1);
  }

  /** Wilson's figures for shares of searches that find all or nothing. */
  @Test
  void intervalOfSearchesThatFindAllOrNothingIsThatOfWilson() {
    RecallEstimate estimate = RecallEstimate.of(950, 950, 1_000);
    assertThat(estimate.recall()).isEqualTo(0.95);
    assertThat(estimate.low()).isCloseTo(0.9347, within(1e-3));
    assertThat(estimate.high()).isCloseTo(0.9619, within(1e-3));
  }

  @Test
  void searchesThatAreAlikeTellMore() {
    RecallEstimate alike = RecallEstimate.of(500, 251, 1_000);
    RecallEstimate different = RecallEstimate.of(500, 500, 1_000);
    assertThat(alike.high() - alike.low()).isLessThan((different.high() - different.low()) / 3);
  }

  @Test
  void fewPerfectSearchesDoNotProveThatAllAre() {
    assertThat(RecallEstimate.of(10, 10, 10).low()).isLessThan(0.75);
    assertThat(RecallEstimate.of(10, 10, 10).high()).isEqualTo(1);
    assertThat(RecallEstimate.of(1_000, 1_000, 1_000).low()).isGreaterThan(0.995);
  }

  @Test
  void fullSampleTellsRecallToTwoPointsWhateverSearchesFind() {
    int searches = RecallMonitor.SEARCHES_MAX;
    for (int found = 0; found <= searches; found++) {
      RecallEstimate estimate = RecallEstimate.of(found, found, searches);
      assertThat(estimate.recall() - estimate.low()).isLessThanOrEqualTo(0.02);
      assertThat(estimate.high() - estimate.recall()).isLessThanOrEqualTo(0.02);
    }
  }

  @Test
  void impossibleSharesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RecallSampling(1.5, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new RecallSampling(Double.NaN, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new RecallSampling(0.1, 0));
  }
}
