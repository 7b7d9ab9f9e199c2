package io.vecgo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.manifest.Manifest;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.model.Query;
import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.RecallEstimate;
import io.vecgo.observe.RecallSampling;
import io.vecgo.query.Answer;
import io.vecgo.segment.SegmentReading;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the monitor tells of the searches of a real database, whose recall is known since each was
 * done exactly as well. Traffic is drawn from these searches, time is told, and nothing runs in the
 * background: every run is the same whenever it is run.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RecallSamplingTest {
  private static final int DIMENSION = 16;
  private static final int ROWS = 4_000;
  private static final int QUERIES = 1_000;
  private static final int RUNS = 400;
  private static final int SAMPLED = 1_000;

  /** A search, and what the monitor will find if it repeats it. */
  private record Searched(Query query, Answer answer, Answer truth) {
    double recall() {
      return RecallMonitor.recall(answer.hits(), truth.hits());
    }
  }

  private final MemoryStore store = new MemoryStore();
  private final Random random = new Random(20_261_123);
  private final AtomicLong nanos = new AtomicLong();
  private final Deque<Runnable> background = new ArrayDeque<>();
  private Database database = database();
  private State state = state();

  private Database database() {
    IndexSettings index = new IndexSettings(4, 8, new Quantization.None());
    Manifest first = Manifest.first(Instant.EPOCH, DIMENSION, Metric.L2, Schema.NONE, index);
    return Database.create(store, Settings.standard(Settings.Access.WRITE), first);
  }

  /** The state of the last commit, held until the end. */
  private State state() {
    try {
      Settings settings = Settings.standard(Settings.Access.READ);
      return new Opening(store, settings, SegmentReading.whole()).open(new VersionChoice.Newest());
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @BeforeAll
  void fill() {
    List<VectorRecord> records = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      records.add(VectorRecord.of(vector()));
    }
    database.insert(records);
    database.commit();
    state.generation().unpin();
    state = state();
  }

  @AfterAll
  void close() {
    state.generation().unpin();
    database.close();
  }

  private float[] vector() {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  private List<Searched> searches(int ef) {
    List<Searched> searches = new ArrayList<>();
    for (int i = 0; i < QUERIES; i++) {
      Query query = Query.of(vector()).ef(ef);
      searches.add(new Searched(query, database.search(query), database.search(query.exact())));
    }
    return searches;
  }

  private RecallMonitor monitor(RecallSampling sampling, long seed) {
    Random draws = new Random(seed);
    return new RecallMonitor(
        sampling, new RecallMonitor.Tools(background::add, nanos::get, draws::nextDouble));
  }

  /** Tells the monitor of a search, which repeats it at once if it wants to. */
  private void search(RecallMonitor monitor, Searched searched, long costNanos) {
    monitor.ended(
        state,
        searched.query(),
        searched.answer(),
        (_, _) -> {
          nanos.addAndGet(costNanos);
          return searched.truth();
        });
    while (!background.isEmpty()) {
      background.remove().run();
    }
  }

  private RecallEstimate estimateOf(List<Searched> searches, long seed) {
    RecallMonitor monitor = monitor(new RecallSampling(0.5, 1), seed);
    Random traffic = new Random(seed + 1_000_000);
    while (monitor.estimate().map(RecallEstimate::searches).orElse(0) < SAMPLED) {
      search(monitor, searches.get(traffic.nextInt(QUERIES)), 0);
    }
    return monitor.estimate().orElseThrow();
  }

  /** 400 runs at recalls from about a third to nearly all. */
  @ParameterizedTest
  @ValueSource(ints = {10, 20, 60})
  void intervalHoldsTheTruthInNineteenOfTwentyRunsAndIsWithinTwoPoints(int ef) {
    List<Searched> searches = searches(ef);
    double truth = searches.stream().mapToDouble(Searched::recall).average().orElseThrow();
    assertThat(truth).isBetween(0.2, 0.99);
    int held = 0;
    for (int run = 0; run < RUNS; run++) {
      RecallEstimate estimate = estimateOf(searches, run);
      assertThat(estimate.recall() - estimate.low()).isLessThanOrEqualTo(0.02);
      assertThat(estimate.high() - estimate.recall()).isLessThanOrEqualTo(0.02);
      held += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
    }
    assertThat(held / (double) RUNS).as("recall %.3f", truth).isBetween(0.93, 0.98);
  }

  @Test
  void repeatingTakesNoMoreThanItsShareOfACore() {
    Searched searched = searches(10).getFirst();
    RecallMonitor monitor = monitor(new RecallSampling(1, 0.1), 1);
    long start = nanos.get();
    int told = 0;
    while (nanos.get() - start < 1_000_000) {
      search(monitor, searched, 1_000);
      nanos.addAndGet(10);
      told++;
    }
    int repeated = monitor.estimate().orElseThrow().searches();
    double share = repeated * 1_000.0 / (nanos.get() - start);
    assertThat(share).isBetween(0.09, 0.101);
    assertThat(told).isGreaterThan(50_000);
  }

  @Test
  void nobodyWaitsAndNothingPilesUpWhileASearchIsRepeated() {
    Searched searched = searches(10).getFirst();
    RecallMonitor monitor = monitor(new RecallSampling(1, 1), 1);
    for (int i = 0; i < 100; i++) {
      monitor.ended(state, searched.query(), searched.answer(), (_, _) -> searched.truth());
    }
    assertThat(background).hasSize(1);
    background.remove().run();
  }

  @Test
  void aFractionOfTheSearchesIsDrawn() {
    Searched searched = searches(10).getFirst();
    RecallMonitor monitor = monitor(new RecallSampling(0.1, 1), 1);
    for (int i = 0; i < 10_000; i++) {
      search(monitor, searched, 0);
    }
    assertThat(monitor.estimate().orElseThrow().searches()).isBetween(900, 1_100);
  }
}
