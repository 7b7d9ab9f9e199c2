package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vecgo.model.FixedVersionException;
import io.vecgo.model.Metric;
import io.vecgo.model.NoSuchVersionException;
import io.vecgo.model.Operation;
import io.vecgo.model.Query;
import io.vecgo.model.ReadOnlyException;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.RefreshResult;
import io.vecgo.observe.VersionInfo;
import io.vecgo.store.BlobStore;
import io.vecgo.store.MemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Older versions beside the current one, and readers that follow it. */
class OldVersionsTest {
  private static final CreateOptions OPTIONS = CreateOptions.of(3, Metric.L2);
  private static final OpenOptions MANUAL = OpenOptions.defaults().withoutAutomaticCompaction();
  private static final OpenOptions READ_ONLY = OpenOptions.defaults().readOnly();

  private final BlobStore store = new MemoryStore();

  /**
   * Version 2 has {@code a} and {@code b}, version 3 lost {@code a}, version 4 has {@code c} too.
   */
  static void fill(BlobStore store) {
    Vecgo.create(store, OPTIONS).close();
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      database.insert(VectorRecord.of(1, 0, 0).withKey("a"));
      database.insert(VectorRecord.of(0, 1, 0).withKey("b"));
      database.commit();
      database.delete("a");
      database.commit();
      database.insert(VectorRecord.of(0, 0, 1).withKey("c"));
      database.commit();
    }
  }

  private static String keys(Vecgo database) {
    return String.join(
        "",
        database.search(Query.of(1, 1, 1).k(10)).hits().stream()
            .map(hit -> hit.key().orElseThrow())
            .sorted()
            .toList());
  }

  private String keysAt(long version) {
    try (Vecgo old = Vecgo.open(store, OpenOptions.defaults().atVersion(version))) {
      assertThat(old.version()).isEqualTo(version);
      return keys(old);
    }
  }

  @Test
  void everyVersionHasItsRecordsBesideAWriter() {
    fill(store);
    try (Vecgo writer = Vecgo.open(store, MANUAL)) {
      writer.insert(VectorRecord.of(1, 1, 1).withKey("d"));
      assertThat(keysAt(1)).isEmpty();
      assertThat(keysAt(2)).isEqualTo("ab");
      assertThat(keysAt(3)).isEqualTo("b");
      assertThat(keysAt(4)).isEqualTo("bc");
      assertThat(keys(writer)).isEqualTo("bcd");
    }
  }

  @Test
  void deletedRecordsStayDeletedInOldVersions() {
    fill(store);
    try (Vecgo old = Vecgo.open(store, OpenOptions.defaults().atVersion(3))) {
      assertThat(old.get("a")).isEmpty();
      assertThat(old.get("b")).isPresent();
      assertThat(old.stats().totalVectors()).isEqualTo(1);
    }
  }

  @Test
  void openingForWritingRemovesNoFileOfAnOldVersion() {
    fill(store);
    Vecgo.open(store, MANUAL).close();
    assertThat(keysAt(2)).isEqualTo("ab");
  }

  @Test
  void compactionKeepsTheFilesOfOldVersions() {
    fill(store);
    try (Vecgo writer = Vecgo.open(store, MANUAL)) {
      writer.compact();
    }
    assertThat(keysAt(2)).isEqualTo("ab");
    assertThat(keysAt(5)).isEqualTo("bc");
  }

  @Test
  void compactionAndTheCommitAfterItAreTwoVersions() {
    fill(store);
    try (Vecgo writer = Vecgo.open(store, MANUAL)) {
      assertThat(writer.compact().version()).isEqualTo(5);
      assertThat(writer.version()).isEqualTo(5);
      writer.delete("b");
      assertThat(writer.commit().version()).isEqualTo(6);
    }
    assertThat(keysAt(5)).isEqualTo("bc");
    assertThat(keysAt(6)).isEqualTo("c");
  }

  @Test
  void versionThatIsNotThereIsRefusedWithThoseThatAre() {
    fill(store);
    assertThatExceptionOfType(NoSuchVersionException.class)
        .isThrownBy(() -> keysAt(9))
        .withMessageContaining("no version 9")
        .withMessageContaining("1 to 4");
    assertThatIllegalArgumentException().isThrownBy(() -> OpenOptions.defaults().atVersion(0));
  }

  @Test
  void instantOpensTheVersionThatWasCurrentThen() {
    fill(store);
    List<VersionInfo> versions;
    try (Vecgo reader = Vecgo.open(store, READ_ONLY)) {
      versions = reader.versions();
    }
    Instant third = versions.get(2).createdAt();
    Instant fourth = versions.get(3).createdAt();
    assertThat(keysAsOf(third)).isEqualTo("b");
    assertThat(keysAsOf(fourth.minusNanos(1))).isEqualTo("b");
    assertThat(keysAsOf(fourth)).isEqualTo("bc");
    assertThat(keysAsOf(Instant.MAX)).isEqualTo("bc");
  }

  private String keysAsOf(Instant instant) {
    try (Vecgo old = Vecgo.open(store, OpenOptions.defaults().asOf(instant))) {
      return keys(old);
    }
  }

  @Test
  void instantBeforeTheFirstVersionIsRefused() {
    fill(store);
    Instant before = Instant.now().minus(Duration.ofDays(1));
    assertThatExceptionOfType(NoSuchVersionException.class)
        .isThrownBy(() -> keysAsOf(before))
        .withMessageContaining(before.toString())
        .withMessageContaining("oldest made at");
  }

  @Test
  void oldVersionsAreReadOnly() {
    fill(store);
    try (Vecgo old = Vecgo.open(store, OpenOptions.defaults().atVersion(2))) {
      assertThatExceptionOfType(ReadOnlyException.class).isThrownBy(old::commit);
      assertThatExceptionOfType(ReadOnlyException.class).isThrownBy(() -> old.rollback(1));
      assertThatExceptionOfType(ReadOnlyException.class).isThrownBy(() -> old.tag("t", 1));
    }
  }

  @Test
  void versionsTellWhatMadeThemAndWhatTheyCost() {
    fill(store);
    try (Vecgo reader = Vecgo.open(store, READ_ONLY)) {
      List<VersionInfo> versions = reader.versions();
      assertThat(versions).extracting(VersionInfo::number).containsExactly(1L, 2L, 3L, 4L);
      assertThat(versions)
          .extracting(VersionInfo::operation)
          .containsExactly(Operation.CREATE, Operation.COMMIT, Operation.COMMIT, Operation.COMMIT);
      assertThat(versions).extracting(VersionInfo::liveRows).containsExactly(0L, 2L, 1L, 2L);
      assertThat(versions).extracting(VersionInfo::segments).containsExactly(0, 1, 1, 2);
      assertThat(versions.get(3).bytesOfItsOwn()).isGreaterThan(1000); // its segment
      assertThat(versions.get(2).bytesOfItsOwn()).isLessThan(300); // its manifest
    }
  }

  @Test
  void listingSkipsNoVersionBecauseItHasPendingNeighbours() {
    fill(store);
    try (Vecgo writer = Vecgo.open(store, MANUAL)) {
      writer.insert(VectorRecord.of(1, 1, 1));
      assertThat(writer.versions()).hasSize(4);
    }
  }

  @Test
  void refreshMovesAReaderToTheNewestVersionAndReusesWhatIsOpen() {
    fill(store);
    try (Vecgo reader = Vecgo.open(store, READ_ONLY);
        Vecgo writer = Vecgo.open(store, MANUAL)) {
      writer.insert(VectorRecord.of(1, 1, 1).withKey("d"));
      writer.commit();
      writer.delete("b");
      writer.commit();
      assertThat(keys(reader)).isEqualTo("bc");
      RefreshResult moved = reader.refresh();
      assertThat(moved).isEqualTo(new RefreshResult(4, 6, 1, 2));
      assertThat(moved.isNewer()).isTrue();
      assertThat(keys(reader)).isEqualTo("cd");
      assertThat(reader.refresh().isNewer()).isFalse();
    }
  }

  @Test
  void snapshotsStayWhereTheyAreWhenTheirReaderIsRefreshed() {
    fill(store);
    try (Vecgo reader = Vecgo.open(store, READ_ONLY);
        Vecgo writer = Vecgo.open(store, MANUAL);
        Snapshot snapshot = reader.snapshot()) {
      writer.compact();
      writer.delete("b");
      writer.commit();
      reader.refresh();
      assertThat(snapshot.version()).isEqualTo(4);
      assertThat(snapshot.get("b")).isPresent();
      assertThat(reader.get("b")).isEmpty();
    }
  }

  @Test
  void readersOfOneVersionAreNotRefreshed() {
    fill(store);
    try (Vecgo old = Vecgo.open(store, OpenOptions.defaults().atVersion(2))) {
      assertThatExceptionOfType(FixedVersionException.class)
          .isThrownBy(old::refresh)
          .withMessageContaining("version 2");
    }
  }

  @Test
  void writersAreAtTheNewestVersionAlready() {
    fill(store);
    try (Vecgo writer = Vecgo.open(store, MANUAL)) {
      assertThat(writer.refresh().isNewer()).isFalse();
    }
  }

  @Test
  void directoriesKeepOldVersionsToo(@TempDir Path directory) {
    try (Vecgo writer = Vecgo.create(directory, OPTIONS)) {
      writer.insert(VectorRecord.of(1, 0, 0).withKey("a"));
      writer.commit();
      writer.delete("a");
      writer.commit();
      try (Vecgo old = Vecgo.open(directory, OpenOptions.defaults().atVersion(2))) {
        assertThat(keys(old)).isEqualTo("a");
      }
    }
  }
}
