package io.vecgo.graph;

import io.vecgo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;

/**
 * The links of a known number of rows in records of fixed length: see {@link GraphLayout}. Any
 * number of threads may read; different rows may be changed at the same time, but a record must not
 * be read while it is changed.
 */
final class LinkRecords implements Links {
  private final MemorySegment bytes;
  private final int rows;
  private final int linksMax;
  private final long strideBytes;

  /**
   * @param bytes the records and nothing else
   */
  LinkRecords(MemorySegment bytes, int rows, int linksMax) {
    this.bytes = bytes;
    this.rows = rows;
    this.linksMax = linksMax;
    this.strideBytes = GraphLayout.strideBytes(linksMax);
  }

  @Override
  public int linksMax() {
    return linksMax;
  }

  @Override
  public int capacityRows() {
    return rows;
  }

  @Override
  public int read(int row, int[] target, int to) {
    long at = offset(row);
    int count = bytes.get(LittleEndian.I32, at);
    MemorySegment.copy(bytes, LittleEndian.I32, at + Integer.BYTES, target, to, count);
    return count;
  }

  /** Replaces the neighbours of a row; what is behind them in the record becomes zero. */
  void replace(int row, int[] neighbours, int count) {
    long at = offset(row);
    long end = at + (1L + count) * Integer.BYTES;
    bytes.set(LittleEndian.I32, at, count);
    MemorySegment.copy(neighbours, 0, bytes, LittleEndian.I32, at + Integer.BYTES, count);
    bytes.asSlice(end, at + strideBytes - end).fill((byte) 0);
  }

  /** Where the record of a row begins, in bytes from the first record. */
  private long offset(int row) {
    return row * strideBytes;
  }
}
