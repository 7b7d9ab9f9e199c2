package io.vecgo.segment;

/**
 * How large the text index of a field will be. The n-th most frequent term is taken to be n times
 * rarer than the first (Zipf), as in natural languages, and a word to have six bytes with the space
 * behind it.
 *
 * @param rows that have a text
 * @param terms that there are, in texts of any number
 * @param textBytes of a text, on average
 */
record TermSize(long rows, long terms, int textBytes) {
  private static final int WORD_BYTES = 6;
  private static final int BLOCK_ROWS = 128;
  private static final int BLOCK_HEAD_BYTES = 2;
  private static final int BLOCK_ENTRY_BYTES = 24;

  /** In the dictionary: what is not shared with the term before, and four lengths. */
  private static final int TERM_BYTES = 8;

  /** Terms of ranks that differ by less than this share are taken together. */
  private static final int RANKS_PER_STEP = 16;

  private static final double EULER = 0.5772;

  /** Postings, dictionary and lengths of texts. */
  long bytes() {
    double sum = rows;
    double harmonic = harmonic((double) terms);
    double words = (double) textBytes / WORD_BYTES;
    for (long rank = 1; rank <= terms; ) {
      long next = Math.min(terms + 1, rank + Math.max(1, rank / RANKS_PER_STEP));
      double frequency = words / (harmonic * rank);
      sum += (next - rank) * ofTerm(rows * -Math.expm1(-frequency), frequency);
      rank = next;
    }
    return (long) sum;
  }

  /**
   * A term that stands in so many texts, and so often in a text, on average. A rare one may be in
   * none, and takes nothing then.
   */
  private double ofTerm(double rowsOfTerm, double frequency) {
    double chance = -Math.expm1(-rowsOfTerm);
    double listRows = rowsOfTerm / chance;
    double blocks = Math.ceil(listRows / BLOCK_ROWS);
    double inBlock = listRows / blocks;
    double longestGap = rows / listRows * harmonic(inBlock);
    double gapBits = Math.ceil(Math.log(longestGap + 1) / Math.log(2));
    double timesBits = Math.log1p(frequency * harmonic(inBlock)) / Math.log(2);
    double list =
        blocks * (BLOCK_HEAD_BYTES + (blocks > 1 ? BLOCK_ENTRY_BYTES : 0))
            + listRows * (gapBits + timesBits) / Byte.SIZE;
    return chance * (TERM_BYTES + list);
  }

  /** The sum of the inverses of the first numbers. */
  private static double harmonic(double count) {
    return Math.log(count) + EULER + 1 / (2 * count);
  }
}
