package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.model.CorruptException;
import io.vecgo.model.Metric;
import io.vecgo.model.StoreException;
import io.vecgo.model.VectorRecord;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments whose manifests are gone are damage, and nobody builds a new database over them. */
class LostManifestsTest {
  private static final CreateOptions OPTIONS = CreateOptions.of(1, Metric.L2);

  @TempDir Path directory;

  @BeforeEach
  void loseTheManifests() throws IOException {
    try (Vecgo database = Vecgo.create(directory, OPTIONS)) {
      database.insert(VectorRecord.of(1));
    }
    try (DirectoryStream<Path> manifests = Files.newDirectoryStream(directory, "manifest-*")) {
      for (Path manifest : manifests) {
        Files.delete(manifest);
      }
    }
  }

  @Test
  void openingSaysThatTheManifestIsMissing() {
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> Vecgo.open(directory))
        .withMessageContaining("a manifest beside 1 segments");
  }

  @Test
  void creatingLeavesTheSegmentsAlone() {
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> Vecgo.create(directory, OPTIONS));
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> Vecgo.openOrCreate(directory, OPTIONS));
    assertThat(directory.resolve("segment-1.bin")).exists();
    assertThat(directory.resolve("manifest-00000000000000000001")).doesNotExist();
  }

  @Test
  void storeFailuresSayWhatIsWrongWithTheFile() {
    assertThat(new StoreException("cannot open db", new AccessDeniedException("db/writer.lock")))
        .hasMessage("cannot open db: db/writer.lock (permission denied)");
  }
}
