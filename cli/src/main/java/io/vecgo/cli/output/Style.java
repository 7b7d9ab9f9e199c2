package io.vecgo.cli.output;

import java.util.Locale;

/** Whether text is painted. */
public enum Style {
  PLAIN {
    @Override
    public String paint(Ink ink, String text) {
      return text;
    }
  },
  ANSI {
    @Override
    public String paint(Ink ink, String text) {
      return text.isEmpty()
          ? text
          : String.format(Locale.ROOT, "\u001b[%dm%s\u001b[0m", ink.code, text);
    }
  };

  /** What text can be painted with. */
  public enum Ink {
    BOLD(1),
    FAINT(2),
    RED(31),
    GREEN(32),
    CYAN(36);

    private final int code;

    Ink(int code) {
      this.code = code;
    }
  }

  /** The text in this ink; the text itself where nothing is painted. */
  public abstract String paint(Ink ink, String text);
}
