package io.vecgo.text;

import io.vecgo.bytes.LittleEndian;
import io.vecgo.rows.RowSet;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** The postings of a term, read where their bytes lie. Thread-safe. */
final class EncodedPostings implements Postings {
  private static final int NO_ROW = -1;

  private final CheckedBytes bytes;
  private final long at;
  private final MemorySegment list;
  private final int count;
  private final int rowsMax;
  private final int blocks;
  private final int liveRows;

  /**
   * @param at where the postings begin
   * @param length their bytes
   * @param count rows with the term
   * @param rowsMax rows of the segment
   */
  EncodedPostings(CheckedBytes bytes, long at, long length, int count, int rowsMax) {
    this.bytes = bytes;
    this.at = at;
    this.list = bytes.slice(at, length);
    this.count = count;
    this.rowsMax = rowsMax;
    this.blocks = FieldLayout.postingsBlocks(count);
    this.liveRows = count;
    if (blocks > 1 && length < (long) blocks * FieldLayout.ENTRY_BYTES) {
      throw bytes.corrupt(at, "truncated", blocks + " entries", length + " bytes");
    }
  }

  private EncodedPostings(EncodedPostings other, int liveRows) {
    this.bytes = other.bytes;
    this.at = other.at;
    this.list = other.list;
    this.count = other.count;
    this.rowsMax = other.rowsMax;
    this.blocks = other.blocks;
    this.liveRows = liveRows;
  }

  /** These postings, of which so many rows are live. */
  EncodedPostings withLiveRows(int rows) {
    return new EncodedPostings(this, rows);
  }

  /** Number of rows, live or not. */
  int count() {
    return count;
  }

  /** Whether the rows and frequencies are those of others. */
  boolean isSame(EncodedPostings other) {
    if (count != other.count) {
      return false;
    }
    int[] rows = new int[BLOCK_ROWS];
    int[] frequencies = new int[BLOCK_ROWS];
    int[] otherRows = new int[BLOCK_ROWS];
    int[] otherFrequencies = new int[BLOCK_ROWS];
    byte[] buffer = new byte[BlockCodec.BUFFER_BYTES];
    for (int block = 0; block < blocks; block++) {
      int size = read(block, buffer, rows, frequencies);
      other.read(block, buffer, otherRows, otherFrequencies);
      if (!Arrays.equals(rows, 0, size, otherRows, 0, size)
          || !Arrays.equals(frequencies, 0, size, otherFrequencies, 0, size)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a row is within the impacts of its block. */
  boolean admits(int block, int frequency, int length) {
    if (blocks == 1) {
      return true;
    }
    int impact = Impacts.classOf(frequency);
    int known = entry(block, FieldLayout.ENTRY_IMPACTS_OFFSET + impact * Integer.BYTES);
    return Impacts.joined(known, frequency, length) == known;
  }

  /** Counts the rows that are in a set. */
  int countIn(RowSet live) {
    byte[] buffer = new byte[BlockCodec.BUFFER_BYTES];
    int[] rows = new int[BLOCK_ROWS];
    int[] frequencies = new int[BLOCK_ROWS];
    int found = 0;
    for (int block = 0; block < blocks; block++) {
      int size = read(block, buffer, rows, frequencies);
      for (int i = 0; i < size; i++) {
        found += live.contains(rows[i]) ? 1 : 0;
      }
    }
    return found;
  }

  @Override
  public int liveRows() {
    return liveRows;
  }

  @Override
  public int blocks() {
    return blocks;
  }

  /** For postings of a single block it is not known without reading that. */
  @Override
  public int lastRow(int block) {
    return blocks == 1 ? rowsMax - 1 : entry(block, FieldLayout.ENTRY_LAST_ROW_OFFSET);
  }

  /** For postings of a single block it is not known without reading that. */
  @Override
  public double bound(int block, TermWeight weight) {
    if (blocks == 1) {
      return weight.limit();
    }
    double bound = 0;
    for (int i = 0; i < Impacts.CLASSES; i++) {
      int impact = entry(block, FieldLayout.ENTRY_IMPACTS_OFFSET + i * Integer.BYTES);
      bound = impact == 0 ? bound : Math.max(bound, Impacts.bound(impact, weight));
    }
    return bound;
  }

  private int entry(int block, int offset) {
    return list.get(LittleEndian.I32, (long) block * FieldLayout.ENTRY_BYTES + offset);
  }

  @Override
  public int read(int block, byte[] buffer, int[] rows, int[] frequencies) {
    long begin = begin(block);
    long end = end(block);
    int size = Math.min(BLOCK_ROWS, count - block * BLOCK_ROWS);
    int before = block == 0 ? NO_ROW : lastRow(block - 1);
    int length = Math.clamp(end - begin, 0, BlockCodec.BUFFER_BYTES);
    if (begin < 0 || end > list.byteSize() || end - begin != length) {
      throw damage(begin, "invalid block", "up to " + list.byteSize(), begin + " to " + end);
    }
    MemorySegment.copy(list, ValueLayout.JAVA_BYTE, begin, buffer, 0, length);
    if (!BlockCodec.hasLength(buffer, size, length)) {
      throw damage(begin, "invalid block", "a block of " + size + " rows", length + " bytes");
    }
    long last =
        before < NO_ROW ? rowsMax : BlockCodec.read(buffer, size, before, rows, frequencies);
    if (last >= rowsMax || (blocks > 1 && last != lastRow(block))) {
      throw damage(begin, "invalid row", "less than " + rowsMax, Long.toString(last));
    }
    return size;
  }

  private long begin(int block) {
    if (blocks == 1) {
      return 0;
    }
    return block == 0
        ? (long) blocks * FieldLayout.ENTRY_BYTES
        : entry(block - 1, FieldLayout.ENTRY_END_OFFSET);
  }

  private long end(int block) {
    return blocks == 1 ? list.byteSize() : entry(block, FieldLayout.ENTRY_END_OFFSET);
  }

  private RuntimeException damage(long offset, String problem, String expected, String found) {
    return bytes.corrupt(at + offset, problem, expected, found);
  }
}
