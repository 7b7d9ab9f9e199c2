package io.vecgo.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.cli.Main;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.VersionComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployment has written nonsense: look at the version before, compare, go back, clean up. */
class VersionDrillTest {
  private static final int ROWS = 50;
  private static final Query QUERY = Query.of(0, 1).k(20);

  @TempDir private Path directory;

  private long good;
  private long bad;

  private Path path() {
    return directory.resolve("db");
  }

  @BeforeEach
  void deploy() {
    try (Vecgo database = Vecgo.create(path(), CreateOptions.of(2, Metric.L2))) {
      for (int i = 0; i < ROWS; i++) {
        database.insert(VectorRecord.of(i, 1).withKey("key-" + i));
      }
      good = database.commit().version();
      for (int i = 0; i < ROWS; i += 2) {
        database.upsert(VectorRecord.of(-i, 1_000).withKey("key-" + i));
      }
      database.delete("key-1");
      bad = database.commit().version();
    }
  }

  private static Set<Long> ids(Vecgo database) {
    return database.search(QUERY).hits().stream().map(Hit::id).collect(Collectors.toSet());
  }

  @Test
  void versionBeforeIsOpenedBesideTheCurrentOne() {
    OpenOptions before = OpenOptions.defaults().atVersion(bad - 1);
    try (Vecgo current = Vecgo.open(path());
        Vecgo old = Vecgo.open(path(), before)) {
      assertThat(old.stats().manifestId()).isEqualTo(good);
      assertThat(old.stats().totalVectors()).isEqualTo(ROWS);
      assertThat(old.get("key-1")).isPresent();
      assertThat(current.get("key-1")).isEmpty();
    }
  }

  @Test
  void differenceOfRecallIsTheSameByHandAndByComparison() {
    try (Vecgo current = Vecgo.open(path());
        Vecgo old = Vecgo.open(path(), OpenOptions.defaults().atVersion(good))) {
      Set<Long> both = new HashSet<>(ids(old));
      both.retainAll(ids(current));
      VersionComparison comparison = current.compare(good, bad, List.of(QUERY));
      assertThat(comparison.overlap()).isEqualTo((double) both.size() / ids(old).size());
      assertThat(comparison.overlap()).isLessThan(0.6);
      assertThat(comparison.lost()).isEqualTo((long) ids(old).size() - both.size());
    }
  }

  @Test
  void badDeploymentIsRolledBackAndTheRollbackCanBeTakenBack() {
    try (Vecgo database = Vecgo.open(path())) {
      database.rollback(good);
      assertThat(database.stats().totalVectors()).isEqualTo(ROWS);
      assertThat(database.get("key-1")).isPresent();
      database.rollback(bad);
      assertThat(database.get("key-1")).isEmpty();
    }
  }

  private SecondProcess vacuum() throws IOException, InterruptedException {
    return SecondProcess.run(
        List.of(),
        Main.class,
        "vacuum",
        path().toString(),
        "--keep-versions",
        "1",
        "--grace-period",
        "0s");
  }

  @Test
  void vacuumFromCronDeletesOldVersionsWhileAReaderGoesOn()
      throws IOException, InterruptedException {
    try (Vecgo old = Vecgo.open(path(), OpenOptions.defaults().atVersion(good))) {
      SecondProcess cron = vacuum();
      assertThat(cron.exitCode()).as(cron.output()).isZero();
      assertThat(ids(old)).hasSize(QUERY.k());
    }
    try (Vecgo database = Vecgo.open(path())) {
      assertThat(database.versions()).hasSize(1);
    }
  }

  @Test
  void vacuumFromCronBesideAWriterChangesNothingAndSaysWhoWrites()
      throws IOException, InterruptedException {
    try (Vecgo writer = Vecgo.open(path())) {
      SecondProcess cron = vacuum();
      assertThat(cron.exitCode()).isEqualTo(1);
      assertThat(cron.output()).contains("process " + ProcessHandle.current().pid());
      assertThat(writer.versions()).hasSize(3);
    }
  }
}
