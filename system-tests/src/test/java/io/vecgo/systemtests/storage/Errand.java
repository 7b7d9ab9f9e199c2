package io.vecgo.systemtests.storage;

import io.vecgo.CreateOptions;
import io.vecgo.Maintenance;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.DatabaseExistsException;
import io.vecgo.model.Metric;
import io.vecgo.model.StoreException;
import io.vecgo.observe.WorkProgress;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.LocalStore;
import io.vecgo.testkit.DatabaseAssertions;
import io.vecgo.testkit.ModelDatabase;
import io.vecgo.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Something that is done to a database that nobody has open. Who does it again after a failure gets
 * the same result.
 */
enum Errand {
  CREATE {
    @Override
    SimulatedDisk begin() {
      return new SimulatedDisk();
    }

    @Override
    void run(SimulatedDisk disk) {
      Vecgo.openOrCreate(Bench.store(disk), CreateOptions.of(Bench.DIMENSION, Metric.L2))
          .closeDiscarding();
    }

    @Override
    ModelDatabase result() {
      return new ModelDatabase(Metric.L2);
    }
  },

  OPEN {
    @Override
    void run(SimulatedDisk disk) {
      Bench.open(disk).closeDiscarding();
    }
  },

  BACKUP {
    @Override
    void run(SimulatedDisk disk) {
      backUp(disk);
    }

    @Override
    String target() {
      return COPY;
    }

    @Override
    void assertSound(SimulatedDisk disk, String when) {
      OPEN.assertDone(disk, when);
      assertWholeOrNotThere(disk, when);
    }
  },

  BACKUP_OF_WHAT_IS_NEW {
    @Override
    SimulatedDisk begin() {
      SimulatedDisk disk = super.begin();
      backUp(disk);
      Bench bench = Bench.opened(disk, BASE.model().at(LAST), SEED + 1);
      bench.deleteEach(2);
      bench.commit();
      bench.database().closeDiscarding();
      return disk;
    }

    @Override
    void run(SimulatedDisk disk) {
      backUp(disk);
    }

    @Override
    ModelDatabase result() {
      ModelDatabase model = super.result();
      List<Long> ids = model.ids();
      for (int i = 0; i < ids.size(); i += 2) {
        model.delete(ids.get(i));
      }
      return model;
    }

    @Override
    String target() {
      return COPY;
    }

    @Override
    void assertSound(SimulatedDisk disk, String when) {
      try (Vecgo copy = reader(disk, COPY)) {
        DatabaseAssertions.assertHolds(
            copy, copy.version() == LAST ? BASE.model().at(LAST) : result(), when);
      }
    }
  },

  RESTORE {
    @Override
    void run(SimulatedDisk disk) {
      try {
        restore(disk);
      } catch (DatabaseExistsException rest) {
        if (isThere(disk, COPY)) {
          Vecgo.open(Bench.store(disk, COPY), OpenOptions.defaults()).closeDiscarding();
        } else {
          clear(disk, COPY);
          restore(disk);
        }
      }
    }

    @Override
    String target() {
      return COPY;
    }

    @Override
    void assertSound(SimulatedDisk disk, String when) {
      assertWholeOrNotThere(disk, when);
    }
  },

  REPAIR_OF_NOTHING {
    @Override
    void run(SimulatedDisk disk) {
      repair(disk);
    }
  },

  REPAIR_WITHOUT_A_SEGMENT {
    @Override
    SimulatedDisk begin() {
      SimulatedDisk disk = super.begin();
      delete(disk, second(disk, "segment-"));
      return disk;
    }

    @Override
    void run(SimulatedDisk disk) {
      repair(disk);
    }

    @Override
    ModelDatabase result() {
      ModelDatabase model = super.result();
      for (long id = Bench.SEGMENT_ROWS + 1; id <= 2 * Bench.SEGMENT_ROWS; id++) {
        model.delete(id);
      }
      return model;
    }
  },

  REPAIR_OF_A_SEGMENT {
    @Override
    SimulatedDisk begin() {
      SimulatedDisk disk = super.begin();
      damage(disk, second(disk, "segment-"));
      return disk;
    }

    @Override
    void run(SimulatedDisk disk) {
      repair(disk);
    }
  },

  REPAIR_OF_TOMBSTONES {
    @Override
    SimulatedDisk begin() {
      SimulatedDisk disk = super.begin();
      Bench bench = Bench.opened(disk, BASE.model().at(LAST), SEED + 1);
      bench.deleteEach(1);
      bench.commit();
      bench.database().closeDiscarding();
      names(disk, "tombstones-").stream()
          .skip(names(super.begin(), "tombstones-").size())
          .forEach(name -> damage(disk, name));
      return disk;
    }

    @Override
    void run(SimulatedDisk disk) {
      repair(disk);
    }
  },

  REPAIR_OF_A_MANIFEST {
    @Override
    SimulatedDisk begin() {
      SimulatedDisk disk = super.begin();
      damage(disk, names(disk, "manifest-").getLast());
      return disk;
    }

    @Override
    void run(SimulatedDisk disk) {
      repair(disk);
    }

    @Override
    ModelDatabase result() {
      return BASE.model().at(LAST - 1);
    }
  };

  private static final long SEED = 13;
  private static final String COPY = "copy";
  private static final Bench BASE = Bench.used(new SimulatedDisk(), SEED);
  private static final long LAST = BASE.database().version();
  private static final WorkProgress QUIET = (_, _, _) -> {};

  /** A disk of its own to do it on. */
  SimulatedDisk begin() {
    return BASE.disk().copy();
  }

  /** Does it. */
  abstract void run(SimulatedDisk disk);

  /** What the database in the target holds afterwards. */
  ModelDatabase result() {
    return BASE.model().at(LAST);
  }

  /** The directory of the database that comes of it. */
  String target() {
    return "database";
  }

  /** Throws if something is not there that stays, whether it comes to its end or not. */
  void assertSound(SimulatedDisk disk, String when) {}

  /** Throws if it was not done, or something is missing in the result. */
  final void assertDone(SimulatedDisk disk, String when) {
    try (Vecgo database = reader(disk, target())) {
      DatabaseAssertions.assertHolds(database, result(), when);
    }
  }

  final void assertWholeOrNotThere(SimulatedDisk disk, String when) {
    if (isThere(disk, target())) {
      assertDone(disk, when);
    }
  }

  private static boolean isThere(SimulatedDisk disk, String name) {
    return !names(disk, name, "manifest-").isEmpty();
  }

  private static Vecgo reader(SimulatedDisk disk, String name) {
    return Vecgo.open(Bench.store(disk, name), OpenOptions.defaults().readOnly());
  }

  private static void backUp(SimulatedDisk disk) {
    try (Vecgo database = reader(disk, "database")) {
      database.backup(Bench.store(disk, COPY), QUIET);
    }
  }

  private static void restore(SimulatedDisk disk) {
    Maintenance.restore(Bench.store(disk), Bench.store(disk, COPY), QUIET);
  }

  private static void repair(SimulatedDisk disk) {
    Maintenance.repair(Bench.store(disk), QUIET);
  }

  private interface Step<T> {
    T run(LocalStore store) throws IOException;
  }

  private static <T> T in(SimulatedDisk disk, String directory, Step<T> step) {
    try {
      return step.run(Bench.store(disk, directory));
    } catch (IOException failure) {
      throw new StoreException("on a simulated disk", failure);
    }
  }

  private static List<String> names(SimulatedDisk disk, String prefix) {
    return names(disk, "database", prefix);
  }

  private static List<String> names(SimulatedDisk disk, String directory, String prefix) {
    return in(disk, directory, store -> store.list(prefix)).stream().map(BlobInfo::name).toList();
  }

  private static String second(SimulatedDisk disk, String prefix) {
    return names(disk, prefix).get(1);
  }

  private static void delete(SimulatedDisk disk, String name) {
    in(
        disk,
        "database",
        store -> {
          store.delete(name);
          return name;
        });
  }

  /** Deletes what is in a directory. */
  private static void clear(SimulatedDisk disk, String directory) {
    in(
        disk,
        directory,
        store -> {
          List<BlobInfo> blobs = store.list("");
          for (BlobInfo blob : blobs) {
            store.delete(blob.name());
          }
          return blobs;
        });
  }

  /** Puts another byte in the place of the first. */
  private static void damage(SimulatedDisk disk, String name) {
    in(
        disk,
        "database",
        store -> {
          Path file = disk.directory().resolve("new").resolve("database").resolve(name);
          try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'?'}));
            channel.force(true);
            return name;
          }
        });
  }
}
