package io.vecgo.cli;

import io.vecgo.cli.ingest.ImportStoppedException;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.Style.Ink;
import io.vecgo.model.VecgoException;
import java.io.IOException;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns a failure into one line on standard error and an exit code. */
final class FailureReport implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Console console;
  private final BooleanSupplier verbose;

  FailureReport(Console console, BooleanSupplier verbose) {
    this.console = console;
    this.verbose = verbose;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    report(failure.getMessage() + " (see: " + command + " --help)", failure);
    return ExitCode.BAD_USAGE;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
    report(sentence(failure), failure);
    return exitCode(failure);
  }

  private void report(String sentence, Exception failure) {
    String prefix = console.terminal().errStyle().paint(Ink.RED, "vecgo:");
    console.err().println(prefix + " " + sentence.replaceAll("\\s*\\R\\s*", " "));
    if (verbose.getAsBoolean()) {
      failure.printStackTrace(console.err());
    }
  }

  private static String sentence(Exception failure) {
    return switch (failure) {
      case ImportStoppedException stopped when stopped.getCause() instanceof Exception cause ->
          sentence(cause) + "; " + stopped.getMessage();
      case VecgoException _, IllegalArgumentException _, IOException _ -> message(failure);
      default -> "unexpected failure (--verbose shows where): " + failure;
    };
  }

  private static String message(Exception failure) {
    return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
  }

  private static int exitCode(Throwable failure) {
    return switch (failure) {
      case ImportStoppedException stopped when stopped.getCause() != null ->
          exitCode(stopped.getCause());
      case IllegalArgumentException _, IOException _ -> ExitCode.BAD_USAGE;
      default -> ExitCode.FAILED;
    };
  }
}
