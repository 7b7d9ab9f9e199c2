package io.vecgo.text;

/**
 * Adds up the postings of a field and compares them with what it says of its rows. Used once, by
 * one thread.
 */
final class FieldCheck {
  private final EncodedField field;
  private final long[] termsOfRows;
  private final byte[] buffer = new byte[BlockCodec.BUFFER_BYTES];
  private final int[] rows = new int[Postings.BLOCK_ROWS];
  private final int[] frequencies = new int[Postings.BLOCK_ROWS];

  FieldCheck(EncodedField field) {
    this.field = field;
    this.termsOfRows = new long[field.rows()];
  }

  /** Reads all blocks of a term; throws if a row exceeds what its block says of all its rows. */
  void add(EncodedPostings postings) {
    for (int block = 0; block < postings.blocks(); block++) {
      int size = postings.read(block, buffer, rows, frequencies);
      for (int i = 0; i < size; i++) {
        add(postings, block, rows[i], frequencies[i]);
      }
    }
  }

  private void add(EncodedPostings postings, int block, int row, int frequency) {
    termsOfRows[row] += frequency;
    if (!postings.admits(block, frequency, field.length(row))) {
      throw field.corrupt(
          "row beyond the impacts of its block",
          "row " + row + " within block " + block,
          frequency + " times in " + field.length(row) + " terms");
    }
  }

  /** Throws unless the lengths of the rows are as many terms as there are, and their sums right. */
  void end() {
    long rowsWithText = 0;
    long totalLength = 0;
    for (int row = 0; row < termsOfRows.length; row++) {
      int length = field.length(row);
      rowsWithText += length > 0 ? 1 : 0;
      totalLength += length;
      expect("wrong length of row " + row, counted(row, length), length);
    }
    expect("wrong number of rows with text", rowsWithText, field.statistics().rows());
    expect("wrong total length", totalLength, field.statistics().totalLength());
  }

  /** Frequencies are cut where they are very large: then fewer terms are counted. */
  private long counted(int row, int length) {
    return length < TermRows.FREQUENCY_MAX ? termsOfRows[row] : Math.max(termsOfRows[row], length);
  }

  private void expect(String what, long expected, long found) {
    if (expected != found) {
      throw field.corrupt(what, Long.toString(expected), Long.toString(found));
    }
  }
}
