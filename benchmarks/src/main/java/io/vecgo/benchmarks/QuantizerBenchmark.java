package io.vecgo.benchmarks;

import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.quant.CodeDistances;
import io.vecgo.quant.Quantizer;
import io.vecgo.quant.Quantizers;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
 * Time to encode 100 vectors, to aim at 100 queries, and to estimate 100 distances from codes that
 * fit the second-level cache. Sampled, for the reason given at {@link KernelBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class QuantizerBenchmark {
  private static final int ROWS = 100;

  @Param({"100", "128", "384", "784", "1536"})
  int dimension;

  @Param({"rabitq-1", "rabitq-2", "rabitq-4", "rabitq-8", "sq8", "int4", "bq"})
  String quantization;

  private float[][] vectors;
  private Quantizer quantizer;
  private Quantizer.Encoder encoder;
  private CodeDistances distances;
  private Arena arena;
  private MemorySegment codes;
  private final int[] rows = IntStream.range(0, ROWS).toArray();
  private final float[] out = new float[ROWS];

  public static void main(String[] args) throws IOException {
    String[] own = {QuantizerBenchmark.class.getSimpleName()};
    String[] all = Arrays.copyOf(own, own.length + args.length);
    System.arraycopy(args, 0, all, own.length, args.length);
    org.openjdk.jmh.Main.main(all);
  }

  @Setup
  public void makeCodes() {
    Random random = new Random(dimension);
    vectors = new float[ROWS][dimension];
    for (float[] vector : vectors) {
      for (int i = 0; i < dimension; i++) {
        vector[i] = (float) random.nextGaussian();
      }
    }
    quantizer =
        Quantizers.train(Quantization.parse(quantization), Metric.L2, dimension, vectors, 1);
    encoder = quantizer.newEncoder();
    arena = Arena.ofShared();
    codes = arena.allocate((long) quantizer.codeBytes() * ROWS, 64);
    distances = quantizer.newDistances(codes);
    encode();
    distances.aimAt(vectors[0]);
  }

  @TearDown
  public void freeCodes() {
    arena.close();
  }

  @Benchmark
  public MemorySegment encode() {
    for (int row = 0; row < ROWS; row++) {
      encoder.encode(vectors[row], codes, (long) row * quantizer.codeBytes());
    }
    return codes;
  }

  @Benchmark
  public CodeDistances aim() {
    for (float[] vector : vectors) {
      distances.aimAt(vector);
    }
    return distances;
  }

  @Benchmark
  public float[] estimate() {
    distances.to(rows, ROWS, out);
    return out;
  }
}
