package io.vecgo.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import jdk.incubator.vector.FloatVector;

/**
 * A program that calls every kernel very often, on native and on mapped memory, after other code
 * has used vectors on heap memory: the worst that can happen to the type profiles of the JVM.
 */
final class AllocationProbe {
  private static final int LENGTH = 32;
  private static final int MEMORY_BYTES = FastScanKernels.FACTORS * Float.BYTES;
  private static final int CALLS = 3_000_000;
  private static final int CODE_CALLS = 1_000_000;

  private AllocationProbe() {}

  /** Argument: a file to create and map. */
  public static void main(String[] args) throws IOException {
    loadVectorsFromHeapMemory();
    FloatKernels kernels = Kernels.choose();
    float[] a = Vectors.gaussian(1, LENGTH, 1f);
    float[] odd = Vectors.gaussian(2, LENGTH - 3, 1f);
    float[] out = new float[4];
    float sum = 0;
    FastScanKernels fastScan = Kernels.forFastScan();
    byte[] tables = new byte[FastScanKernels.tableBytes(LENGTH)];
    short[] sums = new short[FastScanKernels.SLOTS];
    float[] estimates = new float[FastScanKernels.SLOTS];
    try (Arena arena = Arena.ofShared()) {
      MemorySegment[] memories = {arena.allocate(MEMORY_BYTES), mapped(Path.of(args[0]), arena)};
      for (int i = 0; i < CALLS; i++) {
        MemorySegment r0 = memories[i & 1];
        MemorySegment r1 = memories[i >> 1 & 1];
        MemorySegment r2 = memories[i >> 2 & 1];
        MemorySegment r3 = memories[i >> 3 & 1];
        sum += kernels.dot(a, a) + kernels.l2(a, a) + kernels.dot(odd, odd) + kernels.l2(odd, odd);
        sum += kernels.dot(a, r0, 0) + kernels.l2(a, r0, 0);
        kernels.dot4(a, r0, 0, r1, 0, r2, 0, r3, 0, out, 0);
        sum += out[0];
        fastScan.sums(tables, r0, 0, sums);
        sum += fastScan.estimate(sums, r1, 0, 1, 1, 1, 1, estimates);
        kernels.l2x4(a, r0, 0, r1, 0, r2, 0, r3, 0, out, 0);
        sum += out[0];
      }
      sum += multiplyCodes(memories);
    }
    System.out.println(sum);
  }

  private static float multiplyCodes(MemorySegment[] memories) {
    CodeProducts[] products = new CodeProducts[4];
    for (int i = 0; i < products.length; i++) {
      CodeLayout layout = new CodeLayout(1 << i, 4 * LENGTH);
      products[i] = new CodeProducts(Kernels.forCodes(), layout);
      products[i].aimAt(new int[layout.paddedDimension()]);
    }
    Rotation rotation = new Rotation(Kernels.forCodes(), 3 * LENGTH, 1);
    float[] vector = new float[rotation.rotatedDimension()];
    int[] out = new int[4];
    float sum = 0;
    for (int i = 0; i < CODE_CALLS; i++) {
      for (CodeProducts some : products) {
        some.of(memories[i & 1], 0, 0, 0, 0, out);
        sum += out[0];
      }
      rotation.rotate(vector);
      sum += Kernels.forCodes().gridFit(vector, 1, 4);
    }
    return sum;
  }

  private static MemorySegment mapped(Path file, Arena arena) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, MEMORY_BYTES, arena);
    }
  }

  private static void loadVectorsFromHeapMemory() {
    MemorySegment floats = MemorySegment.ofArray(new float[LENGTH]);
    MemorySegment bytes = MemorySegment.ofArray(new byte[4 * LENGTH]);
    FloatVector sum = FloatVector.zero(FloatVector.SPECIES_256);
    for (int i = 0; i < 100_000; i++) {
      MemorySegment memory = (i & 1) == 0 ? floats : bytes;
      sum =
          sum.add(
              FloatVector.fromMemorySegment(
                  FloatVector.SPECIES_256, memory, 0, ByteOrder.LITTLE_ENDIAN));
    }
    System.out.println(sum.lane(0));
  }
}
