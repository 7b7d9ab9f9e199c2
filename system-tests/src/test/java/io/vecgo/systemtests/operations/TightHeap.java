package io.vecgo.systemtests.operations;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Metric;
import io.vecgo.model.VectorRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/** Writes more rows than memory may hold, into the directory that is given. */
final class TightHeap {
  static final int ROWS = 8_000;
  private static final int DIMENSION = 32;

  private TightHeap() {}

  public static void main(String[] arguments) {
    OpenOptions tight =
        OpenOptions.defaults()
            .memtableBytes(1 << 20)
            .frozenMemtablesMax(1)
            .writerPatience(Duration.ofMinutes(5));
    CreateOptions options = CreateOptions.of(DIMENSION, Metric.L2);
    Random random = new Random(1);
    try (Vecgo database = Vecgo.create(Path.of(arguments[0]), options, tight)) {
      for (int row = 0; row < ROWS; row++) {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
          vector[i] = (float) random.nextGaussian();
        }
        database.insert(VectorRecord.of(vector));
      }
      System.out.println(database.stats().background().backpressureEvents() + " writes waited");
    }
  }
}
