package io.vecgo.segment;

import io.vecgo.graph.NearestRows;
import io.vecgo.graph.Ranked;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.Kernels;
import io.vecgo.memtable.Memtable;
import io.vecgo.memtable.MemtablePart;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.VectorRecord;
import io.vecgo.part.Part;
import io.vecgo.part.RowSource;
import io.vecgo.rows.RowSet;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Memtables to make segments of, and everything that a part says about its rows. */
final class SegmentSamples {
  static final FloatKernels KERNELS = Kernels.choose();
  static final long FIRST_ID = 1000;

  private SegmentSamples() {}

  /** A memtable of these records, all live. */
  static MemtablePart memtable(int dimension, Metric metric, List<VectorRecord> records) {
    Memtable table = new Memtable("m", dimension, metric, IndexSettings.DEFAULT, KERNELS, FIRST_ID);
    table.acquire();
    table.reserve(records.size());
    for (int row = 0; row < records.size(); row++) {
      table.put(row, records.get(row));
    }
    return new MemtablePart(table, RowSet.range(records.size()));
  }

  static SegmentInfo write(
      BlobStore store, String name, int dimension, Metric metric, RowSource source)
      throws IOException {
    SegmentSpec spec = new SegmentSpec(dimension, metric, IndexSettings.DEFAULT);
    return SegmentWriter.write(store, name, spec, source, KERNELS);
  }

  static VectorRecord vector(Random random, int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return VectorRecord.of(vector);
  }

  /** Records of all kinds: some with a key, metadata or payload, some bare. */
  static List<VectorRecord> mixed(long seed, int count, int dimension) {
    Random random = new Random(seed);
    List<VectorRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      VectorRecord record = vector(random, dimension);
      record = i % 3 == 1 ? record : record.withKey("key-" + i);
      record = i % 4 == 2 ? record : record.with("number", i).with("text", "t".repeat(i % 7));
      byte[] payload = new byte[i % 5 * 3];
      random.nextBytes(payload);
      records.add(record.withPayload(payload));
    }
    return records;
  }

  /** All that a part says, one line a row. */
  static List<String> contents(Part part) {
    List<String> lines = new ArrayList<>();
    int[] rows = part.live().toArray();
    for (int row : rows) {
      long id = part.id(row);
      String key = part.key(row).orElse("");
      lines.add(
          String.join(
              " ",
              Long.toString(id),
              key,
              Arrays.toString(part.vector(row)),
              part.metadata(row).toString(),
              HexFormat.of().formatHex(part.payload(row)),
              Boolean.toString(part.rowOf(id).orElse(-1) == row),
              Boolean.toString(key.isEmpty() || part.rowOf(key).orElse(-1) == row)));
    }
    lines.add(nearest(part, rows));
    return lines;
  }

  /** The ids of all rows, nearest first, with their distances. */
  private static String nearest(Part part, int... rows) {
    float[] query = new float[part.vector(rows[0]).length];
    Arrays.fill(query, 0.5f);
    NearestRows result = new NearestRows(rows.length);
    part.scan(query, part.live(), result);
    StringBuilder text = new StringBuilder();
    for (long ranked : result.drainSorted()) {
      text.append(part.id(Ranked.row(ranked))).append(':').append(Ranked.distance(ranked));
      text.append(' ');
    }
    return text.toString();
  }
}
