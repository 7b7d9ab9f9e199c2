package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.model.Query;
import io.vecgo.observe.Health;
import io.vecgo.observe.HealthLimits;
import io.vecgo.observe.RecallEstimate;
import io.vecgo.observe.RecallSampling;
import io.vecgo.store.MemoryStore;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Searches repeated in the background tell what all of them find. */
class RecallEstimationTest {
  private static final int DIMENSION = 16;

  private static final HealthLimits PERFECT =
      new HealthLimits(1, 1, Duration.ofDays(1), 1, Duration.ofDays(1), 1);

  private final Random random = new Random(3);

  private Vecgo filled(RecallSampling sampling) {
    MemoryStore store = new MemoryStore();
    IndexSettings index = new IndexSettings(4, 8, new Quantization.None());
    Vecgo.create(store, CreateOptions.of(DIMENSION, Metric.L2).withIndex(index)).close();
    Vecgo database = Vecgo.open(store, OpenOptions.defaults().recallSampling(sampling));
    database.insertAll(Samples.records(1, 5_000, DIMENSION));
    database.commit();
    return database;
  }

  private Query query() {
    return Query.of(Samples.vector(random, DIMENSION)).ef(10);
  }

  /**
   * Which searches are repeated, time decides, and of such estimates one in twenty is outside of
   * its interval, which {@code RecallSamplingTest} counts; outside of twice the interval one in ten
   * thousand.
   */
  @Test
  @Timeout(60)
  void estimateIsCloseToWhatAllSearchesFind() {
    try (Vecgo database = filled(new RecallSampling(1, 1))) {
      double sum = 0;
      int searches = 0;
      while (database.recall().map(RecallEstimate::searches).orElse(0) < 200) {
        Query query = query();
        var found = database.search(query).hits();
        var truth = database.search(query.exact()).hits();
        sum += found.stream().filter(hit -> hit.score() <= truth.getLast().score()).count() / 10.0;
        searches++;
      }
      RecallEstimate estimate = database.recall().orElseThrow();
      assertThat(sum / searches).isBetween(0.1, 0.99);
      assertThat(estimate.recall())
          .isCloseTo(sum / searches, within(estimate.high() - estimate.low()));
      isToldEverywhere(database);
    }
  }

  private static void isToldEverywhere(Vecgo database) {
    RecallEstimate told = database.stats().recall().orElseThrow();
    assertThat(told.searches()).isGreaterThanOrEqualTo(200);
    Health.Finding finding =
        database.health(PERFECT).findings().stream()
            .filter(one -> one.check() == Health.Check.RECALL)
            .findFirst()
            .orElseThrow();
    assertThat(finding.verdict()).isEqualTo(Health.Verdict.BAD);
  }

  @Test
  void nothingIsRepeatedUnlessAskedFor() {
    try (Vecgo database = filled(RecallSampling.NONE)) {
      for (int i = 0; i < 50; i++) {
        database.search(query());
      }
      assertThat(database.recall()).isEmpty();
    }
  }

  @Test
  void exactSearchesAreNotRepeated() {
    try (Vecgo database = filled(new RecallSampling(1, 1))) {
      for (int i = 0; i < 50; i++) {
        database.search(query().exact());
      }
      assertThat(database.recall()).isEmpty();
    }
  }
}
