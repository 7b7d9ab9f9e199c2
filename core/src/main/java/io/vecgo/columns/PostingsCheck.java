package io.vecgo.columns;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;

/**
 * Refuses postings that could lead out of the rows, or name a row twice.
 *
 * @param rows of the stripe
 */
record PostingsCheck(
    int rows,
    MemorySegment listEnds,
    MemorySegment denseEntries,
    MemorySegment bitmaps,
    MemorySegment list) {

  /**
   * Throws at the place of a reader unless all is sound.
   *
   * @throws io.vecgo.model.CorruptException naming what is wrong
   */
  void run(ByteReader place) {
    checkLists(place);
    checkDense(place);
  }

  private void checkLists(ByteReader place) {
    long listed = list.byteSize() / Character.BYTES;
    long entries = listEnds.byteSize() / Integer.BYTES;
    int begin = 0;
    for (long entry = 0; entry < entries; entry++) {
      int end = listEnds.get(LittleEndian.I32, entry * Integer.BYTES);
      if (end < begin || end > listed) {
        throw place.corrupt("invalid list", begin + " to " + listed, Integer.toString(end));
      }
      checkList(begin, end, place);
      begin = end;
    }
    if (begin != listed) {
      throw place.corrupt("invalid list", listed + " rows", begin + " rows");
    }
  }

  private void checkList(int begin, int end, ByteReader place) {
    int previous = -1;
    for (int i = begin; i < end; i++) {
      int row = list.get(LittleEndian.U16, (long) i * Character.BYTES);
      if (row <= previous || row >= rows) {
        throw place.corrupt(
            "invalid row", previous + 1 + " to " + (rows - 1), Integer.toString(row));
      }
      previous = row;
    }
  }

  private void checkDense(ByteReader place) {
    long dense = denseEntries.byteSize() / Integer.BYTES;
    long entries = listEnds.byteSize() / Integer.BYTES;
    int previous = -1;
    for (long i = 0; i < dense; i++) {
      int entry = denseEntries.get(LittleEndian.I32, i * Integer.BYTES);
      if (entry <= previous || entry >= entries) {
        throw place.corrupt(
            "invalid entry", previous + 1 + " to " + (entries - 1), Integer.toString(entry));
      }
      checkBitmap(i, place);
      previous = entry;
    }
  }

  /** No bits behind the last row. */
  private void checkBitmap(long index, ByteReader place) {
    int words = Postings.words(rows);
    int used = rows % Long.SIZE;
    long last = bitmaps.get(LittleEndian.I64, ((index + 1) * words - 1) * Long.BYTES);
    if (used != 0 && last >>> used != 0) {
      throw place.corrupt("invalid row", "0 to " + (rows - 1), "bits behind these");
    }
  }
}
