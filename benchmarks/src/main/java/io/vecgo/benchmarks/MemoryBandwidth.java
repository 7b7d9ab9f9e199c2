package io.vecgo.benchmarks;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/** How fast threads read memory that no cache holds: the limit of every scan. */
final class MemoryBandwidth {
  static final int PAGE_BYTES = 4096;

  private static final long BYTES = 1L << 30;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

  private MemoryBandwidth() {}

  static void main(String[] args) throws InterruptedException {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(BYTES, PAGE_BYTES).fill((byte) 1);
      int pages = (int) (BYTES / PAGE_BYTES);
      for (int threads = 1; threads <= 2; threads++) {
        double[] speed = Throughput.best(threads, pages, BYTES, (f, t) -> read(memory, f, t));
        System.out.printf("read, %d thread(s): %.1f GB/s%n", threads, speed[0]);
      }
    }
  }

  /** Adds up all words of some pages. */
  static double read(MemorySegment memory, int fromPage, int toPage) {
    double sum = 0;
    for (int page = fromPage; page < toPage; page++) {
      sum += readPage(memory, (long) page * PAGE_BYTES);
    }
    return sum;
  }

  private static long readPage(MemorySegment memory, long start) {
    int step = LONGS.vectorByteSize();
    LongVector a = LongVector.zero(LONGS);
    LongVector b = LongVector.zero(LONGS);
    for (int i = 0; i < PAGE_BYTES; i += 2 * step) {
      a = a.add(LongVector.fromMemorySegment(LONGS, memory, start + i, ByteOrder.nativeOrder()));
      b =
          b.add(
              LongVector.fromMemorySegment(
                  LONGS, memory, start + i + step, ByteOrder.nativeOrder()));
    }
    return a.add(b).lane(0);
  }
}
