package io.vecgo.cli.output;

/** Words that a shell reads as one. */
public final class Shell {
  private static final String HARMLESS = "[A-Za-z0-9_./-]+";

  private Shell() {}

  /** The text, in single quotes where it needs them. */
  public static String quote(String text) {
    return text.matches(HARMLESS) ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
