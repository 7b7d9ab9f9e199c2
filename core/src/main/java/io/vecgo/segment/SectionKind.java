package io.vecgo.segment;

import java.util.Optional;

/**
 * What a section of a segment holds. Codes 14 and 15 are kept for the order of ids in segments
 * whose rows are not in the order of ids: see docs/format/segment.md.
 */
public enum SectionKind {
  /** The vectors as given, padded: rows x stride floats. */
  VECTORS(1),
  /** Under cosine: one float a row, the inverse of the vector's length. */
  SCALES(2),
  /** One int64 a row, ascending. */
  IDS(3),
  /**
   * The keys, in order of rows: bytes, then rows + 1 int64 offsets into them. A row without a key
   * has no bytes.
   */
  KEYS(4),
  /** Hash table from key to row; there if any row has a key. */
  KEY_TABLE(5),
  /** The metadata documents, as bytes and offsets like the keys. */
  DOCUMENTS(6),
  /** The payloads, as bytes and offsets like the keys. */
  PAYLOADS(7),
  /** How the codes were made, and how many candidates they need; there with CODES. */
  QUANTIZER(8),
  /** One code a row; there if walks read codes and not vectors. */
  CODES(9),
  /** Links among the rows; there if the segment has enough of them. */
  GRAPH(10),
  /** What walks read in place of links, codes and vectors; there under the layout turbo. */
  TURBO(11),
  /** The metadata by field and value; there if any row has metadata. */
  COLUMNS(12),
  /** Which rows hold which terms; there if the database has text fields. */
  TEXT(13);

  private final int code;

  SectionKind(int code) {
    this.code = code;
  }

  /** The number in the file. */
  public int code() {
    return code;
  }

  /** Whether searches need it all the time, and do not touch it here and there. */
  boolean isOfTail() {
    return switch (this) {
      case VECTORS, KEYS, DOCUMENTS, PAYLOADS -> false;
      case SCALES, IDS, KEY_TABLE, QUANTIZER, CODES, GRAPH, TURBO, COLUMNS, TEXT -> true;
    };
  }

  static Optional<SectionKind> of(int code) {
    for (SectionKind kind : values()) {
      if (kind.code == code) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
