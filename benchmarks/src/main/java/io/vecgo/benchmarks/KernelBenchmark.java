package io.vecgo.benchmarks;

import io.vecgo.kernel.FloatKernels;
import io.vecgo.kernel.FloatRows;
import io.vecgo.kernel.Kernels;
import io.vecgo.kernel.ScalarKernels;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time to measure a query against 100 vectors, which fit the second-level cache.
 *
 * <p>Sampled, because the median of many short samples stands on a busy machine, where an average
 * does not.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class KernelBenchmark {
  private static final int ROWS = 100;

  @Param({"100", "128", "384", "784", "1536"})
  int dimension;

  @Param({"fastest", "scalar"})
  String form;

  private FloatKernels kernels;
  private float[] query;
  private float[] paddedQuery;
  private float[][] vectors;
  private Arena arena;
  private FloatRows rows;
  private final float[] out = new float[ROWS];

  public static void main(String[] args) throws IOException {
    String[] own = {KernelBenchmark.class.getSimpleName()};
    String[] all = Arrays.copyOf(own, own.length + args.length);
    System.arraycopy(args, 0, all, own.length, args.length);
    org.openjdk.jmh.Main.main(all);
  }

  @Setup
  public void makeVectors() {
    kernels = form.equals("scalar") ? new ScalarKernels() : Kernels.choose();
    Random random = new Random(dimension);
    query = gaussian(random);
    paddedQuery = Arrays.copyOf(query, FloatRows.paddedDimension(dimension));
    vectors = new float[ROWS][];
    arena = Arena.ofShared();
    rows = FloatRows.growing(dimension);
    rows.ensureCapacity(ROWS, arena);
    for (int row = 0; row < ROWS; row++) {
      vectors[row] = gaussian(random);
      rows.set(row, vectors[row]);
    }
  }

  private float[] gaussian(Random random) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  @TearDown
  public void freeRows() {
    arena.close();
  }

  @Benchmark
  public float[] dotHeap() {
    for (int row = 0; row < ROWS; row++) {
      out[row] = kernels.dot(query, vectors[row]);
    }
    return out;
  }

  @Benchmark
  public float[] l2Heap() {
    for (int row = 0; row < ROWS; row++) {
      out[row] = kernels.l2(query, vectors[row]);
    }
    return out;
  }

  @Benchmark
  public float[] cosineHeap() {
    for (int row = 0; row < ROWS; row++) {
      out[row] = kernels.cosine(query, vectors[row]);
    }
    return out;
  }

  @Benchmark
  public float[] dotRow() {
    for (int row = 0; row < ROWS; row++) {
      out[row] = kernels.dot(paddedQuery, rows.chunk(row), rows.offset(row));
    }
    return out;
  }

  @Benchmark
  public float[] l2Row() {
    for (int row = 0; row < ROWS; row++) {
      out[row] = kernels.l2(paddedQuery, rows.chunk(row), rows.offset(row));
    }
    return out;
  }

  @Benchmark
  public float[] dotFourRows() {
    for (int row = 0; row < ROWS; row += 4) {
      ExactScan.dot4(kernels, paddedQuery, rows, row, 1, out, row);
    }
    return out;
  }

  @Benchmark
  public float[] l2FourRows() {
    for (int row = 0; row < ROWS; row += 4) {
      ExactScan.l2x4(kernels, paddedQuery, rows, row, 1, out, row);
    }
    return out;
  }
}
