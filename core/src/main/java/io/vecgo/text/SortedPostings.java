package io.vecgo.text;

/** Postings in arrays, all of live rows. */
final class SortedPostings implements Postings {
  private final int[] rows;
  private final int[] frequencies;
  private final int[] impacts;

  /**
   * @param rows ascending, at least one
   * @param frequencies one a row
   */
  private SortedPostings(int[] rows, int[] frequencies, FieldText text) {
    this.rows = rows;
    this.frequencies = frequencies;
    this.impacts = impacts(rows, frequencies, text);
  }

  /**
   * @param entries of {@link GrowingPostings}, at least one
   */
  static SortedPostings of(long[] entries, FieldText text) {
    int[] rows = new int[entries.length];
    int[] frequencies = new int[entries.length];
    for (int i = 0; i < entries.length; i++) {
      rows[i] = GrowingPostings.row(entries[i]);
      frequencies[i] = GrowingPostings.frequency(entries[i]);
    }
    return new SortedPostings(rows, frequencies, text);
  }

  private static int[] impacts(int[] rows, int[] frequencies, FieldText text) {
    int blocks = (rows.length + BLOCK_ROWS - 1) / BLOCK_ROWS;
    int[] impacts = new int[blocks * Impacts.CLASSES];
    int[] lengths = new int[rows.length];
    text.lengths(rows, 0, rows.length, lengths);
    for (int i = 0; i < rows.length; i++) {
      Impacts.add(frequencies[i], lengths[i], impacts, i / BLOCK_ROWS * Impacts.CLASSES);
    }
    return impacts;
  }

  @Override
  public int liveRows() {
    return rows.length;
  }

  @Override
  public int blocks() {
    return impacts.length / Impacts.CLASSES;
  }

  @Override
  public int lastRow(int block) {
    return rows[Math.min(rows.length, (block + 1) * BLOCK_ROWS) - 1];
  }

  @Override
  public double bound(int block, TermWeight weight) {
    double bound = 0;
    for (int i = 0; i < Impacts.CLASSES; i++) {
      bound = Math.max(bound, Impacts.bound(impacts[block * Impacts.CLASSES + i], weight));
    }
    return bound;
  }

  @Override
  public int read(int block, byte[] buffer, int[] rowsOut, int[] frequenciesOut) {
    int from = block * BLOCK_ROWS;
    int count = Math.min(BLOCK_ROWS, rows.length - from);
    System.arraycopy(rows, from, rowsOut, 0, count);
    System.arraycopy(frequencies, from, frequenciesOut, 0, count);
    return count;
  }
}
