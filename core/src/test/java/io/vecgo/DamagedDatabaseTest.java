package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.model.CorruptException;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobStore;
import io.vecgo.store.LocalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a database that were lost, cut, changed or exchanged are named, never believed. */
class DamagedDatabaseTest {
  private static final int DIMENSION = 3;

  @TempDir Path directory;

  @BeforeEach
  void createWithTwoSegmentsAndTombstones() {
    try (Vecgo database = Vecgo.create(directory, CreateOptions.of(DIMENSION, Metric.L2))) {
      database.insertAll(Samples.records(1, 30, DIMENSION));
      database.commit();
      database.upsertAll(Samples.records(2, 30, DIMENSION));
      database.commit();
      database.delete("key-3");
    }
  }

  /** The newest of the files whose names begin so. */
  private Path newest(String prefix) throws IOException {
    try (BlobStore store = LocalStore.open(directory)) {
      return directory.resolve(store.list(prefix).stream().map(BlobInfo::name).toList().getLast());
    }
  }

  private Path oldest(String prefix) throws IOException {
    try (BlobStore store = LocalStore.open(directory)) {
      return directory.resolve(store.list(prefix).getFirst().name());
    }
  }

  private void assertRefused(String file, String problem) {
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> Vecgo.open(directory))
        .satisfies(corrupt -> assertThat(corrupt.file()).isEqualTo(file))
        .satisfies(corrupt -> assertThat(corrupt.remedy()).contains("backup", "repair"))
        .withMessageContaining(file)
        .withMessageContaining(problem);
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> Vecgo.open(directory, OpenOptions.defaults().readOnly()));
  }

  private static void flip(Path file, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) at] ^= 0x10;
    Files.write(file, bytes);
  }

  @Test
  void missingTombstonesAreNamedAndNotTakenForNoDeletes() throws IOException {
    Path tombstones = newest("tombstones-");
    Files.delete(tombstones);
    assertRefused(tombstones.getFileName().toString(), "missing file");
  }

  @Test
  void changedManifestIsAChecksumMismatch() throws IOException {
    Path manifest = newest("manifest-");
    flip(manifest, Files.size(manifest) / 2);
    assertRefused(manifest.getFileName().toString(), "checksum mismatch");
  }

  @Test
  void manifestThatIsNoneHasAnInvalidMagic() throws IOException {
    Path manifest = newest("manifest-");
    Files.write(manifest, new byte[1000]);
    assertRefused(manifest.getFileName().toString(), "invalid magic");
  }

  @Test
  void emptyFilesAreTruncated() throws IOException {
    Path segment = newest("segment-");
    Files.write(segment, new byte[0]);
    assertRefused(segment.getFileName().toString(), "wrong length");
    Path manifest = newest("manifest-");
    Files.write(manifest, new byte[0]);
    assertRefused(manifest.getFileName().toString(), "truncated");
  }

  @Test
  void manifestUnderAnotherNameIsRefused() throws IOException {
    Path manifest = newest("manifest-");
    Path next = directory.resolve("manifest-00000000000000000099");
    Files.copy(manifest, next);
    assertRefused(next.getFileName().toString(), "wrong version");
  }

  @Test
  void copyOfAManifestBesideItIsIgnored() throws IOException {
    Path manifest = newest("manifest-");
    Files.copy(manifest, directory.resolve(manifest.getFileName() + ".bak"));
    try (Vecgo database = Vecgo.open(directory)) {
      assertThat(database.stats().totalVectors()).isEqualTo(29);
    }
  }

  @Test
  void changedTombstonesAreAChecksumMismatch() throws IOException {
    Path tombstones = newest("tombstones-");
    flip(tombstones, Files.size(tombstones) - 6);
    assertRefused(tombstones.getFileName().toString(), "checksum mismatch");
  }

  @Test
  void olderTombstonesInPlaceOfTheNewestAreRefused() throws IOException {
    Path tombstones = newest("tombstones-");
    byte[] older = Files.readAllBytes(oldest("tombstones-"));
    Files.write(tombstones, older);
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> Vecgo.open(directory))
        .withMessageContaining(tombstones.getFileName().toString());
  }

  @Test
  void segmentsOfEqualSizeThatWereExchangedAreRefused() throws IOException {
    Path first = oldest("segment-");
    Path second = newest("segment-");
    byte[] other = Files.readAllBytes(second);
    assertThat(Files.size(first)).isEqualTo(other.length);
    Files.write(first, other);
    assertRefused(first.getFileName().toString(), "not the file that was committed");
  }

  @Test
  void segmentOfAnotherDatabaseIsRefused() throws IOException {
    Path segment = newest("segment-");
    byte[] bytes = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(bytes, bytes.length + 64));
    assertRefused(segment.getFileName().toString(), "wrong length");
  }

  @Test
  void damagedRowsAreReportedByTheSearchThatReadsThem() throws IOException {
    Path segment = newest("segment-");
    flip(segment, 64);
    try (Vecgo database = Vecgo.open(directory)) {
      assertThatExceptionOfType(CorruptException.class)
          .isThrownBy(() -> database.search(Query.of(1, 2, 3)))
          .withMessageContaining(segment.getFileName().toString())
          .withMessageContaining("checksum mismatch")
          .withMessageContaining("VECTORS");
      assertThat(database.get("key-3")).isEmpty();
    }
  }

  @Test
  void databaseThatFailedToOpenIsNotLocked() throws IOException {
    Path manifest = newest("manifest-");
    byte[] intact = Files.readAllBytes(manifest);
    flip(manifest, 30);
    assertRefused(manifest.getFileName().toString(), "checksum mismatch");
    Files.write(manifest, intact);
    Vecgo.open(directory).close();
  }

  @Test
  void filesOfOthersAreLeftAlone() throws IOException {
    Path foreign = Files.writeString(directory.resolve("README.txt"), "mine");
    Path segment = Files.writeString(directory.resolve("segment-99.bin"), "not mine");
    try (Vecgo database = Vecgo.open(directory)) {
      database.insertAll(Samples.records(5, 40, DIMENSION).subList(35, 40));
    }
    assertThat(foreign).hasContent("mine");
    assertThat(segment).hasContent("not mine");
    assertThat(directory.resolve("segment-100.bin")).exists();
  }
}
