package io.vecgo.segment;

import io.vecgo.graph.Workers;
import io.vecgo.kernel.RowDistances;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.quant.CodeDistances;
import io.vecgo.quant.Quantizer;
import io.vecgo.quant.Quantizers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The codes of all rows of a segment and what made them.
 *
 * @param quantizer trained on a sample of the rows
 * @param bytes one code a row, off the heap
 */
record Codes(Quantizer quantizer, MemorySegment bytes) {
  private static final int SAMPLE_ROWS_MAX = 10_240;

  /** Bounds the heap in high dimensions: 64 MiB. */
  private static final int SAMPLE_FLOATS_MAX = 1 << 24;

  private static final int ALIGNMENT = 64;
  private static final long SEED = 0x7665_6367_6F31L;

  /**
   * Trains and encodes.
   *
   * @param vectorOf the vectors of the rows, 0 to {@code rows - 1}
   * @param threads to work with
   * @throws InterruptedException if the calling thread is interrupted while it encodes
   * @throws java.util.concurrent.CancellationException if it is while it trains
   */
  static Codes of(
      Quantization quantization,
      Metric metric,
      int dimension,
      int rows,
      IntFunction<float[]> vectorOf,
      int threads,
      Arena arena)
      throws InterruptedException {
    Quantizer quantizer =
        Quantizers.train(quantization, metric, dimension, sample(rows, dimension, vectorOf), SEED);
    long size = (long) rows * quantizer.codeBytes();
    Codes codes = new Codes(quantizer, arena.allocate(size, ALIGNMENT));
    try (Workers<Quantizer.Encoder> workers = new Workers<>(threads, quantizer::newEncoder)) {
      workers.run(rows, (from, to, encoder) -> codes.encode(from, to, encoder, vectorOf));
    }
    return codes;
  }

  /** Rows at even distances. */
  private static float[][] sample(int rows, int dimension, IntFunction<float[]> vectorOf) {
    int count = Math.min(rows, Math.min(SAMPLE_ROWS_MAX, SAMPLE_FLOATS_MAX / dimension));
    return IntStream.range(0, count)
        .mapToObj(i -> vectorOf.apply((int) ((long) i * rows / count)))
        .toArray(float[][]::new);
  }

  private void encode(int from, int to, Quantizer.Encoder encoder, IntFunction<float[]> vectorOf) {
    for (int row = from; row < to; row++) {
      encoder.encode(vectorOf.apply(row), bytes, (long) row * quantizer.codeBytes());
    }
  }

  CodeDistances newDistances() {
    return quantizer.newDistances(bytes);
  }

  /** Estimates between rows; the one aimed at is taken by its vector. */
  RowDistances newRowDistances(IntFunction<float[]> vectorOf) {
    CodeDistances estimates = newDistances();
    return new RowDistances() {
      @Override
      public void aimAt(int row) {
        estimates.aimAt(vectorOf.apply(row));
      }

      @Override
      public void to(int[] rows, int count, float[] out) {
        estimates.to(rows, count, out);
      }
    };
  }
}
