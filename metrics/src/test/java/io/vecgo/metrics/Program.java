package io.vecgo.metrics;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Programs that may be installed on this machine. */
final class Program {
  private Program() {}

  /**
   * How a program ended.
   *
   * @param output standard output and error
   */
  record Result(int exitCode, String output) {}

  /** Skips the test, with a message, where a program is missing. */
  static void assumeInstalled(String name) {
    boolean installed =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    assumeTrue(installed, name + " is not installed: its tests are skipped");
  }

  /** Runs a program to its end. */
  static Result run(Path directory, String name, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = Stream.concat(Stream.of(name), Arrays.stream(arguments)).toList();
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }
}
