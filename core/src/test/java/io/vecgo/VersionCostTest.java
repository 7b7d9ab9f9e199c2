package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Metric;
import io.vecgo.observe.VersionInfo;
import io.vecgo.store.BlobStore;
import io.vecgo.store.MemoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A version costs its manifest and tombstones; segments are shared. */
class VersionCostTest {
  private static final OpenOptions MANUAL = OpenOptions.defaults().withoutAutomaticCompaction();
  private static final int MANIFEST_BYTES_MAX = 10_000;

  /** A database without metadata, whose last version is a rollback to the one before. */
  private static VersionInfo lastVersion(int segments) {
    BlobStore store = new MemoryStore();
    Vecgo.create(store, CreateOptions.of(3, Metric.L2)).close();
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      for (int i = 0; i < segments; i++) {
        database.insertAll(CompactionTest.records(i * 10, i * 10 + 10));
        database.commit();
      }
      database.rollback(1);
      database.rollback(segments + 1);
      return database.versions().getLast();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 20})
  void versionThatSharesItsSegmentsCostsAManifest(int segments) {
    VersionInfo last = lastVersion(segments);
    assertThat(last.segments()).isEqualTo(segments);
    assertThat(last.bytesOfItsOwn()).isEqualTo(last.bytes()).isLessThan(MANIFEST_BYTES_MAX);
  }

  @Test
  void costIsReported() {
    for (int segments : new int[] {1, 10, 100}) {
      System.out.printf(
          "%d segments: %,d bytes a version%n", segments, lastVersion(segments).bytesOfItsOwn());
    }
  }
}
