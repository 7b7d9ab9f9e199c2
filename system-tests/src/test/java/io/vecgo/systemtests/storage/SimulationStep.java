package io.vecgo.systemtests.storage;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;

/** Something that is done to a database and to its model, after which they must agree. */
enum SimulationStep {
  INSERT(5, Simulation::insert),
  INSERT_MANY(4, Simulation::insertMany),
  UPSERT(5, Simulation::upsert),
  DELETE_BY_ID(4, Simulation::deleteById),
  DELETE_BY_KEY(2, Simulation::deleteByKey),
  DELETE_BY_FILTER(1, Simulation::deleteByFilter),
  GET(4, Simulation::get),
  SEARCH(4, Simulation::search),
  COUNT(2, Simulation::count),
  COMMIT(4, Simulation::commit),
  COMPACT(1, Simulation::compact),
  ROLLBACK(1, Simulation::rollback),
  VACUUM(1, Simulation::vacuum),
  TAG(1, Simulation::tag),
  UNTAG(1, Simulation::untag),
  OPEN_OLD_VERSION(1, Simulation::openOldVersion),
  TAKE_SNAPSHOT(1, Simulation::takeSnapshot),
  READ_SNAPSHOT(2, Simulation::readSnapshot),
  REOPEN(1, Simulation::reopen),
  REOPEN_WITHOUT_COMMIT(1, Simulation::reopenWithoutCommit),
  CRASH(1, Simulation::crash),
  CRASH_IN_COMMIT(1, simulation -> simulation.crashIn(Simulation::commit)),
  CRASH_IN_COMPACTION(1, simulation -> simulation.crashIn(Simulation::compact)),
  CRASH_IN_ROLLBACK(1, simulation -> simulation.crashIn(Simulation::rollback)),
  CRASH_IN_VACUUM(1, simulation -> simulation.crashIn(Simulation::vacuum));

  private static final int WEIGHTS = Arrays.stream(values()).mapToInt(step -> step.weight).sum();

  private final int weight;

  @SuppressWarnings("ImmutableEnumChecker") // references to methods, without a state
  private final Consumer<Simulation> action;

  SimulationStep(int weight, Consumer<Simulation> action) {
    this.weight = weight;
    this.action = action;
  }

  /** One of them, the likelier the greater its weight. */
  static SimulationStep any(Random random) {
    int left = random.nextInt(WEIGHTS);
    for (SimulationStep step : values()) {
      left -= step.weight;
      if (left < 0) {
        return step;
      }
    }
    throw new AssertionError("the weights do not add up");
  }

  void run(Simulation simulation) {
    action.accept(simulation);
  }
}
