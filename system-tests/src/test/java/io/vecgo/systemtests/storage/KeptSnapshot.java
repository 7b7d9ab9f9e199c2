package io.vecgo.systemtests.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.Snapshot;
import io.vecgo.model.Query;
import io.vecgo.testkit.DatabaseAssertions;
import io.vecgo.testkit.ModelDatabase;

/** A snapshot, and the model as it was when it was taken. */
record KeptSnapshot(Snapshot snapshot, ModelDatabase model) implements AutoCloseable {

  /** Throws unless the snapshot answers as the model does. */
  void assertHolds(long id, Query query) {
    assertThat(snapshot.count()).isEqualTo(model.count());
    DatabaseAssertions.assertSame(snapshot.get(id), model.get(id), "in a snapshot");
    model.assertAnswers(query, snapshot.search(query.exact()).hits(), Simulation.TOLERANCE);
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
