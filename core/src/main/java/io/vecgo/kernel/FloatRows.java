package io.vecgo.kernel;

import io.vecgo.bytes.LittleEndian;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Float vectors of one dimension, one a row, off the heap, each padded with zeros to a whole number
 * of kernel blocks. Rows lie in chunks: one for a segment file, a growing list for a memtable, so
 * that memory is taken as it is used and nothing moves once it is written.
 *
 * <p>Threads: any number may read rows that were handed to them safely; {@link #ensureCapacity} is
 * called by one thread at a time; different rows may be {@link #set} at the same time.
 */
public final class FloatRows {
  /** Vectors are padded to a multiple of this many floats, so that kernels need no tail. */
  public static final int PADDING_FLOATS = 8;

  private static final int JOINED_UNIT_SHIFT = 12;
  private static final long CHUNK_BYTES_MAX = 1 << 20;
  private static final int CHUNK_ALIGNMENT = 64;
  private static final int SINGLE_CHUNK_SHIFT = 31;

  private final int dimension;
  private final long strideBytes;
  private final int chunkShift;
  private final int chunkMask;
  private volatile MemorySegment[] chunks;

  private FloatRows(int dimension, long strideBytes, int chunkShift, MemorySegment... chunks) {
    this.dimension = dimension;
    this.strideBytes = strideBytes;
    this.chunkShift = chunkShift;
    this.chunkMask = (1 << chunkShift) - 1;
    this.chunks = chunks;
  }

  /** No rows yet; {@link #ensureCapacity} makes room. */
  public static FloatRows growing(int dimension) {
    return growing(dimension, strideBytes(dimension));
  }

  /** No rows yet, of a single float each, without padding. */
  public static FloatRows growingScalars() {
    return growing(1, Float.BYTES);
  }

  private static FloatRows growing(int dimension, long strideBytes) {
    long rowsPerChunk = Math.max(1, CHUNK_BYTES_MAX / strideBytes);
    return new FloatRows(
        dimension, strideBytes, Long.SIZE - 1 - Long.numberOfLeadingZeros(rowsPerChunk));
  }

  /** The rows in {@code bytes}, which must be off-heap memory of a whole number of strides. */
  public static FloatRows over(MemorySegment bytes, int dimension) {
    return new FloatRows(dimension, strideBytes(dimension), SINGLE_CHUNK_SHIFT, bytes);
  }

  /** The rows in {@code bytes}, off-heap memory of one float a row. */
  public static FloatRows scalarsOver(MemorySegment bytes) {
    return new FloatRows(1, Float.BYTES, SINGLE_CHUNK_SHIFT, bytes);
  }

  /**
   * The rows of several pieces of memory as one. Each piece takes up {@link #joinedRows}, of which
   * the last ones may be no rows.
   *
   * @param pieces rows {@link #over} one piece of memory each
   */
  public static FloatRows joined(List<FloatRows> pieces) {
    FloatRows first = pieces.getFirst();
    MemorySegment[] units = pieces.stream().flatMap(FloatRows::units).toArray(MemorySegment[]::new);
    return new FloatRows(first.dimension, first.strideBytes, JOINED_UNIT_SHIFT, units);
  }

  /** The row numbers that a piece of so many rows takes up where it is {@link #joined}. */
  public static int joinedRows(int rows) {
    int unit = 1 << JOINED_UNIT_SHIFT;
    return Math.multiplyExact((rows + unit - 1) >>> JOINED_UNIT_SHIFT, unit);
  }

  private Stream<MemorySegment> units() {
    MemorySegment piece = chunks[0];
    long unitBytes = strideBytes << JOINED_UNIT_SHIFT;
    return LongStream.rangeClosed(0, (piece.byteSize() - 1) / unitBytes)
        .map(unit -> unit * unitBytes)
        .mapToObj(at -> piece.asSlice(at, Math.min(unitBytes, piece.byteSize() - at)));
  }

  /** Bytes that reading a row reads. */
  public long bytesPerRow() {
    return strideBytes;
  }

  /** Bytes from one row to the next. */
  public static long strideBytes(int dimension) {
    return (long) paddedDimension(dimension) * Float.BYTES;
  }

  /** The dimension with its padding. */
  public static int paddedDimension(int dimension) {
    return (dimension + PADDING_FLOATS - 1) / PADDING_FLOATS * PADDING_FLOATS;
  }

  public int dimension() {
    return dimension;
  }

  /** Takes memory until there is room for so many rows. */
  public void ensureCapacity(int rows, Arena arena) {
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

  /** Memory that is taken at a time, in bytes. */
  public long chunkBytes() {
    return strideBytes << chunkShift;
  }

  /**
   * Memory taken once there is {@linkplain #ensureCapacity room} for so many rows, in bytes; of 0
   * rows what is taken now.
   */
  public long capacityBytes(int rows) {
    int needed = ((rows - 1) >> chunkShift) + 1;
    return Math.max(needed, chunks.length) * chunkBytes();
  }

  public void set(int row, float[] vector) {
    MemorySegment.copy(vector, 0, chunk(row), LittleEndian.F32, offset(row), dimension);
  }

  /** Copies a row into the head of {@code target}; what is behind {@link #dimension} stays. */
  public void get(int row, float[] target) {
    MemorySegment.copy(chunk(row), LittleEndian.F32, offset(row), target, 0, dimension);
  }

  public float[] get(int row) {
    float[] vector = new float[dimension];
    get(row, vector);
    return vector;
  }

  /** The first component of a row: the value, where rows are single floats. */
  public float first(int row) {
    return chunk(row).get(LittleEndian.F32, offset(row));
  }

  /** Sets {@link #first}. */
  public void setFirst(int row, float value) {
    chunk(row).set(LittleEndian.F32, offset(row), value);
  }

  /** The memory in which a row lies, at {@link #offset}. */
  public MemorySegment chunk(int row) {
    return chunks[row >>> chunkShift];
  }

  /** Where the row begins in its {@link #chunk}, in bytes. */
  public long offset(int row) {
    return (row & chunkMask) * strideBytes;
  }
}
