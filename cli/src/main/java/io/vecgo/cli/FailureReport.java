package io.vecgo.cli;

import io.vecgo.cli.ingest.ImportStoppedException;
import io.vecgo.cli.input.BadInputException;
import io.vecgo.cli.output.Console;
import io.vecgo.model.StoreException;
import io.vecgo.model.VecgoException;
import java.io.IOException;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

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
    report(mistake(failure) + suggestion(failure) + " (see: " + command + " --help)", failure);
    return ExitCode.BAD_USAGE;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
    report(sentence(failure), failure);
    return exitCode(failure);
  }

  private static String mistake(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      boolean isCommand = failure.getCommandLine().getParent() == null;
      String words = "'" + String.join(" ", unmatched.getUnmatched()) + "'";
      return (isCommand ? "there is no command " : "takes no more arguments, found ") + words;
    }
    return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
  }

  private static String suggestion(ParameterException failure) {
    return failure instanceof UnmatchedArgumentException unmatched
            && !unmatched.getSuggestions().isEmpty()
        ? ", did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?"
        : "";
  }

  private void report(String sentence, Exception failure) {
    console.complain(sentence);
    if (verbose.getAsBoolean()) {
      failure.printStackTrace(console.err());
    }
  }

  private static String sentence(Exception failure) {
    return switch (failure) {
      case ImportStoppedException stopped when stopped.getCause() instanceof Exception cause ->
          sentence(cause) + "; " + stopped.getMessage();
      case BadInputException bad -> String.valueOf(bad.getMessage());
      case VecgoException _, IllegalArgumentException _, IOException _ -> message(failure);
      default -> "unexpected failure (--verbose shows where): " + failure;
    };
  }

  private static String message(Exception failure) {
    return failure instanceof IOException io
        ? StoreException.describe(io)
        : Objects.requireNonNullElse(failure.getMessage(), failure.toString());
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
