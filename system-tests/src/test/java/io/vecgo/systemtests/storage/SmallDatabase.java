package io.vecgo.systemtests.storage;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.FieldType;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.Schema;
import io.vecgo.model.Schema.Presence;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.MemoryStore;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A database with every kind of file in few bytes: a segment with a graph and one without, text,
 * columns, tombstones, three versions with records and a tag.
 */
final class SmallDatabase {
  static final int DIMENSION = 2;
  static final String TAG = "first";

  /** The fewest that get a graph. */
  private static final int ROWS = 1_000;

  private static final List<String> WORDS = List.of("red", "green", "blue", "round", "square");

  private SmallDatabase() {}

  static MemoryStore create(long seed) {
    MemoryStore store = new MemoryStore();
    Random random = new Random(seed);
    CreateOptions options =
        CreateOptions.of(DIMENSION, Metric.L2)
            .withSchema(Schema.NONE.with("text", FieldType.TEXT, Presence.OPTIONAL))
            .withIndex(IndexSettings.DEFAULT.withM(4).withEfConstruction(16));
    Vecgo.create(store, options).close();
    OpenOptions quiet = OpenOptions.defaults().withoutAutomaticCompaction();
    try (Vecgo database = Vecgo.open(store, quiet)) {
      database.insertAll(
          IntStream.range(0, ROWS).mapToObj(row -> VectorRecord.of(vector(random))).toList());
      database.tag(TAG, database.commit().version());
      IntStream.range(0, 24).forEach(row -> database.insert(record(row, random)));
      database.delete(3);
      database.delete(400);
      database.commit();
      database.delete("key-5");
      database.commit();
    }
    return store;
  }

  private static VectorRecord record(int row, Random random) {
    return VectorRecord.of(vector(random))
        .withKey("key-" + row)
        .with("number", row)
        .with("colour", WORDS.get(row % 3))
        .with("text", WORDS.get(row % WORDS.size()) + " " + WORDS.get(row * 7 % WORDS.size()))
        .withPayload(new byte[] {(byte) row, 1});
  }

  private static float[] vector(Random random) {
    return new float[] {random.nextFloat(), random.nextFloat()};
  }
}
