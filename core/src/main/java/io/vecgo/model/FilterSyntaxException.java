package io.vecgo.model;

/** A filter in text form is not understood. The message shows the place in the text. */
public final class FilterSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** How much of a long line is shown on either side of the place. */
  private static final int EXCERPT_LENGTH = 40;

  private final int position;

  FilterSyntaxException(String text, int position, String problem) {
    super("filter position=" + position + ": " + problem + "\n" + excerpt(text, position));
    this.position = position;
  }

  /** Where in the text it went wrong: index of a character, from 0 to the length of the text. */
  public int position() {
    return position;
  }

  /** The line that holds the position, cut if it is long, over a line with a caret below it. */
  private static String excerpt(String text, int position) {
    int begin = text.lastIndexOf('\n', position - 1) + 1;
    int end = text.indexOf('\n', position);
    int from = Math.max(begin, position - EXCERPT_LENGTH);
    int to = Math.min(end < 0 ? text.length() : end, position + EXCERPT_LENGTH);
    return printable(text.substring(from, to)) + "\n" + " ".repeat(position - from) + "^";
  }

  /** Tabs and other control characters would move the caret away from its place. */
  private static String printable(String line) {
    return line.replaceAll("\\p{Cntrl}", " ");
  }
}
