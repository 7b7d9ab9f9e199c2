package io.vecgo.cli;

import io.vecgo.cli.output.CommandLog;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.ResultStream;
import io.vecgo.cli.output.Shell;
import io.vecgo.cli.output.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;

/** The {@code vecgo} command. */
public final class Main {
  /** Tells which of {@code out} and {@code err} are terminals; set by the launcher. */
  private static final String TERMINALS_PROPERTY = "vecgo.terminals";

  /** What the user typed to get here; set by the launcher. */
  private static final String COMMAND_PROPERTY = "vecgo.command";

  private Main() {}

  public static void main(String... arguments) {
    CommandLog.warningsOnly();
    Terminal terminal =
        Terminal.detect(System.getenv(), System.getProperty(TERMINALS_PROPERTY, ""));
    ResultStream results = new ResultStream(new FileOutputStream(FileDescriptor.out));
    Console console = Console.of(results, new FileOutputStream(FileDescriptor.err), terminal);
    int exitCode = run(console, System.getProperty(COMMAND_PROPERTY, "vecgo"), arguments);
    System.exit(results.loss().map(cause -> reportLoss(console, cause)).orElse(exitCode));
  }

  private static int reportLoss(Console console, IOException cause) {
    console.complain("the results could not be written: " + cause.getMessage());
    console.flush();
    return ExitCode.FAILED;
  }

  /**
   * Runs one command as the process would, without colours, and returns its exit code: 0 for
   * success, 1 if the database had something wrong, 2 for bad arguments or input files.
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return run(Console.plain(out, err), "vecgo", arguments);
  }

  static int run(Console console, String name, String... arguments) {
    int exitCode =
        VecgoCommand.commandLine(console).setCommandName(Shell.quote(name)).execute(arguments);
    console.flush();
    return exitCode;
  }
}
