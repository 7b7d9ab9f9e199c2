package io.vecgo.cli;

import io.vecgo.cli.ingest.ImportStoppedException;
import io.vecgo.cli.input.BadInputException;
import io.vecgo.cli.output.Console;
import io.vecgo.model.VecgoException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
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
    String message = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .flatMap(cause -> reason(cause).stream())
        .findFirst()
        .map(reason -> message + " (" + reason + ")")
        .orElse(message);
  }

  /** What is wrong with a file, where the message of the JDK is but its name. */
  private static Optional<String> reason(Throwable failure) {
    return switch (failure) {
      case FileSystemException file when file.getReason() != null -> Optional.empty();
      case AccessDeniedException _ -> Optional.of("permission denied");
      case FileAlreadyExistsException _ -> Optional.of("there is a file of that name");
      case NoSuchFileException _ -> Optional.of("there is no such file");
      case NotDirectoryException _ -> Optional.of("not a directory");
      default -> Optional.empty();
    };
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
