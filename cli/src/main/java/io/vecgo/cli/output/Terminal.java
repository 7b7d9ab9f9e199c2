package io.vecgo.cli.output;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What is known about the terminal.
 *
 * @param outStyle how results are painted
 * @param errStyle how messages are painted
 * @param errKind whether lines of standard error can be overwritten
 * @param outColumns where lines of results are cut
 * @param errColumns where lines of progress are cut
 */
public record Terminal(
    Style outStyle, Style errStyle, Kind errKind, int outColumns, int errColumns) {

  /** What a stream leads to. */
  public enum Kind {
    INTERACTIVE,
    STREAM
  }

  /** Files and pipes. */
  public static final Terminal NONE =
      new Terminal(Style.PLAIN, Style.PLAIN, Kind.STREAM, Integer.MAX_VALUE, Integer.MAX_VALUE);

  private static final int COLUMNS_DEFAULT = 100;
  private static final int COLUMNS_MIN = 40;

  /**
   * Looks at what the launcher found out and at the usual variables.
   *
   * @param environment {@code NO_COLOR}, {@code TERM} and {@code COLUMNS} are looked at
   * @param terminals which of {@code out} and {@code err} are terminals, separated by commas
   */
  public static Terminal detect(Map<String, String> environment, String terminals) {
    List<String> names = Arrays.asList(terminals.split(",", -1));
    boolean coloured =
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
    boolean out = names.contains("out");
    boolean err = names.contains("err");
    return new Terminal(
        out && coloured ? Style.ANSI : Style.PLAIN,
        err && coloured ? Style.ANSI : Style.PLAIN,
        err ? Kind.INTERACTIVE : Kind.STREAM,
        out ? columns(environment) : Integer.MAX_VALUE,
        columns(environment));
  }

  private static int columns(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("\\d{1,4}")
        ? Math.max(COLUMNS_MIN, Integer.parseInt(columns))
        : COLUMNS_DEFAULT;
  }
}
