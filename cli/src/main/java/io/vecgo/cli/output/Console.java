package io.vecgo.cli.output;

import io.vecgo.cli.output.Style.Ink;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

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

  /** The console of this process. */
  public static Console ofProcess(Map<String, String> environment, String terminals) {
    return new Console(
        writer(FileDescriptor.out),
        writer(FileDescriptor.err),
        Terminal.detect(environment, terminals));
  }

  private static PrintWriter writer(FileDescriptor target) {
    return new PrintWriter(new FileOutputStream(target), false, StandardCharsets.UTF_8);
  }

  /** Prints a line of results. */
  public void println(String line) {
    out.println(line);
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
