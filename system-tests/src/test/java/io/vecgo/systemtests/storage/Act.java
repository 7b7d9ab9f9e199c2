package io.vecgo.systemtests.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.Vecgo;
import io.vecgo.model.FieldType;
import io.vecgo.model.Schema;
import io.vecgo.model.Schema.Presence;
import io.vecgo.model.Tag;
import io.vecgo.testkit.ModelDatabase;

/** Something that a database does to its files. */
enum Act {
  COMMIT {
    @Override
    void prepare(Bench bench) {
      bench.write(9);
      bench.deleteEach(4);
    }

    @Override
    void run(Vecgo database) {
      database.commit();
    }
  },

  COMMIT_OF_DELETES {
    @Override
    void prepare(Bench bench) {
      bench.deleteEach(3);
    }

    @Override
    void run(Vecgo database) {
      database.commit();
    }
  },

  COMMIT_OF_A_SCHEMA {
    @Override
    void prepare(Bench bench) {
      bench.database().declare(new Schema.Field("declared", FieldType.STRING, Presence.OPTIONAL));
    }

    @Override
    void run(Vecgo database) {
      database.commit();
    }
  },

  COMPACTION {
    @Override
    void prepare(Bench bench) {}

    @Override
    void run(Vecgo database) {
      database.compact();
    }

    @Override
    void tell(ModelDatabase model, long version) {
      model.carryOver(version);
    }
  },

  COMPACTION_BESIDE_PENDING_WRITES {
    @Override
    void prepare(Bench bench) {
      bench.write(5);
      bench.deleteEach(2);
    }

    @Override
    void run(Vecgo database) {
      database.compact();
    }

    @Override
    void tell(ModelDatabase model, long version) {
      model.carryOver(version);
    }
  },

  COMPACTION_OF_NOTHING {
    @Override
    void prepare(Bench bench) {
      bench.deleteEach(1);
      bench.commit();
    }

    @Override
    void run(Vecgo database) {
      database.compact();
    }

    @Override
    void tell(ModelDatabase model, long version) {
      model.carryOver(version);
    }
  },

  ROLLBACK {
    @Override
    void prepare(Bench bench) {
      bench.database().compact();
      bench.model().carryOver(bench.database().version());
    }

    @Override
    void run(Vecgo database) {
      database.rollback(Bench.FIRST_VERSION);
    }

    @Override
    void tell(ModelDatabase model, long version) {
      model.rollback(Bench.FIRST_VERSION, version);
    }

    @Override
    void settle(Bench bench) {
      long before = bench.database().version();
      long version = bench.database().commit().version();
      if (version > before) {
        tell(bench.model(), version);
      }
    }
  },

  TAG {
    @Override
    void prepare(Bench bench) {}

    @Override
    void run(Vecgo database) {
      database.tag(NAME, Bench.FIRST_VERSION);
    }

    @Override
    void tell(ModelDatabase model, long version) {}

    @Override
    void assertDone(Vecgo database, String when) {
      assertThat(database.tags())
          .as("tags %s", when)
          .containsExactly(new Tag(NAME, Bench.FIRST_VERSION));
    }
  },

  UNTAG {
    @Override
    void prepare(Bench bench) {
      bench.database().tag(NAME, Bench.FIRST_VERSION);
    }

    @Override
    void run(Vecgo database) {
      database.untag(NAME);
    }

    @Override
    void tell(ModelDatabase model, long version) {}

    @Override
    void assertDone(Vecgo database, String when) {
      assertThat(database.tags()).as("tags %s", when).isEmpty();
    }
  },

  VACUUM {
    @Override
    void prepare(Bench bench) {
      COMPACTION_BESIDE_PENDING_WRITES.prepare(bench);
      bench.perform(COMPACTION_BESIDE_PENDING_WRITES);
    }

    @Override
    void run(Vecgo database) {
      database.vacuum(Bench.ALL_BUT_THE_CURRENT);
    }

    @Override
    void tell(ModelDatabase model, long version) {}

    @Override
    void assertDone(Vecgo database, String when) {
      assertThat(database.versions()).as("versions %s", when).hasSize(1);
    }
  },

  CLOSE {
    @Override
    void prepare(Bench bench) {
      bench.write(4);
      bench.deleteEach(5);
    }

    @Override
    void run(Vecgo database) {
      database.close();
    }
  };

  private static final String NAME = "kept";

  /** What is done before: to memory, or as commits of its own. */
  abstract void prepare(Bench bench);

  /** Does it. */
  abstract void run(Vecgo database);

  /** Tells the model what it made a version of: all that is live, unless overridden. */
  void tell(ModelDatabase model, long version) {
    model.commit(version);
  }

  /**
   * After a failure, on a healed disk: finds out whether it was done all the same, where what is
   * live depends on it.
   */
  void settle(Bench bench) {}

  /** Throws if a database of which no record tells so shows that it was not done. */
  void assertDone(Vecgo database, String when) {}
}
