package io.vecgo.text;

import java.util.Arrays;

/** Goes through the rows of a term, forward, and skips blocks that are not asked for. */
final class TermCursor {
  /** Behind every row. */
  static final int NO_ROW = Integer.MAX_VALUE;

  private static final int NO_BLOCK = -1;

  private final Postings postings;
  private final FieldText text;
  private final TermWeight weight;
  private final BlockBuffers buffers;
  private int block; // the first one that may hold rows that are still asked for
  private int readBlock = NO_BLOCK;
  private int scoredBlock = NO_BLOCK;
  private int at; // in the block that was read, the first row that may still be asked for
  private int end; // of the run
  private int size;
  private double bound;
  private long read;

  TermCursor(TextTerm term, BlockBuffers buffers) {
    this.postings = term.postings();
    this.text = term.text();
    this.weight = term.weight();
    this.buffers = buffers;
  }

  /** Rows read so far. */
  long read() {
    return read;
  }

  /** A row that is not before the given one, nor behind the first such row of the term. */
  int firstRow(int from) {
    skipBlocksBefore(from);
    if (block == postings.blocks()) {
      return NO_ROW;
    }
    if (readBlock == block || postings.blocks() == 1) {
      return readUpTo(from) ? buffers.rows[at] : NO_ROW;
    }
    return block == 0 ? from : Math.max(from, postings.lastRow(block - 1) + 1);
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
    int endOfWindow = endBefore(to);
    scoreBlock();
    double highest = 0;
    for (int i = at; i < endOfWindow; i++) {
      highest = Math.max(highest, buffers.scores[i]);
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
   * Goes to the next rows of the term from {@code from} to {@code to - 1} that lie in one block;
   * false if there are none. {@link #leaveRun} must be called behind them.
   */
  boolean enterRun(int from, int to) {
    skipBlocksBefore(from);
    if (block == postings.blocks() || !readUpTo(from) || buffers.rows[at] >= to) {
      return false;
    }
    end = buffers.rows[size - 1] < to ? size : endBefore(to);
    scoreBlock();
    return true;
  }

  /** Passes over the rows of a run. */
  void leaveRun() {
    at = end;
    block += at == size ? 1 : 0;
  }

  /** The place of the first row of the run. */
  int runBegin() {
    return at;
  }

  /** The place behind the last row of the run. */
  int runEnd() {
    return end;
  }

  int rowAt(int place) {
    return buffers.rows[place];
  }

  double scoreAt(int place) {
    return buffers.scores[place];
  }

  /**
   * Adds the scores of rows to those that they have already, and marks the rows.
   *
   * @param from the first row, which has the first score and the first bit
   * @param to the row after the last one
   */
  void addAll(int from, int to, double[] scores, long[] marks) {
    while (enterRun(from, to)) {
      for (int i = at; i < end; i++) {
        int row = buffers.rows[i] - from;
        scores[row] += buffers.scores[i];
        marks[row >>> 6] |= 1L << row;
      }
      leaveRun();
    }
  }

  /** The score of a row; 0 if it does not have the term. */
  double score(int row) {
    skipBlocksBefore(row);
    if (block == postings.blocks() || !readUpTo(row) || buffers.rows[at] != row) {
      return 0;
    }
    if (scoredBlock != block) {
      text.lengths(buffers.rows, at, at + 1, buffers.lengths);
      return weight.score(buffers.frequencies[at], buffers.lengths[at]);
    }
    return buffers.scores[at];
  }

  private void skipBlocksBefore(int row) {
    while (block < postings.blocks() && postings.lastRow(block) < row) {
      block++;
    }
  }

  /** Reads the block and goes to its first row that is not before the given one; false if none. */
  private boolean readUpTo(int row) {
    if (readBlock != block) {
      size = postings.read(block, buffers.bytes, buffers.rows, buffers.frequencies);
      read += size;
      readBlock = block;
      at = 0;
    }
    if (at < size && buffers.rows[at] < row) {
      at = endBefore(row);
    }
    return at < size;
  }

  /** Once for each block, as windows mostly go on where the last one ended. */
  private void scoreBlock() {
    if (scoredBlock != block) {
      text.lengths(buffers.rows, at, size, buffers.lengths);
      for (int i = at; i < size; i++) {
        buffers.scores[i] = weight.score(buffers.frequencies[i], buffers.lengths[i]);
      }
      scoredBlock = block;
    }
  }

  /** The place of the first row that is not before the given one. */
  private int endBefore(int row) {
    int found = Arrays.binarySearch(buffers.rows, at, size, row);
    return found >= 0 ? found : -found - 1;
  }
}
