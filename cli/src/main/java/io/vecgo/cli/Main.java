package io.vecgo.cli;

import io.vecgo.cli.output.Console;
import java.io.PrintWriter;

/** The {@code vecgo} command. */
public final class Main {
  /** Tells which of {@code out} and {@code err} are terminals; set by the launcher. */
  private static final String TERMINALS_PROPERTY = "vecgo.terminals";

  /** What the user typed to get here; set by the launcher. */
  private static final String COMMAND_PROPERTY = "vecgo.command";

  private Main() {}

  public static void main(String... arguments) {
    Console console =
        Console.ofProcess(System.getenv(), System.getProperty(TERMINALS_PROPERTY, ""));
    String name = System.getProperty(COMMAND_PROPERTY, "vecgo");
    System.exit(run(console, name, arguments));
  }

  /**
   * Runs one command as the process would, without colours, and returns its exit code: 0 for
   * success, 1 if the database had something wrong, 2 for bad arguments or input files.
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return run(Console.plain(out, err), "vecgo", arguments);
  }

  static int run(Console console, String name, String... arguments) {
    int exitCode = VecgoCommand.commandLine(console).setCommandName(name).execute(arguments);
    console.flush();
    return exitCode;
  }
}
