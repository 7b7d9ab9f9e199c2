package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.Versions;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Metric;
import io.vecgo.model.Operation;
import io.vecgo.model.StoreException;
import io.vecgo.model.VecgoException;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobStore;
import io.vecgo.store.FailingStore;
import io.vecgo.store.FailingStore.Failure;
import io.vecgo.store.HookedStore;
import io.vecgo.store.LocalStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A compaction that fails, at whichever of its steps, changes nothing. */
class FailedCompactionTest {
  private static final int DIMENSION = 3;
  private static final int STEPS_MAX = 500;
  private static final OpenOptions MANUAL = OpenOptions.defaults().withoutAutomaticCompaction();

  /**
   * A database in which a compaction has everything to do: tombstones to read, and deletes
   * committed meanwhile, as well as some that are not, to carry over.
   *
   * @param contents what it holds
   * @param committed what it holds after a crash
   */
  private record Pending(
      FailingStore store, Vecgo database, Contents contents, Contents committed) {

    static Pending in(BlobStore inner) {
      HookedStore hooked = new HookedStore(inner);
      FailingStore store = new FailingStore(hooked);
      Vecgo.create(store, CreateOptions.of(DIMENSION, Metric.COSINE)).close();
      Vecgo database = Vecgo.open(store, MANUAL);
      Contents contents = new Contents();
      CompactionTest.fill(database, contents);
      Pending pending = new Pending(store, database, contents, contents.copy());
      contents.delete(database, "key-7");
      hooked.beforeCreating("segment-", pending::writeMeanwhile);
      return pending;
    }

    private void writeMeanwhile() {
      contents.delete(database, "key-10");
      database.commit();
      committed.become(contents);
      contents.delete(database, "key-20");
      contents.insert(database, CompactionTest.records(30, 33));
    }

    /** The failure of a compaction in which a step fails; empty if it does not have so many. */
    Optional<VecgoException> compactFailingAt(int step, Failure how) {
      store.failAt(step, how);
      try {
        database.compact();
        assertThat(store.disarm()).as("compaction returned after a failed step").isTrue();
        return Optional.empty();
      } catch (VecgoException failure) {
        return Optional.of(failure);
      }
    }

    /** If the answer to the commit's last step was lost, the commit is done. */
    void noteLostCommit() throws IOException {
      Manifest newest = new Versions(store).newest().orElseThrow();
      if (newest.version() > database.version() && newest.operation() == Operation.COMMIT) {
        committed.become(contents);
      }
    }

    void crashAndCheck(String when) {
      database.closeDiscarding();
      try (Vecgo reopened = Vecgo.open(store, MANUAL)) {
        committed.assertIn(reopened, when);
      }
    }
  }

  /** Runs what follows a failed compaction once for each step that can fail. */
  private static void afterFailureOfEachStep(Consumer<Pending> then) {
    for (int step = 1; step < STEPS_MAX; step++) {
      Pending pending = Pending.in(new MemoryStore());
      Optional<VecgoException> failure = pending.compactFailingAt(step, Failure.NOTHING_DONE);
      if (failure.isEmpty()) {
        assertThat(step).as("steps of a compaction").isGreaterThan(20);
        return;
      }
      assertThat(failure.get()).as("step " + step).isInstanceOf(StoreException.class);
      pending.contents().assertIn(pending.database(), "after failure of step " + step);
      assertThat(pending.database().stats().segmentCount()).isGreaterThan(1);
      then.accept(pending);
      pending.crashAndCheck("reopened, step " + step);
    }
    throw new AssertionError("a compaction of more than " + STEPS_MAX + " steps");
  }

  @Test
  void nextCompactionDoesWhatAFailedOneDidNot() {
    afterFailureOfEachStep(pending -> {
      pending.database().compact();
      assertThat(pending.database().stats().segmentCount()).isEqualTo(1);
      pending.contents().assertIn(pending.database(), "compacted");
    });
  }

  @Test
  void commitAfterAFailedCompactionLosesNothing() {
    afterFailureOfEachStep(pending -> {
      pending.contents().delete(pending.database(), "key-21");
      pending.database().commit();
      pending.committed().become(pending.contents());
    });
  }

  @Test
  void filesOnDiskAreWholeAfterAFailure(@TempDir Path directory) throws IOException {
    for (int step = 1; step <= 60; step += 12) {
      Pending pending = Pending.in(LocalStore.open(directory.resolve("step-" + step)));
      pending.compactFailingAt(step, Failure.NOTHING_DONE);
      pending.contents().assertIn(pending.database(), "after failure of step " + step);
      pending.database().compact();
      pending.contents().assertIn(pending.database(), "compacted after failure of step " + step);
      pending.crashAndCheck("reopened, step " + step);
    }
  }

  /** Compacts while the store does its work and does not answer; false if it has answered. */
  private static boolean compactUnanswered(Pending pending) {
    try {
      pending.database().compact();
    } catch (StoreException unanswered) {
      assertThat(unanswered).hasMessageContaining("nothing is lost");
    }
    return !pending.store().disarm();
  }

  private static void compactOnce(Pending pending, String when) throws IOException {
    pending.contents().assertIn(pending.database(), when);
    pending.noteLostCommit();
    pending.database().compact();
    assertThat(pending.database().stats().segmentCount()).as(when).isEqualTo(1);
    pending.contents().assertIn(pending.database(), "once more " + when);
    pending.crashAndCheck("reopened " + when);
  }

  @Test
  void lostAnswerToAnyStepLosesNothing() throws IOException {
    for (int step = 1; step < STEPS_MAX; step++) {
      Pending pending = Pending.in(new MemoryStore());
      pending.store().failAt(step, Failure.ANSWER_LOST);
      if (!compactUnanswered(pending)) {
        assertThat(step).as("steps of a compaction").isGreaterThan(20);
        return;
      }
      compactOnce(pending, "after a lost answer to step " + step);
    }
    throw new AssertionError("a compaction of more than " + STEPS_MAX + " steps");
  }

  @Test
  void storeThatStopsAnsweringLosesNothing() throws IOException {
    for (int step = 1; step < STEPS_MAX; step++) {
      Pending pending = Pending.in(new MemoryStore());
      pending.store().failFrom(step, Failure.ANSWER_LOST);
      if (!compactUnanswered(pending)) {
        assertThat(step).as("steps of a compaction").isGreaterThan(20);
        return;
      }
      compactOnce(pending, "after silence from step " + step);
    }
    throw new AssertionError("a compaction of more than " + STEPS_MAX + " steps");
  }

  @Test
  void failedCompactionTakesItsFilesBack() throws IOException {
    MemoryStore inner = new MemoryStore();
    FailingStore store = new FailingStore(inner);
    try (Vecgo database = Vecgo.create(store, CreateOptions.of(DIMENSION, Metric.L2))) {
      CompactionTest.fill(database, new Contents());
      List<BlobInfo> before = inner.list("");
      for (int step = 1; ; step++) {
        store.failAt(step, Failure.NOTHING_DONE);
        try {
          database.compact();
          assertThat(store.disarm()).isTrue();
          return;
        } catch (StoreException failure) {
          assertThat(inner.list("")).as("after failure of step " + step).isEqualTo(before);
        }
      }
    }
  }

  @Test
  void damagedRowsAreNotCarriedIntoANewSegment(@TempDir Path directory) throws IOException {
    Vecgo.create(directory, CreateOptions.of(DIMENSION, Metric.L2)).close();
    try (Vecgo database = Vecgo.open(directory, MANUAL)) {
      CompactionTest.fill(database, new Contents());
    }
    Path oldest = directory.resolve(LocalStore.open(directory).list("segment-").getFirst().name());
    byte[] bytes = Files.readAllBytes(oldest);
    bytes[64] ^= 1;
    Files.write(oldest, bytes);
    try (Vecgo database = Vecgo.open(directory, MANUAL)) {
      long version = database.version();
      assertThatExceptionOfType(CorruptException.class)
          .isThrownBy(database::compact)
          .satisfies(
              corrupt -> assertThat(corrupt.file()).isEqualTo(oldest.getFileName().toString()));
      assertThat(database.version()).isEqualTo(version);
      assertThat(database.get("key-20")).isPresent();
    }
  }
}
