package io.vecgo.text;

import java.util.Arrays;

/**
 * The rows of a term and how often it stands in each, while a field is indexed: two to three bytes
 * a row. Confined to one thread.
 */
final class TermRows {
  /** Terms that are more frequent count as this. */
  static final int FREQUENCY_MAX = 1 << 20;

  private static final int NONE = -1;
  private static final int VARINT_BYTES_MAX = 5;

  private byte[] bytes = new byte[2 * VARINT_BYTES_MAX];
  private int end;
  private int count;
  private int lastRow = NONE;
  private int row = NONE;
  private int frequency;

  /** Counts the term once more in a row, which is not before the last one. */
  void add(int ofRow) {
    if (row == ofRow) {
      frequency = Math.min(FREQUENCY_MAX, frequency + 1);
      return;
    }
    flush();
    row = ofRow;
    frequency = 1;
    count++;
  }

  /** Number of rows. */
  int count() {
    return count;
  }

  /** Fills arrays of at least {@link #count}. Nothing can be added afterwards. */
  void read(int[] rows, int[] frequencies) {
    flush();
    end = 0;
    int previous = NONE;
    for (int i = 0; i < count; i++) {
      previous += 1 + varint();
      rows[i] = previous;
      frequencies[i] = varint();
    }
  }

  private int varint() {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = bytes[end++];
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private void flush() {
    if (row == NONE) {
      return;
    }
    if (end + 2 * VARINT_BYTES_MAX > bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 3 / 2 + 2 * VARINT_BYTES_MAX);
    }
    writeVarint(row - lastRow - 1);
    writeVarint(frequency);
    lastRow = row;
  }

  private void writeVarint(int value) {
    int rest = value;
    while (rest > 0x7F) {
      bytes[end++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[end++] = (byte) rest;
  }
}
