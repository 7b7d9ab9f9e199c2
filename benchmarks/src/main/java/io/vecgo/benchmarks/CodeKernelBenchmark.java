package io.vecgo.benchmarks;

import io.vecgo.kernel.CodeKernels;
import io.vecgo.kernel.CodeLayout;
import io.vecgo.kernel.CodeProducts;
import io.vecgo.kernel.Kernels;
import io.vecgo.kernel.Rotation;
import io.vecgo.kernel.ScalarCodeKernels;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
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
 * Time to multiply a query with 100 codes, four at a time, which fit the second-level cache; and to
 * rotate a vector. Sampled, for the reason given at {@link KernelBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class CodeKernelBenchmark {
  private static final int ROWS = 100;

  @Param({"100", "128", "384", "784", "1536"})
  int dimension;

  @Param({"1", "2", "4", "8"})
  int bits;

  @Param({"fastest", "scalar"})
  String form;

  private CodeProducts products;
  private Arena arena;
  private MemorySegment codes;
  private long stride;
  private Rotation rotation;
  private float[] vector;
  private final int[] out = new int[4];

  public static void main(String[] args) throws IOException {
    String[] own = {CodeKernelBenchmark.class.getSimpleName()};
    String[] all = Arrays.copyOf(own, own.length + args.length);
    System.arraycopy(args, 0, all, own.length, args.length);
    org.openjdk.jmh.Main.main(all);
  }

  @Setup
  public void makeCodes() {
    CodeKernels kernels = form.equals("scalar") ? new ScalarCodeKernels() : Kernels.forCodes();
    CodeLayout layout = new CodeLayout(bits, dimension);
    Random random = new Random(dimension);
    products = new CodeProducts(kernels, layout);
    products.aimAt(query(layout, random));
    stride = layout.codeBytes();
    arena = Arena.ofShared();
    codes = arena.allocate(stride * ROWS, 64);
    byte[] bytes = new byte[(int) stride * ROWS];
    random.nextBytes(bytes);
    codes.copyFrom(MemorySegment.ofArray(bytes));
    rotation = new Rotation(kernels, dimension, 1);
    vector = new float[rotation.rotatedDimension()];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
  }

  private static int[] query(CodeLayout layout, Random random) {
    int[] query = new int[layout.paddedDimension()];
    int max = layout.queryMax();
    Arrays.setAll(query, _ -> random.nextInt(-max, max + 1));
    return query;
  }

  @TearDown
  public void freeCodes() {
    arena.close();
  }

  @Benchmark
  public int[] products() {
    for (int row = 0; row < ROWS; row += 4) {
      long at = row * stride;
      products.of(codes, at, at + stride, at + 2 * stride, at + 3 * stride, out);
    }
    return out;
  }

  @Benchmark
  public float[] rotate() {
    rotation.rotate(vector);
    return vector;
  }
}
