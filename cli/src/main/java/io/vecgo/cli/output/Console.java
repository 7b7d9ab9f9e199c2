package io.vecgo.cli.output;

import io.vecgo.cli.output.Style.Ink;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes: results to {@link #out}, errors and progress to {@link #err}.
 *
 * @param out standard output
 * @param err standard error
 * @param terminal what is known about the terminal behind them
 */
public record Console(PrintWriter out, PrintWriter err, Terminal terminal) {

  /** Writes to the two writers, without colours, bars or cut lines. */
  public static Console plain(PrintWriter out, PrintWriter err) {
    return new Console(out, err, Terminal.NONE);
  }

  /** Writes to the two streams, in UTF-8. */
  public static Console of(OutputStream out, OutputStream err, Terminal terminal) {
    return new Console(writer(out), writer(err), terminal);
  }

  private static PrintWriter writer(OutputStream target) {
    return new PrintWriter(target, false, StandardCharsets.UTF_8);
  }

  /** Prints a line of results. */
  public void println(String line) {
    out.println(line);
  }

  /** Prints one line about something that is wrong, on {@link #err}. */
  public void complain(String sentence) {
    String prefix = terminal.errStyle().paint(Ink.RED, "vecgo:");
    err.println(prefix + " " + sentence.replaceAll("\\s*\\R\\s*", " "));
  }

  /** The text in this ink, if results are painted. */
  public String paint(Ink ink, String text) {
    return terminal.outStyle().paint(ink, text);
  }

  /** A new display of progress, on {@link #err}. */
  public Progress progress() {
    return switch (terminal.errKind()) {
      case INTERACTIVE -> new ProgressBar(err, terminal.errColumns(), System::nanoTime);
      case STREAM -> new ProgressLog(err, System::nanoTime);
    };
  }

  public void flush() {
    out.flush();
    err.flush();
  }
}
