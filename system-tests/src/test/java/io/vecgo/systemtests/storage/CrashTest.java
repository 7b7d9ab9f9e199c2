package io.vecgo.systemtests.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.CreateOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Metric;
import io.vecgo.model.NoDatabaseException;
import io.vecgo.testkit.DatabaseAssertions;
import io.vecgo.testkit.ModelDatabase;
import io.vecgo.testkit.disk.Crash;
import io.vecgo.testkit.disk.SimulatedDisk;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A machine dies at every change that an act makes on its disk, in every shape. What is left opens
 * as the version before or the version after, whole, and takes the next commit.
 */
@ExtendWith(Figures.Resolver.class)
class CrashTest {
  private static final long SEED = 11;

  /** How many unsynced changes survive, or are lost, at once. */
  private static final int FEW = Scale.of(1, 3);

  private final Set<String> seen = new HashSet<>();
  private final Set<String> seenBlobs = new HashSet<>();
  private int crashes;

  @ParameterizedTest
  @EnumSource
  void crashLeavesTheVersionBeforeOrAfter(Act act, Figures figures) {
    Bench bench = Bench.used(new SimulatedDisk(), SEED);
    act.prepare(bench);
    long before = bench.database().version();
    int from = bench.disk().changes();
    bench.perform(act);
    int to = bench.disk().changes();
    long after = bench.database().version();
    for (int change = from; change < to; change++) {
      for (Crash crash : Crash.values()) {
        String when = act + ", change " + (change - from) + " of " + (to - from) + " " + crash;
        bench
            .disk()
            .crashed(change, crash)
            .ifPresent(left -> assertRecovers(left, bench.model(), before, after, when));
      }
    }
    SimulatedDisk powerCut = bench.disk().powerCut();
    bench.database().closeDiscarding();
    assertRecovers(powerCut, bench.model(), after, after, act + " returned");
    report(figures);
  }

  private void report(Figures figures) {
    figures.add("crashes: change of the disk x shape", crashes);
    figures.add("crashes: different disks left, all recovered", seen.size());
  }

  /** Of the changes that are not synced a crash keeps a few, or all but a few. */
  @ParameterizedTest
  @EnumSource
  void crashMayKeepAnyOfTheUnsyncedChanges(Act act, Figures figures) {
    Bench bench = Bench.used(new SimulatedDisk(), SEED);
    act.prepare(bench);
    long before = bench.database().version();
    int from = bench.disk().changes();
    bench.perform(act);
    int to = bench.disk().changes();
    long after = bench.database().version();
    for (int count = from; count <= to; count++) {
      int done = count;
      long oldest = count == to ? after : before;
      Subsets.upTo(
          FEW,
          bench.disk().unsynced(count),
          few -> {
            String when = act + ", " + done + " changes of which few survive or are lost: " + few;
            SimulatedDisk kept = bench.disk().powerCut(done, few::get);
            assertRecoversOnce(kept, bench.model(), oldest, after, when);
            SimulatedDisk lost = bench.disk().powerCut(done, unsynced -> !few.get(unsynced));
            assertRecoversOnce(lost, bench.model(), oldest, after, when);
          });
    }
    bench.database().closeDiscarding();
    report(figures);
  }

  /** As {@link #assertRecovers}, if the disk differs from others in more than what is swept. */
  private void assertRecoversOnce(
      SimulatedDisk disk, ModelDatabase history, long before, long after, String when) {
    if (seenBlobs.add(disk.fingerprint(path -> !path.contains("/tmp-")))) {
      assertRecovers(disk, history, before, after, when);
    } else {
      crashes++;
    }
  }

  private void assertRecovers(
      SimulatedDisk disk, ModelDatabase history, long before, long after, String when) {
    crashes++;
    if (!seen.add(disk.fingerprint(_ -> true))) {
      return;
    }
    Vecgo database = Bench.open(disk);
    long version = database.version();
    assertThat(version).as("version after " + when).isBetween(before, after);
    DatabaseAssertions.assertHolds(database, history.at(version), "after " + when);
    database.closeDiscarding();
    assertTakesTheNextCommit(disk, history.at(version), version, when);
  }

  /** Also after the power goes once more, and with the first files swept. */
  private static void assertTakesTheNextCommit(
      SimulatedDisk disk, ModelDatabase model, long version, String when) {
    Bench next = Bench.opened(disk, model, SEED + 1);
    next.write(3);
    next.deleteEach(4);
    next.commit();
    assertThat(next.database().version()).as(when).isEqualTo(version + 1);
    next.database().closeDiscarding();
    Vecgo last = Bench.open(disk.powerCut());
    DatabaseAssertions.assertHolds(last, model, "one commit after " + when);
    last.closeDiscarding();
  }

  @Test
  void crashOfCreateLeavesNoDatabaseOrAnEmptyOne(Figures figures) {
    SimulatedDisk disk = new SimulatedDisk();
    create(disk).closeDiscarding();
    for (int change = 0; change < disk.changes(); change++) {
      for (Crash crash : Crash.values()) {
        String when = "create, change " + change + " " + crash;
        disk.crashed(change, crash).ifPresent(left -> assertCanBeCreated(left, when));
      }
    }
    report(figures);
  }

  @Test
  void createdDatabaseSurvivesAPowerCut() {
    SimulatedDisk disk = new SimulatedDisk();
    Vecgo database = create(disk);
    Vecgo left = Bench.open(disk.powerCut());
    assertThat(left.version()).isEqualTo(1);
    left.close();
    database.closeDiscarding();
  }

  private static CreateOptions options() {
    return CreateOptions.of(3, Metric.L2);
  }

  private static Vecgo create(SimulatedDisk disk) {
    return Vecgo.create(Bench.store(disk), options());
  }

  private void assertCanBeCreated(SimulatedDisk disk, String when) {
    crashes++;
    if (!seen.add(disk.fingerprint(_ -> true))) {
      return;
    }
    try {
      Bench.open(disk).close();
    } catch (NoDatabaseException expected) {
      create(disk).close();
    }
    ModelDatabase model = new ModelDatabase(Metric.L2);
    model.commit(1);
    assertTakesTheNextCommit(disk, model, 1, when);
  }
}
