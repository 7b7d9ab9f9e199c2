package io.vecgo.benchmarks.ann;

import io.vecgo.Vecgo;
import io.vecgo.benchmarks.ann.SystemUnderTest.BuildTask;
import io.vecgo.model.VectorRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which row of the data a record id stands for. Threads that insert side by side get ids in no
 * order. Inserting is thread-safe.
 */
final class VecgoRows {
  private static final int BATCH = 256;

  private int[] rowOfId;

  private VecgoRows(int[] rowOfId) {
    this.rowOfId = rowOfId;
  }

  VecgoRows() {
    this(new int[1]);
  }

  /** Inserts the rows from one number to another, in batches, with the threads of the task. */
  void insert(Vecgo database, List<float[]> base, int from, int to, BuildTask task)
      throws IOException, InterruptedException {
    AtomicInteger next = new AtomicInteger(from);
    Workers.run(
        task.threads(),
        () -> {
          int start = next.getAndAdd(BATCH);
          while (start < to) {
            int end = Math.min(start + BATCH, to);
            remember(start, database.insertAll(records(base, start, end, task.withBuckets())));
            start = next.getAndAdd(BATCH);
          }
        });
  }

  private static List<VectorRecord> records(
      List<float[]> base, int from, int to, boolean withBuckets) {
    List<VectorRecord> records = new ArrayList<>(to - from);
    for (int row = from; row < to; row++) {
      VectorRecord bare = VectorRecord.of(base.get(row));
      records.add(withBuckets ? bare.with(Selectivity.FIELD, Selectivity.bucket(row)) : bare);
    }
    return records;
  }

  /** Ids of consecutive rows. */
  synchronized void remember(int firstRow, long... ids) {
    for (int i = 0; i < ids.length; i++) {
      int id = Math.toIntExact(ids[i]);
      if (id >= rowOfId.length) {
        rowOfId = Arrays.copyOf(rowOfId, Math.max(id + 1, 2 * rowOfId.length));
      }
      rowOfId[id] = firstRow + i;
    }
  }

  int row(long id) {
    return rowOfId[Math.toIntExact(id)];
  }

  /** Beside the folder, so that it does not count as part of the database. */
  void write(Path folder) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(rowOfId.length * Integer.BYTES);
    bytes.asIntBuffer().put(rowOfId);
    Files.write(file(folder), bytes.array());
  }

  static VecgoRows read(Path folder) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file(folder)));
    int[] rows = new int[bytes.remaining() / Integer.BYTES];
    bytes.asIntBuffer().get(rows);
    return new VecgoRows(rows);
  }

  private static Path file(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".rows");
  }
}
