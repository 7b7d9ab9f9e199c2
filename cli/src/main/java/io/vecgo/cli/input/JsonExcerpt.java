package io.vecgo.cli.input;

import org.jspecify.annotations.Nullable;

/** A JSON value as messages show it: strings in quotes, long values cut. */
final class JsonExcerpt {
  private static final int CHARS_MAX = 60;

  private JsonExcerpt() {}

  static String of(@Nullable Object value) {
    String text = String.valueOf(value);
    String cut = text.length() <= CHARS_MAX ? text : text.substring(0, CHARS_MAX) + "…";
    return value instanceof String ? '"' + cut + '"' : cut;
  }
}
