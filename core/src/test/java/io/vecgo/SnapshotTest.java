package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vecgo.model.ClosedException;
import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.VectorRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot shows one instant, whatever happens to the database. */
class SnapshotTest {
  private static final int DIMENSION = 3;

  @TempDir Path directory;
  private Vecgo database;

  @BeforeEach
  void create() {
    database = Vecgo.create(directory, CreateOptions.of(DIMENSION, Metric.L2));
    database.insertAll(records(0, 10));
    database.commit();
    database.insertAll(records(10, 20));
    database.delete("key-2");
    database.delete("key-12");
  }

  private static List<VectorRecord> records(int from, int to) {
    return Samples.records(1, to, DIMENSION).subList(from, to);
  }

  /** All that a snapshot answers. */
  private static List<String> read(Snapshot snapshot) {
    List<String> answers = new ArrayList<>();
    answers.add("version " + snapshot.version());
    answers.add("count " + snapshot.count());
    for (Hit hit : snapshot.search(Query.of(1, 2, 3).k(1000)).hits()) {
      answers.add(hit.id() + " " + hit.key() + " " + hit.score() + " " + hit.metadata());
    }
    for (int i = 0; i < 60; i++) {
      answers.add("id " + i + " " + snapshot.get(i).map(StoredRecord::metadata));
      answers.add("key " + i + " " + snapshot.get("key-" + i).map(StoredRecord::id));
    }
    return answers;
  }

  @Test
  void snapshotShowsCommittedAndUncommittedRows() {
    try (Snapshot snapshot = database.snapshot()) {
      assertThat(snapshot.version()).isEqualTo(2);
      assertThat(snapshot.count()).isEqualTo(18);
      assertThat(snapshot.search(Query.of(1, 2, 3).k(1000)).hits()).hasSize(18);
      assertThat(snapshot.get("key-1")).isPresent();
      assertThat(snapshot.get("key-11")).isPresent();
      assertThat(snapshot.get("key-2")).isEmpty();
      assertThat(snapshot.get("key-12")).isEmpty();
    }
  }

  @Test
  void snapshotIsUnaffectedByLaterWritesAndCommits() {
    try (Snapshot snapshot = database.snapshot()) {
      List<String> before = read(snapshot);
      List<Runnable> changes =
          List.of(
              () -> database.insertAll(records(20, 30)),
              () -> database.delete("key-3"),
              () -> database.delete("key-13"),
              () -> database.upsertAll(Samples.records(2, 8, DIMENSION)),
              () -> database.commit(),
              () -> database.upsertAll(Samples.records(3, 16, DIMENSION)),
              () -> database.delete(Filter.eq("group", "g1")),
              () -> database.commit(),
              () -> database.insertAll(records(40, 50)),
              () -> database.delete(Filter.all()),
              () -> database.commit());
      for (int i = 0; i < changes.size(); i++) {
        changes.get(i).run();
        assertThat(read(snapshot)).as("after change " + i).isEqualTo(before);
      }
      assertThat(database.stats().totalVectors()).isZero();
    }
    database.close();
  }

  @Test
  void snapshotSurvivesTheClosingOfTheDatabase() {
    try (Snapshot snapshot = database.snapshot()) {
      List<String> before = read(snapshot);
      database.close();
      assertThat(read(snapshot)).isEqualTo(before);
    }
  }

  @Test
  void snapshotSurvivesTheDiscardingOfItsRows() {
    try (Snapshot snapshot = database.snapshot()) {
      List<String> before = read(snapshot);
      database.closeDiscarding();
      assertThat(read(snapshot)).isEqualTo(before);
    }
  }

  @Test
  void snapshotsOfDifferentInstantsStandSideBySide() {
    List<Snapshot> snapshots = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      snapshots.add(database.snapshot());
      database.insert(VectorRecord.of(i, 0, 0));
      if (i % 2 == 0) {
        database.commit();
      }
    }
    for (int i = 0; i < 6; i++) {
      assertThat(snapshots.get(i).count()).isEqualTo(18 + i);
      assertThat(snapshots.get(i).search(Query.of(1, 2, 3).k(100)).hits()).hasSize(18 + i);
    }
    snapshots.forEach(Snapshot::close);
    database.close();
  }

  @Test
  void closedSnapshotRefusesReads() {
    Snapshot snapshot = database.snapshot();
    snapshot.close();
    snapshot.close();
    assertThatExceptionOfType(ClosedException.class).isThrownBy(snapshot::version);
    assertThatExceptionOfType(ClosedException.class).isThrownBy(snapshot::count);
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> snapshot.get(1));
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> snapshot.get("key-1"));
    assertThatExceptionOfType(ClosedException.class)
        .isThrownBy(() -> snapshot.search(Query.of(1, 2, 3)));
    assertThat(database.get("key-1")).isPresent();
    database.close();
  }

  @Test
  void closingOneSnapshotTwiceLeavesOthersAlone() {
    Snapshot first = database.snapshot();
    try (Snapshot second = database.snapshot()) {
      first.close();
      first.close();
      first.close();
      database.commit();
      database.close();
      assertThat(second.search(Query.of(1, 2, 3).k(100)).hits()).hasSize(18);
    }
  }

  @Test
  void searchInASnapshotChecksItsInput() {
    try (Snapshot snapshot = database.snapshot()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> snapshot.search(Query.of(1, 2)))
          .withMessageContaining("dimension=2");
    }
    database.close();
  }
}
