package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.model.FieldType;
import io.vecgo.model.Metric;
import io.vecgo.model.NoSuchVersionException;
import io.vecgo.model.Operation;
import io.vecgo.model.PendingWritesException;
import io.vecgo.model.Schema;
import io.vecgo.model.StoreException;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.RollbackResult;
import io.vecgo.store.BlobStore;
import io.vecgo.store.FailingStore;
import io.vecgo.store.FailingStore.Failure;
import io.vecgo.store.HookedStore;
import io.vecgo.store.MemoryStore;
import org.junit.jupiter.api.Test;

/** Making an older version current again. */
class RollbackTest {
  private static final OpenOptions MANUAL = OpenOptions.defaults().withoutAutomaticCompaction();
  private static final int STEPS_MAX = 100;

  private final BlobStore store = new MemoryStore();

  /** What versions 2 to 5 hold: inserts, deletes, inserts, a merge. */
  private record History(Contents second, Contents third, Contents fourth) {

    static History in(BlobStore store) {
      Vecgo.create(store, CreateOptions.of(3, Metric.COSINE)).close();
      try (Vecgo database = Vecgo.open(store, MANUAL)) {
        Contents contents = new Contents();
        contents.insert(database, Samples.records(1, 20, 3));
        database.commit();
        Contents second = contents.copy();
        contents.delete(database, "key-3");
        contents.upsert(database, Samples.records(2, 2, 3));
        database.commit();
        Contents third = contents.copy();
        contents.delete(database, "key-5");
        database.commit();
        return new History(second, third, contents);
      }
    }
  }

  @Test
  void versionIsCurrentAgainWithItsRecords() {
    History history = History.in(store);
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      RollbackResult result = database.rollback(2);
      assertThat(result.version()).isEqualTo(5);
      assertThat(result.restored()).isEqualTo(2);
      assertThat(result.replaced()).isEqualTo(4);
      assertThat(result.liveRows()).isEqualTo(20);
      assertThat(database.version()).isEqualTo(5);
      history.second().assertIn(database, "after rollback");
    }
    try (Vecgo reopened = Vecgo.open(store, MANUAL)) {
      history.second().assertIn(reopened, "reopened");
      assertThat(reopened.versions().getLast().operation()).isEqualTo(Operation.ROLLBACK);
    }
  }

  @Test
  void rollbackIsTakenBackByAnother() {
    History history = History.in(store);
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      database.rollback(2);
      database.rollback(4);
      history.fourth().assertIn(database, "back again");
      database.rollback(3);
      history.third().assertIn(database, "between");
    }
  }

  @Test
  void idsOfRecordsThatWereUndoneAreNotUsedAgain() {
    History.in(store);
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      long newest = database.insert(VectorRecord.of(1, 2, 3));
      database.commit();
      database.rollback(2);
      assertThat(database.insert(VectorRecord.of(1, 2, 3))).isEqualTo(newest + 1);
    }
  }

  @Test
  void writesGoOnAfterARollback() {
    History history = History.in(store);
    Contents contents = history.second().copy();
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      database.rollback(2);
      contents.delete(database, "key-7");
      contents.insert(database, CompactionTest.records(100, 110));
      database.commit();
      contents.assertIn(database, "committed");
      database.compact();
      contents.assertIn(database, "compacted");
    }
    try (Vecgo reopened = Vecgo.open(store, MANUAL)) {
      contents.assertIn(reopened, "reopened");
    }
  }

  @Test
  void pendingWritesAreNotLostByARollback() {
    History history = History.in(store);
    Contents contents = history.fourth().copy();
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      contents.delete(database, "key-9");
      assertThatExceptionOfType(PendingWritesException.class)
          .isThrownBy(() -> database.rollback(2))
          .withMessageContaining("commit them");
      contents.insert(database, CompactionTest.records(100, 101));
      assertThatExceptionOfType(PendingWritesException.class)
          .isThrownBy(() -> database.rollback(2));
      contents.assertIn(database, "refused");
      database.commit();
      assertThat(database.rollback(2).version()).isEqualTo(6);
      history.second().assertIn(database, "after the commit");
    }
  }

  @Test
  void rollbackToTheCurrentVersionWritesNothing() {
    History.in(store);
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      assertThat(database.rollback(4).version()).isEqualTo(4);
      assertThat(database.versions()).hasSize(4);
    }
  }

  @Test
  void versionThatIsNotThereIsRefused() {
    History.in(store);
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      assertThatExceptionOfType(NoSuchVersionException.class)
          .isThrownBy(() -> database.rollback(17))
          .withMessageContaining("1 to 4");
    }
  }

  @Test
  void schemaIsThatOfTheOldVersion() {
    History.in(store);
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      database.declare(new Schema.Field("year", FieldType.INT, Schema.Presence.OPTIONAL));
      database.commit();
      database.rollback(4);
      assertThat(database.schema()).isEqualTo(Schema.NONE);
    }
  }

  @Test
  void snapshotsDoNotNoticeARollback() {
    History.in(store);
    try (Vecgo database = Vecgo.open(store, MANUAL);
        Snapshot snapshot = database.snapshot()) {
      database.rollback(2);
      assertThat(snapshot.get("key-3")).isEmpty();
      assertThat(database.get("key-3")).isPresent();
    }
  }

  @Test
  void mergeThatARollbackOvertakesIsThrownAway() {
    HookedStore hooked = new HookedStore(store);
    History history = History.in(hooked);
    try (Vecgo database = Vecgo.open(hooked, MANUAL)) {
      hooked.beforeCreating("segment-", () -> database.rollback(2));
      assertThat(database.compact().segmentsMerged()).isZero();
      assertThat(database.version()).isEqualTo(5);
      history.second().assertIn(database, "merge thrown away");
      assertThat(database.compact().segmentsMerged()).isZero(); // one segment, nothing deleted
    }
    try (Vecgo reopened = Vecgo.open(hooked, MANUAL)) {
      history.second().assertIn(reopened, "reopened");
    }
  }

  /** The sources are still there, but rows came back to life that the merge has left out. */
  @Test
  void mergeLosesNoRowThatARollbackBroughtBack() {
    HookedStore hooked = new HookedStore(store);
    History history = History.in(hooked);
    try (Vecgo database = Vecgo.open(hooked, MANUAL)) {
      hooked.beforeCreating("segment-", () -> database.rollback(3));
      database.compact();
      history.third().assertIn(database, "merged beside a rollback");
    }
    try (Vecgo reopened = Vecgo.open(hooked, MANUAL)) {
      history.third().assertIn(reopened, "reopened");
    }
  }

  @Test
  void rollbackThatFailsAtAnyStepChangesNothing() {
    for (int step = 1; step < STEPS_MAX; step++) {
      FailingStore failing = new FailingStore(new MemoryStore());
      History history = History.in(failing);
      try (Vecgo database = Vecgo.open(failing, MANUAL)) {
        failing.failAt(step, Failure.NOTHING_DONE);
        try {
          database.rollback(2);
          assertThat(failing.disarm()).isTrue();
          assertThat(step).as("steps of a rollback").isGreaterThan(3);
          return;
        } catch (StoreException _) {
          history.fourth().assertIn(database, "after failure of step " + step);
          database.rollback(2);
          history.second().assertIn(database, "second try, step " + step);
        }
      }
    }
  }

  @Test
  void rollbackWhoseAnswerWasLostIsDone() {
    FailingStore failing = new FailingStore(new MemoryStore());
    History history = History.in(failing);
    try (Vecgo database = Vecgo.open(failing, MANUAL)) {
      failing.failAt(4, Failure.ANSWER_LOST);
      try {
        database.rollback(2);
      } catch (StoreException _) {
        database.rollback(2);
      }
      failing.disarm();
      history.second().assertIn(database, "after a lost answer");
    }
    try (Vecgo reopened = Vecgo.open(failing, MANUAL)) {
      history.second().assertIn(reopened, "reopened");
    }
  }

  @Test
  void nothingIsWrittenWhileNobodyKnowsWhetherARollbackWasDone() {
    FailingStore failing = new FailingStore(new MemoryStore());
    History history = History.in(failing);
    try (Vecgo database = Vecgo.open(failing, MANUAL)) {
      database.compact();
      int step = failUndecided(failing, database);
      history.fourth().assertIn(database, "undecided");
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> database.upsert(Samples.records(3, 1, 3).getFirst()))
          .withMessageContaining("rollback");
      assertThatExceptionOfType(StoreException.class).isThrownBy(() -> database.delete("key-1"));
      database.commit();
      history.second().assertIn(database, "found done, failed from step " + step);
      Contents after = history.second().copy();
      after.upsert(database, Samples.records(3, 2, 3));
      database.commit();
      after.assertIn(database, "written again");
    }
  }

  /** Lets a rollback be done without an answer, and all questions after it fail. */
  private static int failUndecided(FailingStore failing, Vecgo database) {
    for (int step = STEPS_MAX; step > 0; step--) {
      failing.failFrom(step, Failure.ANSWER_LOST);
      try {
        database.rollback(2);
        failing.disarm();
        database.rollback(5);
      } catch (StoreException _) {
        failing.disarm();
        return step;
      }
    }
    throw new AssertionError("a rollback has no steps");
  }
}
