package io.vecgo.systemtests.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.Vecgo;
import io.vecgo.testkit.DatabaseAssertions;
import io.vecgo.testkit.ModelDatabase;
import io.vecgo.testkit.disk.Crash;
import io.vecgo.testkit.disk.SimulatedDisk;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A machine dies at every change that an act or an errand makes on its disk, in every shape. What
 * is left opens as the version before or the version after, whole, and takes the next commit.
 */
@ExtendWith(Figures.Resolver.class)
class CrashTest {
  private static final long SEED = 11;

  /** How many unsynced changes survive, or are lost, at once. */
  private static final int FEW = Scale.of(1, 3);

  private final Set<Left> seen = new HashSet<>();
  private int crashes;

  /** A disk as a crash has left it, before or after the work on it had returned. */
  private record Left(boolean returned, String fingerprint) {}

  /** Looks at what a crash has left. */
  private interface Check {
    void of(SimulatedDisk left, boolean returned, String when);
  }

  /** Some work that was done on a disk, between two numbers of changes. */
  private record Work(String name, SimulatedDisk disk, int from, int to) {}

  @ParameterizedTest
  @EnumSource
  void crashLeavesTheVersionBeforeOrAfter(Act act, Figures figures) {
    Done done = Done.of(act);
    forEachCrash(done.work(), done::assertRecovers);
    done.bench().database().closeDiscarding();
    report(figures);
  }

  @ParameterizedTest
  @EnumSource
  void crashMayKeepAnyOfTheUnsyncedChanges(Act act, Figures figures) {
    Done done = Done.of(act);
    forEachSubset(done.work(), done::assertRecovers);
    done.bench().database().closeDiscarding();
    report(figures);
  }

  @ParameterizedTest
  @EnumSource
  void crashedErrandCanBeDoneAgain(Errand errand, Figures figures) {
    forEachCrash(done(errand), (left, returned, when) -> check(errand, left, returned, when));
    report(figures);
  }

  @ParameterizedTest
  @EnumSource
  void crashOfAnErrandMayKeepAnyOfTheUnsyncedChanges(Errand errand, Figures figures) {
    forEachSubset(done(errand), (left, returned, when) -> check(errand, left, returned, when));
    report(figures);
  }

  private void forEachCrash(Work work, Check check) {
    for (int change = work.from(); change < work.to(); change++) {
      for (Crash crash : Crash.values()) {
        String when = work.name() + ", change " + change + " up to " + work.to() + " " + crash;
        work.disk()
            .crashed(change, crash)
            .ifPresent(left -> checkOnce(left, false, _ -> true, check, when));
      }
    }
    checkOnce(work.disk().powerCut(), true, _ -> true, check, work.name() + " returned");
  }

  /** Of the changes that are not synced a crash keeps a few, or all but a few. */
  private void forEachSubset(Work work, Check check) {
    for (int count = work.from(); count <= work.to(); count++) {
      int changes = count;
      Subsets.upTo(
          FEW,
          work.disk().unsynced(changes),
          few -> {
            String when = work.name() + ", " + changes + " changes of which few survive: " + few;
            checkSubset(work, changes, few::get, check, when);
            checkSubset(work, changes, change -> !few.get(change), check, when + " are lost");
          });
    }
  }

  /** Files that the next writer sweeps make no difference. */
  private void checkSubset(
      Work work, int changes, SimulatedDisk.Survival survival, Check check, String when) {
    SimulatedDisk left = work.disk().powerCut(changes, survival);
    checkOnce(left, changes == work.to(), path -> !path.contains("/tmp-"), check, when);
  }

  /** Checks a disk, unless one was on which these files were the same. */
  private void checkOnce(
      SimulatedDisk left, boolean returned, Predicate<String> files, Check check, String when) {
    crashes++;
    if (seen.add(new Left(returned, left.fingerprint(files)))) {
      check.of(left, returned, when);
    }
  }

  private void report(Figures figures) {
    figures.add("crashes: change of the disk x shape", crashes);
    figures.add("crashes: different disks left, all recovered", seen.size());
  }

  /** An act that was done. */
  private record Done(Act act, Bench bench, Work work, long before, long after) {
    static Done of(Act act) {
      Bench bench = Bench.used(new SimulatedDisk(), SEED);
      act.prepare(bench);
      long before = bench.database().version();
      int from = bench.disk().changes();
      bench.perform(act);
      Work work = new Work(act.name(), bench.disk(), from, bench.disk().changes());
      return new Done(act, bench, work, before, bench.database().version());
    }

    void assertRecovers(SimulatedDisk left, boolean returned, String when) {
      Vecgo database = Bench.open(left);
      long version = database.version();
      assertThat(version).as("version after " + when).isBetween(returned ? after : before, after);
      DatabaseAssertions.assertHolds(database, bench.model().at(version), "after " + when);
      if (returned) {
        act.assertDone(database, when);
      }
      database.closeDiscarding();
      Bench.assertVersionsHold(left, bench.model(), when);
      assertTakesTheNextCommit(left, bench.model().at(version), when);
    }
  }

  /** Also after the power goes once more, and with the first files swept. */
  private static void assertTakesTheNextCommit(
      SimulatedDisk disk, ModelDatabase model, String when) {
    Bench next = Bench.opened(disk, model, SEED + 1);
    long version = next.database().version();
    next.write(3);
    next.deleteEach(4);
    next.commit();
    assertThat(next.database().version()).as(when).isEqualTo(version + 1);
    next.assertVacuumLeavesNothingOver(when);
    next.database().closeDiscarding();
    Vecgo last = Bench.open(disk.powerCut());
    DatabaseAssertions.assertHolds(last, model, "one commit after " + when);
    last.closeDiscarding();
  }

  private static Work done(Errand errand) {
    SimulatedDisk disk = errand.begin();
    int from = disk.changes();
    errand.run(disk);
    errand.assertDone(disk, errand + " returned");
    return new Work(errand.name(), disk, from, disk.changes());
  }

  private static void check(Errand errand, SimulatedDisk left, boolean returned, String when) {
    errand.assertSound(left, when);
    if (!returned) {
      errand.run(left);
    }
    errand.assertDone(left, when);
    errand.assertDone(left.powerCut(), when + ", and a power cut");
  }
}
