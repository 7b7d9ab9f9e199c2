package io.vecgo.cli.output;

import io.vecgo.cli.output.Style.Ink;
import java.util.ArrayList;
import java.util.List;

/** Names and values, one pair a line, the values aligned. */
public final class Facts {
  private static final String INDENT = "  ";
  private static final String GAP = "  ";

  private record Fact(String name, String value) {}

  private final List<Fact> facts = new ArrayList<>();

  /** Adds a line; returns this, for chaining. */
  public Facts add(String name, String value) {
    facts.add(new Fact(Cells.clean(name), Cells.clean(value)));
    return this;
  }

  public void print(Console console) {
    int nameChars = facts.stream().mapToInt(fact -> Cells.width(fact.name())).max().orElse(0);
    int valueChars =
        Math.max(1, console.terminal().outColumns() - INDENT.length() - nameChars - GAP.length());
    for (Fact fact : facts) {
      String name = console.paint(Ink.FAINT, Cells.padRight(fact.name(), nameChars));
      String value = Cells.cut(fact.value(), valueChars);
      console.println((INDENT + name + GAP + value).stripTrailing());
    }
  }
}
