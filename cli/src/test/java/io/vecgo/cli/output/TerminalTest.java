package io.vecgo.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private static final Map<String, String> XTERM = Map.of("TERM", "xterm", "COLUMNS", "120");

  @Test
  void pipesGetNoColoursAndWholeLines() {
    Terminal terminal = Terminal.detect(XTERM, "");
    assertThat(terminal.outStyle()).isEqualTo(Style.PLAIN);
    assertThat(terminal.errStyle()).isEqualTo(Style.PLAIN);
    assertThat(terminal.errKind()).isEqualTo(Terminal.Kind.STREAM);
    assertThat(terminal.outColumns()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void terminalsGetColoursAndCutLines() {
    assertThat(Terminal.detect(XTERM, "out,err"))
        .isEqualTo(new Terminal(Style.ANSI, Style.ANSI, Terminal.Kind.INTERACTIVE, 120, 120));
  }

  @Test
  void aPipeBesideATerminalStaysPlain() {
    Terminal terminal = Terminal.detect(XTERM, ",err");
    assertThat(terminal.outStyle()).isEqualTo(Style.PLAIN);
    assertThat(terminal.errStyle()).isEqualTo(Style.ANSI);
  }

  @Test
  void noColorIsObeyed() {
    Map<String, String> environment = Map.of("TERM", "xterm", "NO_COLOR", "1");
    Terminal terminal = Terminal.detect(environment, "out,err");
    assertThat(terminal.outStyle()).isEqualTo(Style.PLAIN);
    assertThat(terminal.errStyle()).isEqualTo(Style.PLAIN);
    assertThat(terminal.errKind()).isEqualTo(Terminal.Kind.INTERACTIVE);
  }

  @Test
  void aDumbTerminalGetsNoColours() {
    assertThat(Terminal.detect(Map.of("TERM", "dumb"), "out").outStyle()).isEqualTo(Style.PLAIN);
    assertThat(Terminal.detect(Map.of(), "out").outStyle()).isEqualTo(Style.PLAIN);
  }

  @Test
  void aWidthThatMakesNoSenseIsReplaced() {
    Map<String, String> none = Map.of("COLUMNS", "wide");
    Map<String, String> zero = Map.of("COLUMNS", "0");
    assertThat(Terminal.detect(none, "out").outColumns()).isEqualTo(100);
    assertThat(Terminal.detect(zero, "out").outColumns()).isEqualTo(40);
  }
}
