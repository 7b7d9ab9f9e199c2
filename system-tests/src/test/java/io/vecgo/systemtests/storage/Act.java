package io.vecgo.systemtests.storage;

import io.vecgo.Vecgo;
import io.vecgo.model.FieldType;
import io.vecgo.model.Schema;
import io.vecgo.model.Schema.Presence;
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

  /** What is done before: to memory, or as commits of its own. */
  abstract void prepare(Bench bench);

  /** Does it. */
  abstract void run(Vecgo database);

  /** Tells the model what it made a version of: all that is live, unless overridden. */
  void tell(ModelDatabase model, long version) {
    model.commit(version);
  }
}
