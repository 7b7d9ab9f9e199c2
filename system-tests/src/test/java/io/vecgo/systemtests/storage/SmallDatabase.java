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
 * A database with every kind of file in few bytes: two segments, text, columns, tombstones, three
 * versions with records and a tag.
 */
enum SmallDatabase {
  /** All but an index, in less than 30 KB, so that each byte can be tried. */
  TINY(80, 1),

  /** With the fewest rows that get an index. */
  INDEXED(1_000, 37);

  static final String TAG = "first";

  private static final int DIMENSION = 2;
  private static final List<String> WORDS = List.of("red", "green", "blue", "round", "square");

  private final int rows;
  private final int quickStride;

  SmallDatabase(int rows, int quickStride) {
    this.rows = rows;
    this.quickStride = quickStride;
  }

  /** Of how many places in a file one is tried in this run. */
  int stride() {
    return Scale.of(quickStride, 1);
  }

  MemoryStore create(long seed) {
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
          IntStream.range(0, rows).mapToObj(row -> VectorRecord.of(vector(random))).toList());
      database.tag(TAG, database.commit().version());
      IntStream.range(0, 24).forEach(row -> database.insert(record(row, random)));
      database.delete(3);
      database.delete(rows + 2);
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
