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
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The database of the worked examples in docs/format: three rows under cosine, of which a second
 * commit deletes one. Its bytes are the same on every run.
 */
final class ExampleDatabase {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Map<String, byte[]> blobs;

  private ExampleDatabase(Map<String, byte[]> blobs) {
    this.blobs = blobs;
  }

  /** Writes it, and keeps its bytes. */
  static ExampleDatabase written() throws IOException {
    try (BlobStore store = new MemoryStore()) {
      write(store);
      return new ExampleDatabase(blobsOf(store));
    }
  }

  /** All blobs of a store, by name. */
  static Map<String, byte[]> blobsOf(BlobStore store) throws IOException {
    Map<String, byte[]> blobs = new TreeMap<>();
    for (BlobInfo blob : store.list("")) {
      blobs.put(blob.name(), read(store, blob));
    }
    return blobs;
  }

  /** The names of its blobs, in order. */
  List<String> names() {
    return List.copyOf(blobs.keySet());
  }

  /** The bytes of a blob. */
  byte[] blob(String name) {
    return Optional.ofNullable(blobs.get(name)).orElseThrow();
  }

  private static void write(BlobStore store) {
    Settings settings =
        Settings.standard(Access.WRITE)
            .withKernels(new ScalarKernels())
            .withClock(Clock.fixed(NOW, ZoneOffset.UTC))
            .withBackground(Background.standard().withCompaction(Optional.empty()));
    Manifest first =
        Manifest.first(NOW, 3, Metric.COSINE, Schema.parse("legs:int"), IndexSettings.DEFAULT);
    try (Database database = Database.create(store, settings, first)) {
      database.insert(
          List.of(
              VectorRecord.of(3, 4, 0).withKey("ant").with("legs", 6),
              VectorRecord.of(0, 1, 0).withPayload("raw".getBytes(StandardCharsets.UTF_8)),
              VectorRecord.of(1, 2, 2).withKey("bee").with("legs", 6).with("wings", true)));
      database.commit();
      database.delete(2);
      database.commit();
      database.versioning().tag("before", 2);
    }
  }

  private static byte[] read(BlobStore store, BlobInfo blob) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(blob.bytes())];
    try (BlobReader reader = store.open(blob.name())) {
      reader.read(0, MemorySegment.ofArray(bytes));
    }
    return bytes;
  }
}
