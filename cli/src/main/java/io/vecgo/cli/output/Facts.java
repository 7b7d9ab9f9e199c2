package io.vecgo.cli.output;

import io.vecgo.cli.output.Style.Ink;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names and values, one pair a line, the values aligned. */
public final class Facts {
  private static final String INDENT = "  ";
  private static final String GAP = "  ";

  private final Map<String, String> facts = new LinkedHashMap<>();

  /** Adds a line; returns this, for chaining. */
  public Facts add(String name, String value) {
    facts.put(Cells.clean(name), Cells.clean(value));
    return this;
  }

  public void print(Console console) {
    int nameChars = facts.keySet().stream().mapToInt(Cells::width).max().orElse(0);
    int valueChars =
        Math.max(1, console.terminal().outColumns() - INDENT.length() - nameChars - GAP.length());
    facts.forEach((name, value) ->
        console.println(
            INDENT
                + console.paint(Ink.FAINT, Cells.padRight(name, nameChars))
                + GAP
                + Cells.cut(value, valueChars)));
  }
}
