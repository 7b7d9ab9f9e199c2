package io.vecgo.benchmarks;

import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.FloatRows;
import io.vecgo.kernel.Kernels;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Distances from a query to all rows in memory, as a share of the speed at which the same machine
 * at the same time just reads memory.
 *
 * <p>The places where rows can lie are measured in one process, as a database has them all. Rows
 * are taken one by one, four neighbours at a time, or four at a time from four quarters of the
 * range, which the processor sees as four long streams.
 */
final class ExactScan {
  private static final int[] DIMENSIONS = {100, 128, 384, 784, 1536};

  private final FloatKernels kernels = Kernels.choose();
  private final MemorySegment yardstick;

  private ExactScan(MemorySegment yardstick) {
    this.yardstick = yardstick;
  }

  static void main(String[] args) throws IOException, InterruptedException {
    long mebibytes = args.length == 0 ? 1024 : Long.parseLong(args[0]);
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(mebibytes << 20, MemoryBandwidth.PAGE_BYTES);
      new ExactScan(memory.fill((byte) 1)).run();
    }
  }

  private void run() throws IOException, InterruptedException {
    System.out.println(
        "dimension  rows in          threads        read  dot: one by one  four neighbours"
            + "  four apart   l2: four apart");
    for (int dimension : DIMENSIONS) {
      int count = (int) (yardstick.byteSize() / FloatRows.strideBytes(dimension));
      try (Arena arena = Arena.ofShared()) {
        report(dimension, "chunks of 1 MiB", count, chunks(dimension, count, arena));
      }
      try (Arena arena = Arena.ofShared()) {
        report(dimension, "one allocation", count, oneAllocation(dimension, count, arena));
      }
      try (Arena arena = Arena.ofShared()) {
        report(dimension, "a mapped file", count, mappedFile(dimension, count, arena));
      }
    }
  }

  private static FloatRows chunks(int dimension, int count, Arena arena) {
    FloatRows rows = FloatRows.growing(dimension);
    rows.ensureCapacity(count, arena);
    return filled(rows, count);
  }

  private static FloatRows oneAllocation(int dimension, int count, Arena arena) {
    MemorySegment memory = arena.allocate(FloatRows.strideBytes(dimension) * count, 64);
    return filled(FloatRows.over(memory, dimension), count);
  }

  private static FloatRows mappedFile(int dimension, int count, Arena arena) throws IOException {
    Path file = Files.createTempFile("vecgo-scan", ".rows");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      long size = FloatRows.strideBytes(dimension) * count;
      MemorySegment memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
      return filled(FloatRows.over(memory, dimension), count);
    }
  }

  private static FloatRows filled(FloatRows rows, int count) {
    float[] vector = new float[rows.dimension()];
    for (int row = 0; row < count; row++) {
      Arrays.fill(vector, row & 15);
      rows.set(row, vector);
    }
    return rows;
  }

  private void report(int dimension, String place, int count, FloatRows rows)
      throws InterruptedException {
    float[] query = new float[FloatRows.paddedDimension(dimension)];
    Arrays.fill(query, 0, dimension, 0.5f);
    int fours = count / 4;
    for (int threads = 1; threads <= 2; threads++) {
      double[] speeds =
          Throughput.best(
              threads,
              fours,
              16L * query.length * fours,
              (from, to) -> readInstead(query.length, from, to),
              (from, to) -> dotOneByOne(query, rows, from, to),
              (from, to) -> dotFourNeighbours(query, rows, from, to),
              (from, to) -> dotFourApart(query, rows, from, to),
              (from, to) -> l2FourApart(query, rows, from, to));
      System.out.printf("%9d  %-15s  %7d", dimension, place, threads);
      System.out.printf("  %5.1f GB/s", speeds[0]);
      for (int i = 1; i < speeds.length; i++) {
        System.out.printf("  %7.1f (%3.0f %%)", speeds[i], 100 * speeds[i] / speeds[0]);
      }
      System.out.println();
    }
  }

  private double readInstead(int floats, int fromFour, int toFour) {
    double pagesPerFour = 16.0 * floats / MemoryBandwidth.PAGE_BYTES;
    return MemoryBandwidth.read(
        yardstick, (int) (fromFour * pagesPerFour), (int) (toFour * pagesPerFour));
  }

  private double dotOneByOne(float[] query, FloatRows rows, int fromFour, int toFour) {
    double sum = 0;
    for (int row = 4 * fromFour; row < 4 * toFour; row++) {
      sum += kernels.dot(query, rows.chunk(row), rows.offset(row));
    }
    return sum;
  }

  private double dotFourNeighbours(float[] query, FloatRows rows, int fromFour, int toFour) {
    float[] out = new float[4];
    double sum = 0;
    for (int row = 4 * fromFour; row < 4 * toFour; row += 4) {
      dot4(kernels, query, rows, row, 1, out, 0);
      sum += out[0] + out[3];
    }
    return sum;
  }

  private double dotFourApart(float[] query, FloatRows rows, int fromFour, int toFour) {
    float[] out = new float[4];
    double sum = 0;
    int quarter = toFour - fromFour;
    for (int i = 0; i < quarter; i++) {
      dot4(kernels, query, rows, 4 * fromFour + i, quarter, out, 0);
      sum += out[0] + out[3];
    }
    return sum;
  }

  private double l2FourApart(float[] query, FloatRows rows, int fromFour, int toFour) {
    float[] out = new float[4];
    double sum = 0;
    int quarter = toFour - fromFour;
    for (int i = 0; i < quarter; i++) {
      l2x4(kernels, query, rows, 4 * fromFour + i, quarter, out, 0);
      sum += out[0] + out[3];
    }
    return sum;
  }

  /** Scores {@code row} and the three rows that follow at this distance. */
  static void dot4(
      FloatKernels kernels,
      float[] query,
      FloatRows rows,
      int row,
      int apart,
      float[] out,
      int at) {
    int b = row + apart;
    int c = b + apart;
    int d = c + apart;
    kernels.dot4(
        query,
        rows.chunk(row),
        rows.offset(row),
        rows.chunk(b),
        rows.offset(b),
        rows.chunk(c),
        rows.offset(c),
        rows.chunk(d),
        rows.offset(d),
        out,
        at);
  }

  /** Scores {@code row} and the three rows that follow at this distance. */
  static void l2x4(
      FloatKernels kernels,
      float[] query,
      FloatRows rows,
      int row,
      int apart,
      float[] out,
      int at) {
    int b = row + apart;
    int c = b + apart;
    int d = c + apart;
    kernels.l2x4(
        query,
        rows.chunk(row),
        rows.offset(row),
        rows.chunk(b),
        rows.offset(b),
        rows.chunk(c),
        rows.offset(c),
        rows.chunk(d),
        rows.offset(d),
        out,
        at);
  }
}
