package io.vecgo.systemtests.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Metric;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.StoreException;
import io.vecgo.observe.VerifyReport;
import io.vecgo.observe.VersionInfo;
import io.vecgo.store.LocalStore;
import io.vecgo.testkit.DatabaseAssertions;
import io.vecgo.testkit.ModelDatabase;
import io.vecgo.testkit.RecordGenerator;
import io.vecgo.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A database in a directory of a simulated disk, and its model. Confined to one thread. */
final class Bench {
  static final int DIMENSION = 3;

  /** The first version with records of a {@link #used} database. */
  static final long FIRST_VERSION = 2;

  static final RetentionPolicy ALL_BUT_THE_CURRENT =
      RetentionPolicy.newest(1).withGracePeriod(Duration.ZERO);

  static final int SEGMENT_ROWS = 8;

  private static final int KEYS = 12;

  private final SimulatedDisk disk;
  private final ModelDatabase model;
  private final RecordGenerator records;
  private final Vecgo database;

  private Bench(SimulatedDisk disk, ModelDatabase model, long seed, Vecgo database) {
    this.disk = disk;
    this.model = model;
    this.records = new RecordGenerator(seed, DIMENSION, KEYS);
    this.database = database;
  }

  /** A new database. */
  static Bench created(SimulatedDisk disk, long seed) {
    Vecgo.create(store(disk), CreateOptions.of(DIMENSION, Metric.L2)).close();
    ModelDatabase model = new ModelDatabase(Metric.L2);
    Vecgo database = open(disk);
    model.commit(database.version());
    return new Bench(disk, model, seed, database);
  }

  /** A database of three segments, eight rows each, and some tombstones: versions 1 to 4. */
  static Bench used(SimulatedDisk disk, long seed) {
    Bench bench = created(disk, seed);
    for (int i = 0; i < 3; i++) {
      bench.write(SEGMENT_ROWS);
      bench.deleteEach(5);
      bench.commit();
    }
    return bench;
  }

  /** The database of a disk, which must be what the model was when it was last committed. */
  static Bench opened(SimulatedDisk disk, ModelDatabase model, long seed) {
    return new Bench(disk, model, seed, open(disk));
  }

  /** Without compaction in the background: the same operations in every run. */
  static Vecgo open(SimulatedDisk disk) {
    return Vecgo.open(store(disk), OpenOptions.defaults().withoutAutomaticCompaction());
  }

  /** Two directories below that of the disk: they must be made, durably. */
  static LocalStore store(SimulatedDisk disk) {
    return store(disk, "database");
  }

  /** As {@link #store(SimulatedDisk)}, of another name. */
  static LocalStore store(SimulatedDisk disk, String name) {
    try {
      return LocalStore.open(disk.directory().resolve("new").resolve(name));
    } catch (IOException e) {
      throw new StoreException("cannot open a simulated disk", e);
    }
  }

  /** Throws unless every version that there is holds what it held. */
  static void assertVersionsHold(SimulatedDisk disk, ModelDatabase history, String when) {
    List<VersionInfo> versions;
    try (Vecgo newest = reader(disk, OpenOptions.defaults().readOnly())) {
      versions = newest.versions();
    }
    for (VersionInfo version : versions) {
      try (Vecgo past = reader(disk, OpenOptions.defaults().atVersion(version.number()))) {
        DatabaseAssertions.assertHolds(
            past, history.at(version.number()), "version " + version.number() + " " + when);
      }
    }
  }

  private static Vecgo reader(SimulatedDisk disk, OpenOptions options) {
    return Vecgo.open(store(disk), options);
  }

  SimulatedDisk disk() {
    return disk;
  }

  ModelDatabase model() {
    return model;
  }

  Vecgo database() {
    return database;
  }

  /** Inserts and replaces so many records. */
  void write(int count) {
    for (int i = 0; i < count; i++) {
      var batch = records.batch(1);
      database.upsertAll(batch);
      model.upsertAll(batch);
    }
  }

  /** Deletes every so many-th live record. */
  void deleteEach(int step) {
    List<Long> ids = model.ids();
    for (int i = 0; i < ids.size(); i += step) {
      database.delete(ids.get(i));
      model.delete(ids.get(i));
    }
  }

  /** Does something to the database, and if it does not fail, to the model. */
  void perform(Act act) {
    act.run(database);
    act.tell(model, database.version());
  }

  void commit() {
    model.commit(database.commit().version());
  }

  /** Throws if a vacuum leaves more files than the current version names, or fewer. */
  void assertVacuumLeavesNothingOver(String when) {
    database.vacuum(ALL_BUT_THE_CURRENT);
    VerifyReport report = database.verify((_, _, _) -> {});
    assertThat(report.damages()).as("damages %s", when).isEmpty();
    assertThat(report.unknownFiles())
        .as("leftovers %s", when)
        .allMatch(name -> name.startsWith("tag-"));
  }

  void assertHolds(String when) {
    DatabaseAssertions.assertHolds(database, model, when);
  }
}
