package io.vecgo.systemtests.operations;

import io.vecgo.testkit.memory.MemoryGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Java, once more, with the classes of this process. */
record SecondProcess(int exitCode, String output) {

  /** Runs the main method of a class to its end. */
  static SecondProcess run(List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return run(command(options, main, arguments));
  }

  /** The same, within the memory of a group. */
  static SecondProcess runIn(
      MemoryGroup group, List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return run(group.command(command(options, main, arguments)));
  }

  private static List<String> command(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(options);
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static SecondProcess run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new SecondProcess(process.waitFor(), output);
  }
}
