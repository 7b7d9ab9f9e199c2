package io.vecgo.cli.output;

/** Text that fits into one cell of a table. */
final class Cells {
  private static final String ELLIPSIS = "…";

  private Cells() {}

  /** The text without control characters, which could move the cursor or change colours. */
  static String clean(String text) {
    return text.codePoints()
        .map(point -> Character.isISOControl(point) ? ' ' : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** The text, its end replaced by an ellipsis if it has more than these characters. */
  static String cut(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    int end = text.offsetByCodePoints(0, Math.max(0, width - 1));
    return text.substring(0, end) + ELLIPSIS;
  }

  static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  static String padLeft(String text, int width) {
    return " ".repeat(Math.max(0, width - width(text))) + text;
  }

  static String padRight(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }
}
