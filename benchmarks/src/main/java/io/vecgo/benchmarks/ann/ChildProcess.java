package io.vecgo.benchmarks.ann;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs jobs in Java processes of their own, all with the same options.
 *
 * @param heap most memory for Java objects, as in {@code -Xmx}
 * @param options more options for Java
 * @param log where what the processes complain about goes
 */
record ChildProcess(String heap, List<String> options, Path log) {

  /** What a child measured, by name of the kind of figures, in order. */
  record Output(List<Map.Entry<String, Map<String, Object>>> lines) {

    /** The figures of a kind. */
    List<Map<String, Object>> all(String kind) {
      return lines.stream()
          .filter(line -> line.getKey().equals(kind))
          .map(Map.Entry::getValue)
          .toList();
    }

    /** The figures of a kind that a child gives once. */
    Map<String, Object> one(String kind) {
      return all(kind).getFirst();
    }
  }

  /**
   * Returns when the process has ended.
   *
   * @throws IOException if it failed, with the end of its log
   */
  Output run(Job job) throws IOException, InterruptedException {
    Files.deleteIfExists(log);
    Process process = new ProcessBuilder(command(job)).redirectError(log.toFile()).start();
    Thread killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
    try (BufferedReader lines = process.inputReader()) {
      Output output = read(lines);
      if (process.waitFor() != 0) {
        throw new IOException(job.task() + " of " + job.system() + " failed:\n" + endOfLog());
      }
      return output;
    } finally {
      process.destroyForcibly();
      Runtime.getRuntime().removeShutdownHook(killer);
    }
  }

  private List<String> command(Job job) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return Stream.of(
            List.of(java.toString(), "-Xmx" + heap, "--add-modules", "jdk.incubator.vector"),
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"),
            options,
            List.of("-cp", System.getProperty("java.class.path")),
            List.of(ChildMain.class.getName(), job.toJson()))
        .flatMap(List::stream)
        .toList();
  }

  private static Output read(BufferedReader reader) throws IOException {
    List<Map.Entry<String, Map<String, Object>>> lines = new ArrayList<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(entry(JSON.std.mapFrom(line)));
    }
    return new Output(lines);
  }

  @SuppressWarnings("unchecked") // an object of JSON is a map of strings
  private static Map.Entry<String, Map<String, Object>> entry(Map<String, Object> line) {
    Map.Entry<String, Object> only = line.entrySet().iterator().next();
    return Map.entry(only.getKey(), (Map<String, Object>) only.getValue());
  }

  private String endOfLog() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
  }
}
