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
import io.vecgo.model.Value;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.BlobStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The content of the checked-in databases under {@code golden/}: cosine, values of every type, two
 * segments, one tombstone.
 */
final class GoldenDatabase {
  static final int DIMENSION = 3;
  static final Schema SCHEMA = Schema.parse("name:string!,size:double,seen:instant,tags:string[]");

  /** The id of the record that the second commit deletes. */
  static final long DELETED = 2;

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final UUID SOME_UUID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

  private GoldenDatabase() {}

  static List<VectorRecord> firstCommit() {
    return List.of(
        VectorRecord.of(1, 0, 0).withKey("one").with("name", "plain"),
        VectorRecord.of(0, 1, 0).withKey("two").with("name", "deleted later"),
        VectorRecord.of(0.6f, 0.8f, -0f)
            .withKey("drei-\u00e4\u4e09\ud83d\udc1d")
            .with("name", "\u00fc\u4e09\ud83d\udc1d")
            .with("size", Double.NEGATIVE_INFINITY)
            .with("seen", Instant.parse("1969-12-31T23:59:59.999999999Z"))
            .with("tags", List.of("a", "", "b"))
            .withPayload(new byte[] {0, 1, (byte) 0xFF}));
  }

  static List<VectorRecord> secondCommit() {
    return List.of(
        VectorRecord.of(1e-6f, 1e6f, 3).with("name", "without a key").with("size", 7L),
        VectorRecord.of(-1, -1, -1)
            .withKey("five")
            .with("name", "")
            .with("nothing", Value.ofNull())
            .with("yes", true)
            .with("no", false)
            .with("smallest", Long.MIN_VALUE)
            .with("exact", (1L << 53) + 1)
            .with("zero", -0.0)
            .with("seen", Instant.parse("2026-01-01T00:00:00Z"))
            .with("uuid", SOME_UUID)
            .with("empty", List.of())
            .with("mixed", List.of(1L, 0.5, "text", true, SOME_UUID)));
  }

  /** What a reader must find, by id. */
  static Map<Long, VectorRecord> liveRecords() {
    return Map.of(
        1L,
        firstCommit().get(0),
        3L,
        firstCommit().get(2),
        4L,
        secondCommit().get(0),
        5L,
        secondCommit().get(1));
  }

  /** Writes the database: the same bytes on every run. */
  static void write(BlobStore store) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    Settings settings =
        Settings.standard(Access.WRITE)
            .withKernels(new ScalarKernels())
            .withClock(clock)
            .withBackground(Background.standard().withCompaction(Optional.empty()));
    Manifest first = Manifest.first(NOW, DIMENSION, Metric.COSINE, SCHEMA, IndexSettings.DEFAULT);
    try (Database database = Database.create(store, settings, first)) {
      database.insert(firstCommit());
      database.commit();
      database.delete(DELETED);
      database.insert(secondCommit());
      database.commit();
    }
  }
}
