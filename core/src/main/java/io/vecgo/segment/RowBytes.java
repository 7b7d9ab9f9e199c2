package io.vecgo.segment;

import io.vecgo.bytes.ByteReader;
import io.vecgo.columns.Stripe;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;

/** A section of byte strings, one a row: the bytes of all rows, then rows + 1 offsets into them. */
final class RowBytes {
  private static final byte[] NO_BYTES = {};

  private final SectionBytes section;
  private final int bytesMax;
  private final long offsetsAt;

  /**
   * @param bytesMax the longest that any string may be: a crafted one takes no memory
   */
  RowBytes(SectionBytes section, int rows, int bytesMax) {
    this.section = section;
    this.bytesMax = bytesMax;
    this.offsetsAt = section.length() - (rows + 1L) * Long.BYTES;
    if (offsetsAt < 0) {
      throw section
          .place()
          .corrupt(0, "wrong length", "offsets of " + rows + " rows", section.length() + " bytes");
    }
  }

  /** Reads all and so verifies all. */
  void verify() {
    section.verify();
  }

  /** What fetches the bytes of rows together; empty if all are in memory. */
  Optional<Runnable> fetch(int[] rows) {
    boolean isThere =
        offsetsAt == 0
            || !(section instanceof PagedSection paged)
            || Arrays.stream(rows).allMatch(row -> isIn(paged, row));
    return isThere ? Optional.empty() : Optional.of(() -> fetch((PagedSection) section, rows));
  }

  private boolean isIn(PagedSection paged, int row) {
    if (!paged.holds(offsetsAt + (long) row * Long.BYTES, 2 * Long.BYTES)) {
      return false;
    }
    long from = begin(row);
    return paged.holds(from, end(row, from) - from);
  }

  private void fetch(PagedSection paged, int[] rows) {
    Pieces pieces = new Pieces();
    for (int row : rows) {
      pieces.touch(offsetsAt + (long) row * Long.BYTES, 2 * Long.BYTES);
    }
    paged.copy(pieces);
    for (int row : rows) {
      long from = begin(row);
      pieces.touch(from, end(row, from) - from);
    }
    paged.copy(pieces);
  }

  byte[] bytes(int row) {
    if (offsetsAt == 0) {
      return NO_BYTES;
    }
    long from = begin(row);
    long length = end(row, from) - from;
    return length == 0 ? NO_BYTES : section.slice(from, length).toArray(ValueLayout.JAVA_BYTE);
  }

  ByteReader reader(int row) {
    long from = begin(row);
    return section.reader(from, end(row, from) - from);
  }

  /** The stripe of so many rows that the bytes of a row are; they are read as it needs them. */
  Stripe stripe(int row, int rows) {
    long from = begin(row);
    long length = end(row, from) - from;
    return new Stripe((offset, bytes) -> section.reader(from + offset, bytes), length, rows);
  }

  private long begin(int row) {
    long from = offset(row);
    if (from < 0 || from > offsetsAt) {
      throw outside(row, from);
    }
    return from;
  }

  private long end(int row, long begin) {
    long end = offset(row + 1);
    if (end < begin || end > offsetsAt || end - begin > bytesMax) {
      throw outside(row + 1, end);
    }
    return end;
  }

  private long offset(int index) {
    return section.getLong(offsetsAt + (long) index * Long.BYTES);
  }

  private RuntimeException outside(int index, long offset) {
    return section
        .place()
        .corrupt(
            offsetsAt + (long) index * Long.BYTES,
            "invalid offset",
            "ascending by at most " + bytesMax + ", up to " + offsetsAt,
            Long.toString(offset));
  }
}
