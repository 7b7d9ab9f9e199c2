package io.vecgo.format;

import io.vecgo.engine.Background;
import io.vecgo.engine.Database;
import io.vecgo.engine.Settings;
import io.vecgo.engine.Settings.Access;
import io.vecgo.kernel.ScalarKernels;
import io.vecgo.manifest.Manifest;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.BlobStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The content of {@code golden/v1-index}: two commits without graphs, merged by a compaction into a
 * segment with graph and codes, then two deletes.
 */
final class GoldenIndex {
  static final int DIMENSION = 8;
  static final IndexSettings INDEX = IndexSettings.DEFAULT.withM(8).withEfConstruction(40);

  /** Deleted before the segments are merged: in no row of the new one. */
  static final List<Long> DELETED_BEFORE = List.of(3L, 4L, 200L, 510L);

  /** Deleted afterwards: in its tombstones. */
  static final List<Long> DELETED_AFTER = List.of(1L, 700L);

  private static final int ROWS_PER_COMMIT = 510;
  private static final int COMMITS = 2;
  // Squared distances of such vectors are exact in floats.
  private static final int DISTINCT_VALUES = 1_001;
  private static final float MIDDLE = 500;
  private static final float UNIT = 0x1p-8f;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private GoldenIndex() {}

  /** The vector of a record. */
  static float[] vector(long id) {
    Random random = new Random(id);
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (random.nextInt(DISTINCT_VALUES) - MIDDLE) * UNIT;
    }
    return vector;
  }

  /** The ids of the records that a reader must find. */
  static List<Long> liveIds() {
    return LongStream.rangeClosed(1, (long) COMMITS * ROWS_PER_COMMIT)
        .filter(id -> !DELETED_BEFORE.contains(id) && !DELETED_AFTER.contains(id))
        .boxed()
        .toList();
  }

  /** Writes the database: the same bytes on every run. */
  static void write(BlobStore store) {
    Settings settings =
        Settings.standard(Access.WRITE)
            .withKernels(new ScalarKernels())
            .withClock(Clock.fixed(NOW, ZoneOffset.UTC))
            .withBackground(Background.standard().withCompaction(Optional.empty()));
    Manifest first = Manifest.first(NOW, DIMENSION, Metric.L2, Schema.NONE, INDEX);
    try (Database database = Database.create(store, settings, first)) {
      insertAndCommit(database, 0);
      DELETED_BEFORE.forEach(database::delete);
      insertAndCommit(database, 1);
      database.compact();
      DELETED_AFTER.forEach(database::delete);
      database.commit();
    }
  }

  private static void insertAndCommit(Database database, int commit) {
    long firstId = (long) commit * ROWS_PER_COMMIT + 1;
    database.insert(
        IntStream.range(0, ROWS_PER_COMMIT)
            .mapToObj(row -> VectorRecord.of(vector(firstId + row)))
            .toList());
    database.commit();
  }
}
