package io.vecgo.text;

/**
 * The rows of a part whose text holds a term, ascending, in blocks: all are full but the last.
 * Immutable, thread-safe.
 */
public interface Postings {
  /** Rows of a full block. */
  int BLOCK_ROWS = 128;

  /** Live rows among them. */
  int liveRows();

  /** Number of blocks, at least one. */
  int blocks();

  /** A row that is not less than any of a block, and less than all of the next one. */
  int lastRow(int block);

  /** A score that no row of a block exceeds. */
  double bound(int block, TermWeight weight);

  /**
   * Reads a block.
   *
   * @param buffer of at least {@link BlockCodec#BUFFER_BYTES}, to work with
   * @param rows to be filled with the rows, of which some may not be live
   * @param frequencies to be filled with how often the term stands in the text of each
   * @return the number of rows
   */
  int read(int block, byte[] buffer, int[] rows, int[] frequencies);
}
