package io.vecgo.benchmarks.ann;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Searches with one value of the knob after the other, up to where recall is as good as anyone
 * wants it.
 *
 * <p>The first round over all values finds out which are of interest and warms up, and so do
 * further ones for some seconds. Then values take turns, so that what else happens on the machine
 * hits all of them, until some rounds in a row made none of them faster than it was before.
 */
final class Sweep {
  private static final double RECALL_ENOUGH = 0.995;
  private static final int ROUNDS_MIN = 7;
  private static final int ROUNDS_MAX = 40;
  private static final int ROUNDS_IN_VAIN = 5;
  private static final double FASTER = 1.01;

  private final OpenIndex index;
  private final List<float[]> queries;
  private final Recall recall;
  private final int threads;
  private final Duration warmUp;
  private final int[][] found;

  /**
   * @param threads that search side by side
   * @param warmUp how long searches go on, at least, before the first counts
   */
  Sweep(OpenIndex index, List<float[]> queries, Recall recall, int threads, Duration warmUp) {
    this.index = index;
    this.queries = queries;
    this.recall = recall;
    this.threads = threads;
    this.warmUp = warmUp;
    this.found = new int[queries.size()][];
  }

  /** Points in the order of the knob. */
  List<SweepPoint> run(int[] knobs) throws IOException, InterruptedException {
    long start = System.nanoTime();
    List<Turn> turns = turnsOfInterest(knobs);
    while (System.nanoTime() - start < warmUp.toNanos()) {
      for (Turn turn : turns) {
        pass(turn);
      }
    }
    measure(turns);
    return turns.stream().map(Turn::point).toList();
  }

  private List<Turn> turnsOfInterest(int[] knobs) throws IOException, InterruptedException {
    List<Turn> turns = new ArrayList<>();
    for (int knob : knobs) {
      Turn turn = new Turn(knob);
      turns.add(turn);
      pass(turn);
      turn.recall = recall.of(found);
      if (turn.recall >= RECALL_ENOUGH) {
        break;
      }
    }
    return turns;
  }

  private void measure(List<Turn> turns) throws IOException, InterruptedException {
    int inVain = 0;
    for (int round = 0;
        round < ROUNDS_MAX && (round < ROUNDS_MIN || inVain < ROUNDS_IN_VAIN);
        round++) {
      boolean anyFaster = false;
      for (Turn turn : turns) {
        anyFaster |= turn.add(pass(turn));
      }
      inVain = anyFaster ? 0 : inVain + 1;
    }
  }

  private Pass pass(Turn turn) throws IOException, InterruptedException {
    return Pass.run(index, queries, turn.knob, threads, found);
  }

  /** One value of the knob and what was measured with it. */
  private final class Turn {
    private final int knob;
    private final FastestPieces fastest = new FastestPieces(threads, queries.size());
    private final List<Pass> passes = new ArrayList<>();
    private double recall;

    private Turn(int knob) {
      this.knob = knob;
    }

    /** Whether the speed is clearly higher for this pass. */
    private boolean add(Pass pass) {
      double before = passes.isEmpty() ? 0 : fastest.qps();
      passes.add(pass);
      fastest.add(pass.latencies());
      return fastest.qps() > FASTER * before;
    }

    private SweepPoint point() {
      double[] speeds = passes.stream().mapToDouble(Pass::qps).sorted().toArray();
      double median = speeds[speeds.length / 2];
      double cpuNanos = passes.stream().mapToLong(Pass::cpuNanos).average().orElseThrow();
      return new SweepPoint(
          knob,
          recall,
          fastest.qps(),
          fastest.percentile(0.5),
          fastest.percentile(0.99),
          cpuNanos / 1e3 / passes.getFirst().queries(),
          fastest.qps() / median - 1);
    }
  }
}
