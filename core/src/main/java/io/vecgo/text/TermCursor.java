package io.vecgo.text;

import java.util.Arrays;

/** Goes through the rows of a term, forward, and skips blocks that are not asked for. */
final class TermCursor {
  private static final int NO_BLOCK = -1;

  private final Postings postings;
  private final FieldText text;
  private final TermWeight weight;
  private final byte[] buffer = new byte[BlockCodec.BUFFER_BYTES];
  private final int[] rows = new int[Postings.BLOCK_ROWS];
  private final int[] frequencies = new int[Postings.BLOCK_ROWS];
  private final int[] lengths = new int[Postings.BLOCK_ROWS];
  private int block; // the first one that may hold rows that are still asked for
  private int readBlock = NO_BLOCK;
  private int at; // in the block that was read, the first row that may still be asked for
  private int size;
  private double bound;
  private long read;

  TermCursor(TextTerm term) {
    this.postings = term.postings();
    this.text = term.text();
    this.weight = term.weight();
  }

  /** Rows read so far. */
  long read() {
    return read;
  }

  /** Computes the {@link #bound} of the rows from {@code from} to {@code to - 1}. */
  void enter(int from, int to) {
    bound = postings.blocks() == 1 ? highestScore(from, to) : highestBound(from, to);
  }

  /** Of the only block: reading it costs little more than a bound. */
  private double highestScore(int from, int to) {
    if (block == postings.blocks() || !readUpTo(from)) {
      return 0;
    }
    int end = endBefore(to);
    text.lengths(rows, at, end, lengths);
    double highest = 0;
    for (int i = at; i < end; i++) {
      highest = Math.max(highest, weight.score(frequencies[i], lengths[i]));
    }
    return highest;
  }

  private double highestBound(int from, int to) {
    skipBlocksBefore(from);
    double highest = 0;
    int begin = from;
    for (int next = block; next < postings.blocks() && begin < to; next++) {
      highest = Math.max(highest, postings.bound(next, weight));
      begin = postings.lastRow(next) + 1;
    }
    return highest;
  }

  /** A score that no row exceeds of those that were {@linkplain #enter entered}. */
  double bound() {
    return bound;
  }

  /**
   * Adds the scores of rows to those that they have already, and marks the rows.
   *
   * @param from the first row, which has the first score and the first bit
   * @param to the row after the last one
   */
  void addAll(int from, int to, double[] scores, long[] marks) {
    skipBlocksBefore(from);
    while (block < postings.blocks() && readUpTo(from) && rows[at] < to) {
      int end = rows[size - 1] < to ? size : endBefore(to);
      text.lengths(rows, at, end, lengths);
      for (int i = at; i < end; i++) {
        int row = rows[i] - from;
        scores[row] += weight.score(frequencies[i], lengths[i]);
        marks[row >>> 6] |= 1L << row;
      }
      at = end;
      if (end < size) {
        return;
      }
      block++;
    }
  }

  /** The score of a row; 0 if it does not have the term. */
  double score(int row) {
    skipBlocksBefore(row);
    if (block == postings.blocks() || !readUpTo(row) || rows[at] != row) {
      return 0;
    }
    text.lengths(rows, at, at + 1, lengths);
    return weight.score(frequencies[at], lengths[at]);
  }

  private void skipBlocksBefore(int row) {
    while (block < postings.blocks() && postings.lastRow(block) < row) {
      block++;
    }
  }

  /** Reads the block and goes to its first row that is not before the given one; false if none. */
  private boolean readUpTo(int row) {
    if (readBlock != block) {
      size = postings.read(block, buffer, rows, frequencies);
      read += size;
      readBlock = block;
      at = 0;
    }
    if (at < size && rows[at] < row) {
      at = endBefore(row);
    }
    return at < size;
  }

  /** The place of the first row that is not before the given one. */
  private int endBefore(int row) {
    int found = Arrays.binarySearch(rows, at, size, row);
    return found >= 0 ? found : -found - 1;
  }
}
