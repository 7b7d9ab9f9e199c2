package io.vecgo.text;

/**
 * Offsets in the bytes of one field: header, lengths of rows, postings, dictionary, starts of its
 * blocks. The normative tables are in docs/format/segment.md; a test compares the two.
 */
public final class FieldLayout {
  public static final int ROWS_WITH_TEXT_OFFSET = 0;
  public static final int LENGTH_BYTES_OFFSET = ROWS_WITH_TEXT_OFFSET + Integer.BYTES;
  public static final int TOTAL_LENGTH_OFFSET = LENGTH_BYTES_OFFSET + Integer.BYTES;
  public static final int TERMS_OFFSET = TOTAL_LENGTH_OFFSET + Long.BYTES;
  public static final int RESERVED_OFFSET = TERMS_OFFSET + Integer.BYTES;
  public static final int POSTINGS_BYTES_OFFSET = RESERVED_OFFSET + Integer.BYTES;
  public static final int DICTIONARY_BYTES_OFFSET = POSTINGS_BYTES_OFFSET + Long.BYTES;
  public static final int HEADER_BYTES = DICTIONARY_BYTES_OFFSET + Long.BYTES;

  /** Terms of a full block of the dictionary. */
  public static final int DICTIONARY_BLOCK_TERMS = 32;

  // Entry of a list of postings of several blocks, one a block
  public static final int ENTRY_LAST_ROW_OFFSET = 0;
  public static final int ENTRY_END_OFFSET = ENTRY_LAST_ROW_OFFSET + Integer.BYTES;
  public static final int ENTRY_IMPACTS_OFFSET = ENTRY_END_OFFSET + Integer.BYTES;
  public static final int ENTRY_BYTES = ENTRY_IMPACTS_OFFSET + Impacts.CLASSES * Integer.BYTES;

  private FieldLayout() {}

  static int dictionaryBlocks(int terms) {
    return (terms + DICTIONARY_BLOCK_TERMS - 1) / DICTIONARY_BLOCK_TERMS;
  }

  static int postingsBlocks(int rows) {
    return (rows + Postings.BLOCK_ROWS - 1) / Postings.BLOCK_ROWS;
  }
}
