package io.vecgo.systemtests.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.Vecgo;
import io.vecgo.model.ClosedException;
import io.vecgo.model.StoreException;
import io.vecgo.model.VecgoException;
import io.vecgo.testkit.DatabaseAssertions;
import io.vecgo.testkit.ModelDatabase;
import io.vecgo.testkit.disk.Fault;
import io.vecgo.testkit.disk.SimulatedDisk;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every operation on the disk fails, once or from there on until the disk is healed, in every way.
 * The failure has a type, all rows stay readable, and the next commit on a healed disk writes them.
 * What was acknowledged survives a power cut, what was not comes whole or not at all.
 */
@ExtendWith(Figures.Resolver.class)
class FaultTest {
  private static final long SEED = 12;

  private final Bench base = Bench.used(new SimulatedDisk(), SEED);
  private final long before = base.database().version();

  /** How long a disk is ill. */
  enum Illness {
    ONCE {
      @Override
      void strike(SimulatedDisk disk, int operation, Fault fault) {
        disk.failAt(operation, fault);
      }
    },
    UNTIL_HEALED {
      @Override
      void strike(SimulatedDisk disk, int operation, Fault fault) {
        disk.failFrom(operation, fault);
      }
    };

    abstract void strike(SimulatedDisk disk, int operation, Fault fault);
  }

  /** One of the operations that fail, and how. */
  record Case(Object act, Fault fault, Illness illness, int operation) {
    void strike(SimulatedDisk disk) {
      illness.strike(disk, disk.operations() + operation, fault);
    }
  }

  /** Tries something; false if nothing failed, as the operation cannot go so. */
  private interface Trial {
    boolean run(Case failing);
  }

  private static void forEachFault(Object act, int operations, Figures figures, Trial trial) {
    for (Fault fault : Fault.values()) {
      for (Illness illness : Illness.values()) {
        for (int operation = 0; operation < operations; operation++) {
          Case failing = new Case(act, fault, illness, operation);
          boolean struck;
          try {
            struck = trial.run(failing);
          } catch (RuntimeException e) {
            throw new AssertionError(failing.toString(), e);
          }
          figures.add("faults: operation x error, survived", struck ? 1 : 0);
        }
      }
    }
  }

  private interface Attempt {
    void run();
  }

  /** How it failed, if it did. */
  private static Optional<VecgoException> failureOf(Attempt attempt) {
    try {
      attempt.run();
      return Optional.empty();
    } catch (VecgoException failure) {
      return Optional.of(failure);
    }
  }

  private static void assertTyped(Optional<VecgoException> failure, Case failing) {
    failure.ifPresent(
        thrown -> assertThat(thrown).as("%s", failing).isInstanceOf(StoreException.class));
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLostByAFailure(Act act, Figures figures) {
    Bench healthy = pending(act);
    int start = healthy.disk().operations();
    healthy.perform(act);
    int operations = healthy.disk().operations() - start;
    healthy.database().closeDiscarding();
    forEachFault(act, operations, figures, failing -> survives(act, failing));
  }

  /** The database before an act, on a disk of its own. */
  private Bench pending(Act act) {
    Bench bench = Bench.opened(base.disk().copy(), base.model().at(before), SEED + 1);
    act.prepare(bench);
    return bench;
  }

  private boolean survives(Act act, Case failing) {
    Bench bench = pending(act);
    long version = bench.database().version();
    failing.strike(bench.disk());
    Optional<VecgoException> failure = failureOf(() -> bench.perform(act));
    boolean struck = bench.disk().heal() > 0;
    if (struck) {
      assertTyped(failure, failing);
      assertPowerCut(act, bench, version, failure.isEmpty(), failing);
      assertGoesOn(act, bench, failing);
    }
    bench.database().closeDiscarding();
    return struck;
  }

  /** A power cut at once leaves what was acknowledged, or else that or what was before. */
  private static void assertPowerCut(
      Act act, Bench bench, long version, boolean acknowledged, Case failing) {
    ModelDatabase model = bench.model().copy();
    if (!acknowledged) {
      act.tell(model, version + 1);
    }
    Vecgo left = Bench.open(bench.disk().powerCut());
    assertThat(left.version())
        .as("%s, then a power cut", failing)
        .isBetween(acknowledged ? bench.database().version() : version, version + 1);
    DatabaseAssertions.assertHolds(left, model.at(left.version()), failing + ", power cut");
    if (acknowledged) {
      act.assertDone(left, failing + ", then a power cut");
    }
    left.closeDiscarding();
  }

  private static void assertGoesOn(Act act, Bench bench, Case failing) {
    if (isClosed(bench.database())) {
      Vecgo reopened = Bench.open(bench.disk());
      DatabaseAssertions.assertHolds(reopened, bench.model(), failing + ", reopened");
      reopened.close();
    } else {
      bench.assertHolds("after " + failing);
      act.settle(bench);
      bench.write(2);
      bench.commit();
      bench.assertHolds("after " + failing + " and a commit");
    }
    Vecgo left = Bench.open(bench.disk().powerCut());
    DatabaseAssertions.assertHolds(left, bench.model(), failing + ", a commit and a power cut");
    left.closeDiscarding();
  }

  private static boolean isClosed(Vecgo database) {
    return failureOf(database::stats).filter(ClosedException.class::isInstance).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void failedErrandCanBeDoneAgain(Errand errand, Figures figures) {
    SimulatedDisk healthy = errand.begin();
    int first = healthy.operations();
    errand.run(healthy);
    int operations = healthy.operations() - first;
    forEachFault(errand, operations, figures, failing -> canBeDoneAgain(errand, failing));
  }

  private static boolean canBeDoneAgain(Errand errand, Case failing) {
    SimulatedDisk disk = errand.begin();
    failing.strike(disk);
    Optional<VecgoException> failure = failureOf(() -> errand.run(disk));
    if (disk.heal() == 0) {
      return false;
    }
    assertTyped(failure, failing);
    SimulatedDisk left = disk.powerCut();
    errand.assertSound(left, failing + ", then a power cut");
    if (failure.isEmpty()) {
      errand.assertDone(left, failing + " returned, then a power cut");
    }
    errand.run(disk);
    errand.assertDone(disk.powerCut(), "again after " + failing);
    return true;
  }
}
