package io.vecgo.graph;

import io.vecgo.bytes.LittleEndian;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The bytes of a segment's graph, in memory as in a file; every number is a little-endian int.
 *
 * <p>A header: rows, links at most, entry rows, ef of walks. Then the entry rows, ascending. Then,
 * at the next multiple of {@link #RECORD_ALIGNMENT}, a record for each row: a count, that many
 * neighbours, zeros up to the most links.
 */
final class GraphLayout {
  static final int ROWS_OFFSET = 0;
  static final int LINKS_MAX_OFFSET = ROWS_OFFSET + Integer.BYTES;
  static final int ENTRY_COUNT_OFFSET = LINKS_MAX_OFFSET + Integer.BYTES;
  static final int EF_OFFSET = ENTRY_COUNT_OFFSET + Integer.BYTES;
  static final int ENTRIES_OFFSET = EF_OFFSET + Integer.BYTES;

  /** The records begin at a multiple of this many bytes. */
  static final int RECORD_ALIGNMENT = 64;

  /** Most neighbours that a row of any graph may have. */
  static final int LINKS_LIMIT = 256;

  private GraphLayout() {}

  /** Bytes from one record to the next. */
  static long strideBytes(int linksMax) {
    return (1L + linksMax) * Integer.BYTES;
  }

  static long recordsOffset(int entryCount) {
    long end = ENTRIES_OFFSET + (long) entryCount * Integer.BYTES;
    return (end + RECORD_ALIGNMENT - 1) / RECORD_ALIGNMENT * RECORD_ALIGNMENT;
  }

  static long byteSize(int rows, int linksMax, int entryCount) {
    return recordsOffset(entryCount) + rows * strideBytes(linksMax);
  }

  /** The bytes of a graph without links. */
  static MemorySegment allocate(int rows, int linksMax, int[] entries, Arena arena) {
    long size = byteSize(rows, linksMax, entries.length);
    MemorySegment bytes = arena.allocate(size, RECORD_ALIGNMENT);
    bytes.set(LittleEndian.I32, ROWS_OFFSET, rows);
    bytes.set(LittleEndian.I32, LINKS_MAX_OFFSET, linksMax);
    bytes.set(LittleEndian.I32, ENTRY_COUNT_OFFSET, entries.length);
    bytes.set(LittleEndian.I32, EF_OFFSET, 1);
    MemorySegment.copy(entries, 0, bytes, LittleEndian.I32, ENTRIES_OFFSET, entries.length);
    return bytes;
  }

  static int ef(MemorySegment bytes) {
    return bytes.get(LittleEndian.I32, EF_OFFSET);
  }

  static void setEf(MemorySegment bytes, int ef) {
    bytes.set(LittleEndian.I32, EF_OFFSET, ef);
  }

  static int rows(MemorySegment bytes) {
    return bytes.get(LittleEndian.I32, ROWS_OFFSET);
  }

  static int linksMax(MemorySegment bytes) {
    return bytes.get(LittleEndian.I32, LINKS_MAX_OFFSET);
  }

  static int entryCount(MemorySegment bytes) {
    return bytes.get(LittleEndian.I32, ENTRY_COUNT_OFFSET);
  }

  static int[] entries(MemorySegment bytes) {
    int[] entries = new int[entryCount(bytes)];
    MemorySegment.copy(bytes, LittleEndian.I32, ENTRIES_OFFSET, entries, 0, entries.length);
    return entries;
  }

  /** The records in the bytes of a graph. */
  static LinkRecords records(MemorySegment bytes) {
    return new LinkRecords(
        bytes.asSlice(recordsOffset(entryCount(bytes))), rows(bytes), linksMax(bytes));
  }
}
