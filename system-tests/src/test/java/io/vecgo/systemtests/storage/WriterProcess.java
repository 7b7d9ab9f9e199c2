package io.vecgo.systemtests.storage;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;

/**
 * Another process that runs a {@link CommitLoop}, with scalar kernels as they start faster. It is
 * killed after a while, whatever happens. Confined to one thread.
 */
final class WriterProcess implements AutoCloseable {
  private static final long LIFETIME_SECONDS = 120;

  private final Process process;
  private final BufferedReader lines;
  private final StringBuilder said = new StringBuilder();

  WriterProcess(Path directory) {
    try {
      this.process = new ProcessBuilder(command(directory)).redirectErrorStream(true).start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    this.lines = process.inputReader();
    CompletableFuture.delayedExecutor(LIFETIME_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
  }

  private static List<String> command(Path directory) {
    return List.of(
        String.join(File.separator, System.getProperty("java.home"), "bin", "java"),
        "-Xshare:auto",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        CommitLoop.class.getName(),
        directory.toString());
  }

  long pid() {
    return process.pid();
  }

  /** How many commits it has, when it says so for the first or the next time. */
  long nextCommits() {
    return readCommits().orElseThrow(() -> new AssertionError("it ended and said: " + said));
  }

  /** Kills it, as {@code kill -9} does, and returns the last that it said of its commits, if so. */
  OptionalLong kill() {
    process.toHandle().destroyForcibly(); // unlike the other way, it leaves what was said readable
    OptionalLong last = OptionalLong.empty();
    for (OptionalLong next = readCommits(); next.isPresent(); next = readCommits()) {
      last = next;
    }
    return last;
  }

  /** All that it says until it ends by itself. */
  String lastWords() {
    readCommits()
        .ifPresent(_ -> {
          throw new AssertionError("it commits");
        });
    return said.toString();
  }

  private OptionalLong readCommits() {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher committed = CommitLoop.COMMITTED.matcher(line);
        if (committed.matches()) {
          return OptionalLong.of(Long.parseLong(committed.group(1)));
        }
        said.append(line).append('\n');
      }
      return OptionalLong.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Kills it and waits until it is gone. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
