package io.vecgo.systemtests.storage;

import io.vecgo.model.Metric;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random histories of all that can be done to a database, each in one thread and each step done to
 * the model too. A failure says the fewest steps that fail, and the command that repeats it.
 */
@ExtendWith(Figures.Resolver.class)
class SimulationTest {
  private static final String SEED = "vecgo.seed";
  private static final String COMMAND =
      "./mvnw -pl system-tests -am test -Dtest=SimulationTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -D"
          + SEED
          + "=";
  private static final List<Metric> METRICS = List.of(Metric.values());
  private static final int STEPS = 200;
  private static final int SEEDS = Scale.of(2_000, 200_000);

  @Test
  void databaseAgreesWithItsModel(Figures figures) {
    seeds()
        .parallel()
        .forEach(seed -> {
          run(seed);
          figures.add("simulation: histories", 1);
          figures.add("simulation: steps", STEPS);
        });
  }

  private static IntStream seeds() {
    return Optional.ofNullable(Integer.getInteger(SEED))
        .map(IntStream::of)
        .orElse(IntStream.range(0, SEEDS));
  }

  private static void run(int seed) {
    Metric metric = METRICS.get(seed % METRICS.size());
    SimulationPlan plan = SimulationPlan.of(seed, STEPS);
    if (failure(metric, plan).isPresent()) {
      SimulationPlan fewest = plan.shrunk(fewer -> failure(metric, fewer).isPresent());
      throw new AssertionError(
          "%s%d%n%s: these steps fail:%n%s".formatted(COMMAND, seed, metric, fewest),
          failure(metric, fewest).orElseThrow());
    }
  }

  /** What goes wrong, if anything. */
  private static Optional<Throwable> failure(Metric metric, SimulationPlan plan) {
    try (Simulation simulation = new Simulation(metric)) {
      simulation.run(plan);
      return Optional.empty();
    } catch (RuntimeException | AssertionError failure) {
      return Optional.of(failure);
    }
  }
}
