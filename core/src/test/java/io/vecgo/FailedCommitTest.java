package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.Versions;
import io.vecgo.model.ConflictException;
import io.vecgo.model.Metric;
import io.vecgo.model.Operation;
import io.vecgo.model.StoreException;
import io.vecgo.model.VecgoException;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobStore;
import io.vecgo.store.FailingStore;
import io.vecgo.store.FailingStore.Failure;
import io.vecgo.store.LocalStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A commit that fails, at whichever of its steps, loses nothing. */
class FailedCommitTest {
  private static final int DIMENSION = 3;
  private static final int STEPS_MAX = 500;

  /** A database in which everything is pending that a commit can write. */
  private record Pending(FailingStore store, Vecgo database, Contents contents) {

    static Pending in(BlobStore inner) {
      FailingStore store = new FailingStore(inner);
      Vecgo database = Vecgo.create(store, CreateOptions.of(DIMENSION, Metric.COSINE));
      Contents contents = new Contents();
      contents.insert(database, records(0, 10));
      database.commit();
      contents.insert(database, records(10, 15));
      contents.delete(database, "key-4");
      database.commit();
      contents.delete(database, "key-5");
      contents.delete(database, "key-12");
      contents.insert(database, records(20, 30));
      contents.upsert(database, Samples.records(2, 2, DIMENSION));
      contents.delete(database, "key-25");
      return new Pending(store, database, contents);
    }

    /** The failure of a commit in which a step fails; empty if it does not have so many. */
    Optional<VecgoException> commitFailingAt(int step, Failure how) {
      store.failAt(step, how);
      try {
        database.commit();
        assertThat(store.disarm()).as("commit returned after a failed step").isTrue();
        return Optional.empty();
      } catch (VecgoException failure) {
        return Optional.of(failure);
      }
    }

    /** Leaves the database as a process that dies. */
    void assertDurable(String when) {
      database.closeDiscarding();
      try (Vecgo reopened = Vecgo.open(store, OpenOptions.defaults())) {
        contents.assertIn(reopened, when);
      }
    }
  }

  private static List<VectorRecord> records(int from, int to) {
    return Samples.records(1, to, DIMENSION).subList(from, to);
  }

  /** Runs what follows a failed commit once for each step that can fail. */
  private static void afterFailureOfEachStep(Consumer<Pending> then) {
    for (int step = 1; step < STEPS_MAX; step++) {
      Pending pending = Pending.in(new MemoryStore());
      Optional<VecgoException> failure = pending.commitFailingAt(step, Failure.NOTHING_DONE);
      if (failure.isEmpty()) {
        assertThat(step).as("steps of a commit").isGreaterThan(20);
        return;
      }
      assertThat(failure.get()).as("step " + step).isInstanceOf(StoreException.class);
      pending.contents().assertIn(pending.database(), "after failure of step " + step);
      then.accept(pending);
      pending.assertDurable("reopened, step " + step);
    }
    throw new AssertionError("a commit of more than " + STEPS_MAX + " steps");
  }

  @Test
  void nextCommitWritesWhatAFailedOneDidNot() {
    afterFailureOfEachStep(pending -> {
      long version = pending.database().version();
      assertThat(pending.database().commit().version()).isEqualTo(version + 1);
      assertThat(pending.database().commit().version()).isEqualTo(version + 1);
    });
  }

  @Test
  void closeWritesWhatAFailedCommitDidNot() {
    afterFailureOfEachStep(pending -> {
      pending.database().close();
      Vecgo reopened = Vecgo.open(pending.store(), OpenOptions.defaults());
      pending.contents().assertIn(reopened);
      reopened.close();
    });
  }

  @Test
  void writesAfterAFailureAreCommittedWithThoseBeforeIt() {
    afterFailureOfEachStep(pending -> {
      pending.contents().insert(pending.database(), records(30, 33));
      pending.contents().delete(pending.database(), "key-6");
      pending.contents().delete(pending.database(), "key-21");
      pending.contents().upsert(pending.database(), Samples.records(3, 1, DIMENSION));
      pending.contents().assertIn(pending.database(), "before the second commit");
      pending.database().commit();
    });
  }

  @Test
  void failedCommitsInARowLoseNothing() {
    Pending pending = Pending.in(new MemoryStore());
    for (int i = 0; i < 5; i++) {
      assertThat(pending.commitFailingAt(4 * i + 3, Failure.NOTHING_DONE)).isPresent();
      pending.contents().insert(pending.database(), records(30 + i, 31 + i));
    }
    pending.contents().assertIn(pending.database(), "after the failures");
    pending.database().commit();
    pending.assertDurable("reopened");
  }

  @Test
  void failedCommitLeavesNoVersion() {
    Pending pending = Pending.in(new MemoryStore());
    long version = pending.database().version();
    assertThat(pending.commitFailingAt(3, Failure.NOTHING_DONE)).isPresent();
    assertThat(pending.database().version()).isEqualTo(version);
    pending.database().closeDiscarding();
    try (Vecgo reopened = Vecgo.open(pending.store(), OpenOptions.defaults())) {
      assertThat(reopened.version()).isEqualTo(version);
    }
  }

  @Test
  void closeThatCannotCommitLeavesTheDatabaseOpen() {
    Pending pending = Pending.in(new MemoryStore());
    pending.store().failAt(1, Failure.NOTHING_DONE);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(pending.database()::close)
        .withMessageContaining("nothing is lost");
    pending.contents().assertIn(pending.database());
    pending.database().close();
    try (Vecgo reopened = Vecgo.open(pending.store(), OpenOptions.defaults())) {
      pending.contents().assertIn(reopened);
    }
  }

  /** Commits while the store does its work and does not answer; false if it has answered. */
  private static boolean commitUnanswered(Pending pending) {
    try {
      pending.database().commit();
    } catch (StoreException unanswered) {
      assertThat(unanswered).hasMessageContaining("nothing is lost");
    }
    return !pending.store().disarm();
  }

  private static void commitOnce(Pending pending, long version, String when) {
    pending.contents().assertIn(pending.database(), when);
    pending.database().commit();
    assertThat(pending.database().version()).as(when).isEqualTo(version + 1);
    pending.assertDurable("reopened " + when);
  }

  @Test
  void lostAnswerToAnyStepPublishesOneVersion() {
    for (int step = 1; step < STEPS_MAX; step++) {
      Pending pending = Pending.in(new MemoryStore());
      long version = pending.database().version();
      pending.store().failAt(step, Failure.ANSWER_LOST);
      if (!commitUnanswered(pending)) {
        assertThat(step).as("steps of a commit").isGreaterThan(20);
        return;
      }
      commitOnce(pending, version, "after a lost answer to step " + step);
    }
    throw new AssertionError("a commit of more than " + STEPS_MAX + " steps");
  }

  @Test
  void storeThatStopsAnsweringPublishesOneVersion() {
    for (int step = 1; step < STEPS_MAX; step++) {
      Pending pending = Pending.in(new MemoryStore());
      long version = pending.database().version();
      pending.store().failFrom(step, Failure.ANSWER_LOST);
      if (!commitUnanswered(pending)) {
        assertThat(step).as("steps of a commit").isGreaterThan(20);
        return;
      }
      commitOnce(pending, version, "after silence from step " + step);
    }
    throw new AssertionError("a commit of more than " + STEPS_MAX + " steps");
  }

  @Test
  void commitWhoseLastAnswerWasLostReturnsItsVersion() {
    Pending pending = Pending.in(new MemoryStore());
    long version = pending.database().version();
    pending.store().failAt(stepsOfCommit(), Failure.ANSWER_LOST);
    assertThat(pending.database().commit().version()).isEqualTo(version + 1);
    pending.assertDurable("reopened");
  }

  @Test
  void versionThatNobodyCouldLookAtIsFoundByTheNextCommit() {
    Pending pending = Pending.in(new MemoryStore());
    long version = pending.database().version();
    pending.store().failFrom(stepsOfCommit(), Failure.ANSWER_LOST);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(pending.database()::commit)
        .withMessageContaining("version " + (version + 1) + " was published");
    assertThat(pending.database().version()).isEqualTo(version);
    pending.store().disarm();
    assertThat(pending.database().commit().version()).isEqualTo(version + 1);
    pending.contents().insert(pending.database(), records(30, 33));
    assertThat(pending.database().commit().version()).isEqualTo(version + 2);
    pending.assertDurable("reopened");
  }

  /** The last one publishes the manifest. */
  private static int stepsOfCommit() {
    int step = 1;
    while (Pending.in(new MemoryStore()).commitFailingAt(step, Failure.NOTHING_DONE).isPresent()) {
      step++;
    }
    return step - 1;
  }

  @Test
  void failedCommitTakesItsFilesBack() throws IOException {
    MemoryStore inner = new MemoryStore();
    Pending pending = Pending.in(inner);
    List<BlobInfo> before = inner.list("");
    assertThat(pending.commitFailingAt(stepsOfCommit(), Failure.NOTHING_DONE)).isPresent();
    assertThat(inner.list("")).isEqualTo(before);
    pending.database().closeDiscarding();
  }

  @Test
  void filesThatAVersionMayNameAreKept() throws IOException {
    MemoryStore inner = new MemoryStore();
    Pending pending = Pending.in(inner);
    int before = inner.list("").size();
    pending.store().failFrom(stepsOfCommit(), Failure.NOTHING_DONE);
    assertThatExceptionOfType(StoreException.class).isThrownBy(pending.database()::commit);
    assertThat(inner.list("")).hasSizeGreaterThan(before);
    pending.store().disarm();
    pending.database().commit();
    pending.assertDurable("reopened");
  }

  @Test
  void filesOnDiskAreWholeAfterAFailure(@TempDir Path directory) throws IOException {
    for (int step = 1; step <= 40; step += 3) {
      Path database = directory.resolve("step-" + step);
      Pending pending = Pending.in(LocalStore.open(database));
      pending.commitFailingAt(step, Failure.NOTHING_DONE);
      pending.contents().assertIn(pending.database(), "after failure of step " + step);
      pending.database().commit();
      pending.assertDurable("reopened, step " + step);
    }
  }

  @Test
  void versionOfAnotherWriterIsNeverWrittenOver() throws IOException {
    MemoryStore inner = new MemoryStore();
    Pending pending = Pending.in(inner);
    long taken = pending.database().version() + 1;
    Versions versions = new Versions(inner);
    versions.publish(versionAfter(versions));
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatExceptionOfType(ConflictException.class)
          .isThrownBy(pending.database()::commit)
          .satisfies(conflict -> assertThat(conflict.version()).isEqualTo(taken))
          .withMessageContaining("version " + taken);
    }
    pending.contents().assertIn(pending.database(), "after the conflict");
    pending.database().closeDiscarding();
    try (Vecgo reopened = Vecgo.open(inner, OpenOptions.defaults())) {
      assertThat(reopened.version()).isEqualTo(taken);
    }
  }

  /** What another writer would publish that changes nothing. */
  private static Manifest versionAfter(Versions versions) throws IOException {
    Manifest newest = versions.newest().orElseThrow();
    return newest.next(
        newest.createdAt(),
        Operation.COMMIT,
        newest.schema(),
        newest.nextId(),
        newest.nextFile() + 100,
        newest.segments());
  }
}
