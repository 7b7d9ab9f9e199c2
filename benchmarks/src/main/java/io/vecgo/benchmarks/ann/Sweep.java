package io.vecgo.benchmarks.ann;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Searches with one value of the knob after the other, up to where recall is as good as anyone
 * wants it.
 *
 * <p>The first round over all values finds out which are of interest and warms up, and so do
 * further ones for some seconds. Then values take turns in several rounds, so that what else
 * happens on the machine hits all of them.
 */
final class Sweep {
  private static final double RECALL_ENOUGH = 0.995;
  private static final long WARM_UP_NANOS = 5_000_000_000L;
  private static final int ROUNDS = 7;

  private final OpenIndex index;
  private final List<float[]> queries;
  private final Recall recall;
  private final int threads;
  private final int[][] found;

  Sweep(OpenIndex index, List<float[]> queries, Recall recall, int threads) {
    this.index = index;
    this.queries = queries;
    this.recall = recall;
    this.threads = threads;
    this.found = new int[queries.size()][];
  }

  /** Points in the order of the knob. */
  List<SweepPoint> run(int[] knobs) throws IOException, InterruptedException {
    long start = System.nanoTime();
    List<Turn> turns = turnsOfInterest(knobs);
    while (System.nanoTime() - start < WARM_UP_NANOS) {
      for (Turn turn : turns) {
        pass(turn);
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Turn turn : turns) {
        turn.passes.add(pass(turn));
      }
    }
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

  private Pass pass(Turn turn) throws IOException, InterruptedException {
    return Pass.run(index, queries, turn.knob, threads, found);
  }

  /** One value of the knob and what was measured with it. */
  private static final class Turn {
    private final int knob;
    private final List<Pass> passes = new ArrayList<>();
    private double recall;

    private Turn(int knob) {
      this.knob = knob;
    }

    private SweepPoint point() {
      List<Pass> sorted = passes.stream().sorted(Comparator.comparingLong(Pass::nanos)).toList();
      Pass best = sorted.getFirst();
      Pass median = sorted.get(sorted.size() / 2);
      double leastCpu = passes.stream().mapToLong(Pass::cpuNanos).min().orElseThrow();
      return new SweepPoint(
          knob,
          recall,
          best.qps(),
          best.percentile(0.5),
          best.percentile(0.99),
          leastCpu / 1e3 / best.queries(),
          (double) median.nanos() / best.nanos() - 1);
    }
  }
}
