package io.vecgo.cache;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/**
 * Fetches blocks from their sources: neighbours with one request, requests side by side. What came
 * and what did not is noted in the blocks. Thread-safe.
 */
final class BlockLoader {
  private static final int NEAR_AT_ONCE = 4;

  /** What one request of a long read asks for. */
  private static final long LONG_READ_BYTES = 16L << 20;

  /** Blocks that buffers may hold; they are memory beside the slots. */
  private final Semaphore bufferBlocks;

  private final LongAdder requests = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  BlockLoader(int bufferBlocks) {
    this.bufferBlocks = new Semaphore(bufferBlocks);
  }

  long requests() {
    return requests.sum();
  }

  long bytes() {
    return bytes.sum();
  }

  /**
   * Fetches blocks of one owner; each has its bytes then, or its failure.
   *
   * @param blocks in ascending order
   */
  void load(BlockSource source, List<Block> blocks) throws IOException {
    List<SideBySide.Read> reads = new ArrayList<>();
    for (List<Block> run : Runs.of(blocks, source.isNear())) {
      reads.add(() -> loadRun(source, run));
    }
    SideBySide.run(reads, source.isNear() ? NEAR_AT_ONCE : SideBySide.FAR_AT_ONCE);
  }

  /** Fills {@code target}, whatever its length. */
  void readLong(RangeReader source, long offset, MemorySegment target) throws IOException {
    List<SideBySide.Read> reads = new ArrayList<>();
    for (long at = 0; at < target.byteSize(); at += LONG_READ_BYTES) {
      long from = at;
      MemorySegment part = target.asSlice(at, Math.min(LONG_READ_BYTES, target.byteSize() - at));
      reads.add(() -> read(source, offset + from, part));
    }
    SideBySide.run(reads, SideBySide.FAR_AT_ONCE);
  }

  private void loadRun(BlockSource source, List<Block> run) {
    int span = Runs.span(run);
    if (span == 1 || !bufferBlocks.tryAcquire(span)) {
      run.forEach(block -> loadAlone(source, block));
      return;
    }
    try (Arena memory = Arena.ofConfined()) {
      loadThrough(memory, source, run);
    } finally {
      bufferBlocks.release(span);
    }
  }

  private void loadAlone(BlockSource source, Block block) {
    try {
      read(source, block.offset(), block.bytes);
      source.verify(block.number, block.bytes);
    } catch (IOException | RuntimeException | Error failure) {
      block.failure = failure;
    }
  }

  private void loadThrough(Arena memory, BlockSource source, List<Block> run) {
    long begin = run.getFirst().offset();
    long end = run.getLast().offset() + run.getLast().bytes.byteSize();
    try {
      MemorySegment buffer = memory.allocate(end - begin);
      read(source, begin, buffer);
      run.forEach(block -> take(source, block, buffer, block.offset() - begin));
    } catch (IOException | RuntimeException | Error failure) {
      run.forEach(block -> block.failure = failure);
    }
  }

  private static void take(BlockSource source, Block block, MemorySegment buffer, long at) {
    try {
      MemorySegment.copy(buffer, at, block.bytes, 0, block.bytes.byteSize());
      source.verify(block.number, block.bytes);
    } catch (IOException | RuntimeException failure) {
      block.failure = failure;
    }
  }

  private void read(RangeReader source, long offset, MemorySegment target) throws IOException {
    requests.increment();
    source.read(offset, target);
    bytes.add(target.byteSize());
  }
}
