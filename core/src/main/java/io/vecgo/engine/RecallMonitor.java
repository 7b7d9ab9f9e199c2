package io.vecgo.engine;

import static java.lang.System.Logger.Level.WARNING;

import io.vecgo.model.Hit;
import io.vecgo.model.Query;
import io.vecgo.observe.PartStats.Plan;
import io.vecgo.observe.RecallEstimate;
import io.vecgo.observe.RecallSampling;
import io.vecgo.query.Answer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Tells how much of the truth searches find: some of them are repeated exactly, over the state that
 * they saw, one at a time in the background. What comes while one is repeated, or too soon after it
 * for the share of a core that is allowed, is left out; nobody waits. Thread-safe.
 */
final class RecallMonitor {
  /**
   * Searches that the estimate is told from: older ones are forgotten. So many tell recall to two
   * points even if each search finds all or nothing, and half of them nothing.
   */
  static final int SEARCHES_MAX = 2_500;

  private static final System.Logger LOG = System.getLogger("io.vecgo");

  private static final int IDLE_SECONDS_MAX = 10;

  private final RecallSampling sampling;
  private final Tools tools;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final double[] recalls = new double[SEARCHES_MAX]; // guarded by itself
  private long count; // guarded by recalls
  private volatile long restUntilNanos;

  /**
   * What it works with.
   *
   * @param background runs one repetition at a time
   * @param nanoClock as {@link System#nanoTime}
   * @param random numbers from 0 to below 1
   */
  record Tools(Executor background, LongSupplier nanoClock, DoubleSupplier random) {

    /** A thread that ends when it has nothing to do. */
    static Tools system() {
      return new Tools(
          new ThreadPoolExecutor(
              0,
              1,
              IDLE_SECONDS_MAX,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              Thread.ofPlatform().daemon().name("vecgo-recall").factory()),
          System::nanoTime,
          () -> ThreadLocalRandom.current().nextDouble());
    }
  }

  /** Runs a query over a state. */
  interface Search {
    Answer of(State state, Query query);
  }

  RecallMonitor(RecallSampling sampling, Tools tools) {
    this.sampling = sampling;
    this.tools = tools;
    this.restUntilNanos = tools.nanoClock().getAsLong();
  }

  /** Considers a search that has ended; its state is pinned by the caller until this returns. */
  void ended(State state, Query query, Answer answer, Search search) {
    if (query.text().isEmpty() && isDrawn(answer) && busy.compareAndSet(false, true)) {
      if (state.generation().tryPin()) {
        tools.background().execute(() -> repeat(state, query, answer, search));
      } else {
        busy.set(false);
      }
    }
  }

  private boolean isDrawn(Answer answer) {
    return sampling.fraction() > 0
        && tools.random().getAsDouble() < sampling.fraction()
        && answer.stats().parts().stream().anyMatch(part -> part.plan() == Plan.GRAPH)
        && tools.nanoClock().getAsLong() - restUntilNanos >= 0;
  }

  private void repeat(State state, Query query, Answer answer, Search search) {
    long start = tools.nanoClock().getAsLong();
    try {
      note(recall(answer.hits(), search.of(state, query.exact().returning()).hits()));
    } catch (RuntimeException failure) {
      LOG.log(WARNING, "A search could not be repeated to estimate recall", failure);
    } finally {
      state.generation().unpin();
      long end = tools.nanoClock().getAsLong();
      restUntilNanos = end + (long) ((end - start) * (1 / sampling.cpuShare() - 1));
      busy.set(false);
    }
  }

  /** Share of the true results that were found; one as good as the last of them is a true one. */
  static double recall(List<Hit> found, List<Hit> truth) {
    if (truth.isEmpty()) {
      return 1;
    }
    Set<Long> ids = new HashSet<>();
    truth.forEach(hit -> ids.add(hit.id()));
    float last = truth.getLast().score();
    long right =
        found.stream().filter(hit -> ids.contains(hit.id()) || hit.score() == last).count();
    return Math.min(1, right / (double) truth.size());
  }

  private void note(double recall) {
    synchronized (recalls) {
      recalls[(int) (count % SEARCHES_MAX)] = recall;
      count++;
    }
  }

  /** The estimate, once a search was repeated. */
  Optional<RecallEstimate> estimate() {
    synchronized (recalls) {
      int searches = (int) Math.min(count, SEARCHES_MAX);
      double sum = 0;
      double sumOfSquares = 0;
      for (int i = 0; i < searches; i++) {
        sum += recalls[i];
        sumOfSquares += recalls[i] * recalls[i];
      }
      return searches == 0
          ? Optional.empty()
          : Optional.of(RecallEstimate.of(sum, sumOfSquares, searches));
    }
  }
}
