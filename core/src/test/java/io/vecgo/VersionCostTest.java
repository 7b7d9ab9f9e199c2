package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Metric;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.VersionInfo;
import io.vecgo.store.BlobStore;
import io.vecgo.store.MemoryStore;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A version costs its manifest and tombstones; segments are shared. */
class VersionCostTest {
  private static final OpenOptions MANUAL = OpenOptions.defaults().withoutAutomaticCompaction();
  private static final int MANIFEST_BYTES_MAX = 10_000;
  private static final int DIMENSION = 384;
  private static final int ROWS = 100;

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
          "%d segments: %,d bytes a version, %,d with %d dimensions and five fields%n",
          segments,
          lastVersion(segments).bytesOfItsOwn(),
          lastVersionOfTexts(segments).bytesOfItsOwn(),
          DIMENSION);
    }
  }

  /** Of a database as embeddings of texts make it: all that statistics can say is said. */
  private static VersionInfo lastVersionOfTexts(int segments) {
    Random random = new Random(1);
    BlobStore store = new MemoryStore();
    Vecgo.create(store, CreateOptions.of(DIMENSION, Metric.COSINE)).close();
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      for (int i = 0; i < segments; i++) {
        database.insertAll(IntStream.range(0, ROWS).mapToObj(_ -> text(random)).toList());
        database.commit();
      }
      database.rollback(1);
      database.rollback(segments + 1);
      return database.versions().getLast();
    }
  }

  private static VectorRecord text(Random random) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return VectorRecord.of(vector)
        .with("tenant", "tenant-" + random.nextInt(30))
        .with("url", "https://example.org/" + random.nextLong())
        .with("created", random.nextLong())
        .with("score", random.nextDouble())
        .with("public", random.nextBoolean());
  }
}
