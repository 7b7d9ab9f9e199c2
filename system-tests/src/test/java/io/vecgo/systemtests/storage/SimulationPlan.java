package io.vecgo.systemtests.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Steps with the seeds of their choices, so that each does the same wherever it stands. */
record SimulationPlan(List<Planned> steps) {

  /** A step and the seed of its choices. */
  record Planned(SimulationStep step, long seed) {
    @Override
    public String toString() {
      return step + "(" + seed + ")";
    }
  }

  SimulationPlan {
    steps = List.copyOf(steps);
  }

  /** So many steps, the same for the same seed. */
  static SimulationPlan of(long seed, int count) {
    Random random = new Random(seed);
    return new SimulationPlan(
        Stream.generate(() -> new Planned(SimulationStep.any(random), random.nextInt()))
            .limit(count)
            .toList());
  }

  /** As few of the steps as are needed to fail: none of them can be left out. */
  SimulationPlan shrunk(Predicate<SimulationPlan> fails) {
    SimulationPlan smallest = this;
    for (int count = steps.size() / 2; count > 0; count /= 2) {
      for (int from = smallest.steps.size() - count; from >= 0; from -= count) {
        SimulationPlan fewer = smallest.without(from, Math.min(from + count, smallest.size()));
        smallest = fails.test(fewer) ? fewer : smallest;
      }
    }
    return smallest;
  }

  private int size() {
    return steps.size();
  }

  private SimulationPlan without(int from, int to) {
    List<Planned> left = new ArrayList<>(steps);
    left.subList(from, to).clear();
    return new SimulationPlan(left);
  }

  @Override
  public String toString() {
    return steps.stream().map(Planned::toString).collect(Collectors.joining("\n  ", "  ", ""));
  }
}
