package io.vecgo.segment;

import io.vecgo.model.FieldType;

/**
 * How much a metadata field takes up that every row has; a formula that follows {@code
 * docs/format/segment.md} and {@code docs/format/manifest.md}. Values are taken to be equally
 * frequent.
 *
 * @param nameBytes of its name
 * @param type of its values, not of an array
 * @param distinct values that differ; of a text field, terms that differ
 * @param valueBytes of a string or text, on average; other types have their own
 */
public record FieldSize(int nameBytes, FieldType type, long distinct, int valueBytes) {
  private static final int STRIPE_ROWS = 1 << 16;
  private static final int CUT_TEXT_BYTES = 64;
  private static final int LISTED_MAX = 16;
  private static final int BLOOM_KEYS_MAX = 1_700;
  private static final int BLOOM_BYTES_MAX = 1_024;
  private static final double BLOOM_BITS = 9.6;

  public FieldSize {
    if (type.label().endsWith("[]")) {
      throw new IllegalArgumentException("type=" + type.label() + ": must not be of arrays");
    }
  }

  /** In the documents of all rows. */
  long documentBytes(long rows) {
    return rows * (varintBytes(nameBytes) + nameBytes + 1L + contentBytes());
  }

  private int contentBytes() {
    return switch (type) {
      case BOOL -> 0;
      case INT -> varintBytes(2 * distinct);
      case INSTANT -> 2 * Integer.BYTES + 1;
      case STRING, TEXT -> varintBytes(valueBytes) + valueBytes;
      default -> keyBytes();
    };
  }

  /** Of a value in a dictionary. */
  private int keyBytes() {
    return switch (type) {
      case BOOL -> 1;
      case INT, DOUBLE -> Long.BYTES;
      case INSTANT -> Long.BYTES + Integer.BYTES;
      case UUID -> 2 * Long.BYTES;
      default -> Math.min(valueBytes, CUT_TEXT_BYTES) + Integer.BYTES;
    };
  }

  private static int varintBytes(long value) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
  }

  /** In the columns of all rows. */
  long columnBytes(long rows) {
    long rest = rows % STRIPE_ROWS;
    return rows / STRIPE_ROWS * stripeBytes(STRIPE_ROWS) + (rest == 0 ? 0 : stripeBytes(rest));
  }

  private long stripeBytes(long rows) {
    double values = values(rows);
    double rowsOfValue = rows / values;
    double bitmap = rows / (double) Byte.SIZE;
    double rowsBytes = Math.min(rowsOfValue * Character.BYTES, bitmap + Integer.BYTES);
    return (long) (values * (keyBytes() + Integer.BYTES + rowsBytes)) + nameBytes;
  }

  /** How many values differ in so many rows: of those that there are, as many as are drawn. */
  private double values(long rows) {
    return type == FieldType.TEXT ? rows : -distinct * Math.expm1(-(double) rows / distinct);
  }

  /** In the text index of all rows; 0 of other fields. */
  long textBytes(long rows) {
    return type == FieldType.TEXT ? new TermSize(rows, distinct, valueBytes).bytes() : 0;
  }

  /** In the statistics of a segment. */
  long statisticsBytes(long rows) {
    double values = values(rows);
    boolean isListed = values <= LISTED_MAX;
    long listed = isListed ? Math.round(values) : 2;
    return nameBytes + Long.BYTES + listed * keyBytes() + (isListed ? 0 : bloomBytes(values));
  }

  private static long bloomBytes(double values) {
    double bytes = Math.min(BLOOM_BYTES_MAX, values * BLOOM_BITS / Byte.SIZE);
    return values > BLOOM_KEYS_MAX ? 0 : (long) bytes;
  }
}
