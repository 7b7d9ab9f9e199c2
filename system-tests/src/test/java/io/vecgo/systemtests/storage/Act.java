package io.vecgo.systemtests.storage;

import io.vecgo.model.FieldType;
import io.vecgo.model.Schema;
import io.vecgo.model.Schema.Presence;

/** Something that a database does to its files. */
enum Act {
  COMMIT {
    @Override
    void prepare(Bench bench) {
      bench.write(9);
      bench.deleteEach(4);
    }

    @Override
    void run(Bench bench) {
      bench.commit();
    }
  },

  COMMIT_OF_DELETES {
    @Override
    void prepare(Bench bench) {
      bench.deleteEach(3);
    }

    @Override
    void run(Bench bench) {
      bench.commit();
    }
  },

  COMMIT_OF_A_SCHEMA {
    @Override
    void prepare(Bench bench) {
      bench.database().declare(new Schema.Field("declared", FieldType.STRING, Presence.OPTIONAL));
    }

    @Override
    void run(Bench bench) {
      bench.commit();
    }
  },

  COMPACTION {
    @Override
    void prepare(Bench bench) {}

    @Override
    void run(Bench bench) {
      bench.model().carryOver(bench.database().compact().version());
    }
  },

  COMPACTION_BESIDE_PENDING_WRITES {
    @Override
    void prepare(Bench bench) {
      bench.write(5);
      bench.deleteEach(2);
    }

    @Override
    void run(Bench bench) {
      bench.model().carryOver(bench.database().compact().version());
    }
  },

  COMPACTION_OF_NOTHING {
    @Override
    void prepare(Bench bench) {
      bench.deleteEach(1);
      bench.commit();
    }

    @Override
    void run(Bench bench) {
      bench.model().carryOver(bench.database().compact().version());
    }
  },

  CLOSE {
    @Override
    void prepare(Bench bench) {
      bench.write(4);
      bench.deleteEach(5);
    }

    @Override
    void run(Bench bench) {
      bench.database().close();
      bench.model().commit(bench.database().version());
    }
  };

  /** What is done before: to memory, or as commits of its own. */
  abstract void prepare(Bench bench);

  /** Does it, and tells the model. */
  abstract void run(Bench bench);
}
