package io.vecgo.benchmarks;

import io.vecgo.kernel.FastScanKernels;
import io.vecgo.kernel.FastScanTables;
import io.vecgo.kernel.Kernels;
import io.vecgo.kernel.ScalarFastScan;
import io.vecgo.kernel.TableKernels;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
 * Time to score 3,200 codes in 100 blocks of 32 with one bit a component, and 100 codes by tables
 * with one byte for four components; codes fit the second-level cache.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class BlockBenchmark {
  private static final int CODES = 100;

  @Param({"128", "384", "768", "1536"})
  int components;

  @Param({"fastest", "scalar"})
  String form;

  private FastScanKernels kernels;
  private FastScanTables tables;
  private float[] query;
  private Arena arena;
  private MemorySegment codes;
  private MemorySegment factors;
  private float[] lookupTable;
  private final short[] sums = new short[FastScanKernels.SLOTS];
  private final float[] out = new float[FastScanKernels.SLOTS];

  public static void main(String[] args) throws IOException {
    String[] own = {BlockBenchmark.class.getSimpleName()};
    String[] all = Arrays.copyOf(own, own.length + args.length);
    System.arraycopy(args, 0, all, own.length, args.length);
    org.openjdk.jmh.Main.main(all);
  }

  @Setup
  public void makeCodes() {
    Random random = new Random(components);
    kernels = form.equals("scalar") ? new ScalarFastScan() : Kernels.forFastScan();
    query = new float[components];
    for (int i = 0; i < components; i++) {
      query[i] = (float) random.nextGaussian();
    }
    tables = new FastScanTables(components);
    tables.aimAt(query);
    arena = Arena.ofShared();
    codes = arena.allocate((long) CODES * FastScanKernels.codeBytes(components), 64);
    for (long at = 0; at < codes.byteSize(); at++) {
      codes.set(ValueLayout.JAVA_BYTE, at, (byte) random.nextInt());
    }
    factors = arena.allocate(FastScanKernels.FACTORS * Float.BYTES, 64);
    lookupTable = new float[components / 4 * TableKernels.ENTRIES];
  }

  @TearDown
  public void freeCodes() {
    arena.close();
  }

  /** Once a query. */
  @Benchmark
  public byte[] makeTables() {
    tables.aimAt(query);
    return tables.bytes();
  }

  /** One bit a component, with estimates. */
  @Benchmark
  public int blocks() {
    int passing = 0;
    for (int block = 0; block < CODES; block++) {
      kernels.sums(
          tables.bytes(), codes, (long) block * FastScanKernels.codeBytes(components), sums);
      passing += kernels.estimate(sums, factors, 0, 1, 1, 1, 1, out);
    }
    return passing;
  }

  /** Product quantization: one byte for four components. */
  @Benchmark
  public float[] tableLookups() {
    int bytes = components / 4;
    for (int code = 0; code < CODES; code += 4) {
      long at = (long) code * bytes;
      TableKernels.sum4(
          lookupTable, bytes, codes, at, at + bytes, at + 2L * bytes, at + 3L * bytes, out, 0);
    }
    return out;
  }
}
