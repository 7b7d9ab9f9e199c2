package io.vecgo.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.cli.output.Table.Column;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columnsAreAligned() {
    assertThat(printed(Terminal.NONE, "a longer text", "b"))
        .isEqualTo(
            """
               n  text
               7  a longer text
            1234  b
            """
                .indent(2));
  }

  @Test
  void theLastColumnIsCutAtTheEdgeOfTheTerminal() {
    Terminal narrow = new Terminal(Style.PLAIN, Style.PLAIN, Terminal.Kind.STREAM, 20, 20);
    assertThat(printed(narrow, "0123456789abcdef", "fits"))
        .isEqualTo(
            """
               n  text
               7  0123456789a…
            1234  fits
            """
                .indent(2));
  }

  @Test
  void controlCharactersCannotReachTheTerminal() {
    assertThat(printed(Terminal.NONE, "a\u001b[31mred\nb\tc", "x"))
        .contains("a [31mred b c")
        .doesNotContain("\u001b");
  }

  @Test
  void charactersOutsideTheBasicPlaneCountAsOne() {
    Terminal narrow = new Terminal(Style.PLAIN, Style.PLAIN, Terminal.Kind.STREAM, 11, 11);
    assertThat(printed(narrow, "🐹🐹🐹🐹", "x")).contains("  🐹🐹…\n");
  }

  @Test
  void onlyTitlesArePainted() {
    Terminal coloured = new Terminal(Style.ANSI, Style.ANSI, Terminal.Kind.STREAM, 80, 80);
    assertThat(printed(coloured, "a", "b").lines().toList())
        .containsExactly("\u001b[2m     n  text\u001b[0m", "     7  a", "  1234  b");
  }

  private static String printed(Terminal terminal, String first, String second) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    Table table = new Table(Column.right("n"), Column.left("text"));
    table.add("7", first);
    table.add("1234", second);
    table.print(new Console(out, out, terminal));
    return text.toString().replace(System.lineSeparator(), "\n");
  }
}
