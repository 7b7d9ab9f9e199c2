package io.vecgo.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one run of a command gave.
 *
 * @param exitCode what the process would return
 * @param out standard output
 * @param err standard error
 */
record CommandRun(int exitCode, String out, String err) {

  static CommandRun of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
    int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), words);
    return new CommandRun(exitCode, unixLines(out), unixLines(err));
  }

  private static String unixLines(StringWriter text) {
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  /** Standard output, which must be one JSON object. */
  Map<String, Object> json() throws IOException {
    return JSON.std.mapFrom(out);
  }

  /** Standard output, which must be one JSON object per line. */
  List<Map<String, Object>> jsonLines() throws IOException {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (String line : out.lines().toList()) {
      objects.add(JSON.std.mapFrom(line));
    }
    return objects;
  }
}
