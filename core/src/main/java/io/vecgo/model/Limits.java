package io.vecgo.model;

import java.nio.charset.StandardCharsets;

/** The sizes that the formats and the search allow. Each check names the value that broke it. */
public final class Limits {
  /** Largest number of components of a vector. */
  public static final int DIMENSION_MAX = 16_384;

  /** Largest number of components of a vector in the turbo layout. */
  public static final int TURBO_DIMENSION_MAX = 4_096;

  /** Largest number of rows of one segment. */
  public static final int SEGMENT_ROWS_MAX = 1 << 30;

  /** Largest number of hits that one search may ask for. */
  public static final int K_MAX = 65_536;

  /** Most candidates that are compared by full vectors, in multiples of k. */
  public static final int OVERSAMPLING_MAX = 1_000;

  /** Longest key, in bytes of UTF-8. */
  public static final int KEY_BYTES_MAX = 512;

  /** Longest name of a metadata field, in bytes of UTF-8. */
  public static final int FIELD_NAME_BYTES_MAX = 256;

  /** Largest metadata document, in bytes as encoded in a segment. */
  public static final int DOCUMENT_BYTES_MAX = 1 << 20;

  /** Largest payload of one record, in bytes. */
  public static final int PAYLOAD_BYTES_MAX = 64 << 20;

  /** Longest text that is searched for, in characters. */
  public static final int QUERY_TEXT_LENGTH_MAX = 1 << 16;

  /** Longest filter in text form, in characters. */
  public static final int FILTER_TEXT_LENGTH_MAX = 1 << 16;

  /** Deepest nesting of a filter in text form: of parentheses, functions of filters, and not. */
  public static final int FILTER_NESTING_MAX = 64;

  /**
   * Deepest nesting of joins and negations in a filter. The text form, in which a level of nesting
   * can be three of these, stays below.
   */
  public static final int FILTER_DEPTH_MAX = 200;

  private Limits() {}

  public static void checkDimension(int dimension) {
    checkRange("dimension", dimension, 1, DIMENSION_MAX);
  }

  public static void checkK(int k) {
    checkRange("k", k, 1, K_MAX);
  }

  public static void checkKey(String key) {
    checkText("key", key);
    checkRange("key bytes", utf8Length(key), 1, KEY_BYTES_MAX);
  }

  public static void checkFieldName(String name) {
    checkText("field name", name);
    checkRange("field name bytes", utf8Length(name), 1, FIELD_NAME_BYTES_MAX);
  }

  public static void checkPayload(byte[] payload) {
    checkRange("payload bytes", payload.length, 0, PAYLOAD_BYTES_MAX);
  }

  /**
   * Throws unless {@code min <= value <= max}, with a message of the form {@code name=value: must
   * be ...}.
   */
  public static void checkRange(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + "=" + value + ": must be " + min + " to " + max);
    }
  }

  /**
   * Throws unless the text is Unicode: a surrogate that stands alone could not be written as UTF-8.
   */
  static void checkText(String name, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          throw new IllegalArgumentException(
              name + "=" + text + ": must be Unicode text, but a surrogate stands alone at " + i);
        }
        i++;
      }
    }
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
