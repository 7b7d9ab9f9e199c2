package io.vecgo.graph;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The base layer of a graph off the heap: for each row a record of fixed length, a count and that
 * many neighbours. One writer a row at a time (the caller locks); readers take no lock: they see
 * any mixture of the old and the new neighbours of a row, each of which is a row of the graph.
 *
 * <p>A neighbour may be read in a slot below a count of long ago, so the count alone orders
 * nothing. Fences do: what was written for a row before it became a neighbour (its vector, the
 * chunks that hold it) is seen by everyone who reads it as one.
 */
final class BaseLinks implements Links {
  private static final long CHUNK_BYTES_MAX = 1 << 20;
  private static final int CHUNK_ALIGNMENT = 64;
  private static final VarHandle COUNT = ValueLayout.JAVA_INT.varHandle();

  private final int linksMax;
  private final long strideBytes;
  private final int chunkShift;
  private volatile MemorySegment[] chunks = {};

  BaseLinks(int linksMax) {
    this.linksMax = linksMax;
    this.strideBytes = (1L + linksMax) * Integer.BYTES;
    this.chunkShift = Long.SIZE - 1 - Long.numberOfLeadingZeros(CHUNK_BYTES_MAX / strideBytes);
  }

  @Override
  public int linksMax() {
    return linksMax;
  }

  /** Takes memory until there is room for so many rows. Called by one thread at a time. */
  void ensureCapacity(int rows, Arena arena) {
    MemorySegment[] old = chunks;
    int needed = ((rows - 1) >> chunkShift) + 1;
    if (needed <= old.length) {
      return;
    }
    MemorySegment[] more = Arrays.copyOf(old, needed);
    for (int i = old.length; i < needed; i++) {
      more[i] = arena.allocate(strideBytes << chunkShift, CHUNK_ALIGNMENT);
    }
    chunks = more;
  }

  @Override
  public int capacityRows() {
    return chunks.length << chunkShift;
  }

  long strideBytes() {
    return strideBytes;
  }

  long chunkBytes() {
    return strideBytes << chunkShift;
  }

  /** Memory taken once there is room for so many rows; of 0 rows what is taken now. */
  long capacityBytes(int rows) {
    int needed = ((rows - 1) >> chunkShift) + 1;
    return chunkBytes() * Math.max(needed, chunks.length);
  }

  @Override
  public int read(int row, int[] target, int to) {
    MemorySegment chunk = chunk(row);
    long at = offset(row);
    int count = (int) COUNT.getAcquire(chunk, at);
    MemorySegment.copy(chunk, ValueLayout.JAVA_INT, at + Integer.BYTES, target, to, count);
    VarHandle.acquireFence();
    return count;
  }

  /** Adds a neighbour; false if the record is full. */
  boolean append(int row, int neighbour) {
    MemorySegment chunk = chunk(row);
    long at = offset(row);
    int count = (int) COUNT.get(chunk, at);
    if (count == linksMax) {
      return false;
    }
    VarHandle.releaseFence();
    chunk.set(ValueLayout.JAVA_INT, at + (1L + count) * Integer.BYTES, neighbour);
    COUNT.setRelease(chunk, at, count + 1);
    return true;
  }

  /** Replaces the neighbours of a row. */
  void replace(int row, int[] neighbours, int count) {
    MemorySegment chunk = chunk(row);
    long at = offset(row);
    VarHandle.releaseFence();
    MemorySegment.copy(neighbours, 0, chunk, ValueLayout.JAVA_INT, at + Integer.BYTES, count);
    COUNT.setRelease(chunk, at, count);
  }

  private MemorySegment chunk(int row) {
    return chunks[row >>> chunkShift];
  }

  private long offset(int row) {
    return (row & ((1 << chunkShift) - 1)) * strideBytes;
  }
}
