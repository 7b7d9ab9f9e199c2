package io.vecgo.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.model.ConflictException;
import io.vecgo.model.CorruptException;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Operation;
import io.vecgo.model.Schema;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobWriter;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A version is published once and for all, and the newest is the current one. */
class VersionsTest {
  private static final Manifest FIRST =
      Manifest.first(Instant.EPOCH, 3, Metric.DOT, Schema.NONE, IndexSettings.DEFAULT);

  private final MemoryStore store = new MemoryStore();
  private final Versions versions = new Versions(store);

  private static Manifest next(Manifest manifest, long nextId) {
    return manifest.next(Instant.EPOCH, Operation.COMMIT, Schema.NONE, nextId, 1, List.of());
  }

  @Test
  void emptyStoreHasNoVersion() throws IOException {
    assertThat(versions.exist()).isFalse();
    assertThat(versions.newest()).isEmpty();
  }

  @Test
  void newestVersionIsTheCurrentOne() throws IOException {
    Manifest manifest = FIRST;
    versions.publish(manifest);
    for (int i = 0; i < 12; i++) {
      manifest = next(manifest, i + 1L);
      long bytes = versions.publish(manifest);
      assertThat(versions.newest()).contains(manifest);
      assertThat(store.list(Versions.nameOf(manifest.version())))
          .containsExactly(new BlobInfo(Versions.nameOf(manifest.version()), bytes));
    }
    assertThat(versions.exist()).isTrue();
    assertThat(store.list("")).hasSize(13);
  }

  @Test
  void versionIsPublishedOnce() throws IOException {
    versions.publish(FIRST);
    Manifest mine = next(FIRST, 5);
    versions.publish(mine);
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> versions.publish(next(FIRST, 6)))
        .satisfies(conflict -> assertThat(conflict.version()).isEqualTo(2));
    assertThat(versions.newest()).contains(mine);
  }

  @Test
  void namesSortLikeNumbers() {
    assertThat(Versions.nameOf(9)).isLessThan(Versions.nameOf(10));
    assertThat(Versions.nameOf(99)).isLessThan(Versions.nameOf(Long.MAX_VALUE));
    assertThat(Versions.nameOf(1)).isEqualTo("manifest-00000000000000000001");
  }

  @Test
  void manifestUnderTheNameOfAnotherVersionIsRefused() throws IOException {
    write(Versions.nameOf(7), ManifestCodec.encode(FIRST));
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(versions::newest)
        .withMessageContaining("wrong version");
  }

  @Test
  void filesWithOtherNamesAreNoVersions() throws IOException {
    versions.publish(FIRST);
    write("manifest-00000000000000000001.bak", ManifestCodec.encode(FIRST));
    write("manifest-x", ManifestCodec.encode(FIRST));
    assertThat(versions.newest()).contains(FIRST);
    store.delete(Versions.nameOf(1));
    assertThat(versions.exist()).isFalse();
    assertThat(versions.newest()).isEmpty();
  }

  private void write(String name, MemorySegment bytes) throws IOException {
    try (BlobWriter blob = store.create(name)) {
      blob.write(bytes);
      blob.publish();
    }
  }
}
