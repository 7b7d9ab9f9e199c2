package io.vecgo.testkit.memory;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Hit;
import io.vecgo.model.Query;
import io.vecgo.testkit.LatentVectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Searches a database in a Java process of its own, which belongs to a {@link MemoryGroup}. */
public final class SearchProcess {
  /** Nearest rows that each search asks for. */
  public static final int K = 10;

  /** Then something is wrong, and the process is killed. */
  private static final long MINUTES_MAX = 10;

  private static final String HITS = "hits";
  private static final String FIGURES = "figures";

  private SearchProcess() {}

  /**
   * Runs to the end of all searches.
   *
   * @param options for Java
   * @throws IOException if the process failed, with what it printed
   */
  public static SearchFigures run(
      MemoryGroup group, List<String> options, Path database, Searches searches)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(group.command(command(options, database, searches)))
            .redirectErrorStream(true)
            .start();
    CompletableFuture.delayedExecutor(MINUTES_MAX, TimeUnit.MINUTES)
        .execute(process::destroyForcibly);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.waitFor();
    if (exitCode != 0) {
      throw new IOException(
          "the search process ended with " + exitCode + ":\n" + withoutHits(output));
    }
    return parse(output);
  }

  private static String withoutHits(String output) {
    return output.lines().filter(line -> !line.startsWith(HITS)).collect(Collectors.joining("\n"));
  }

  private static List<String> command(List<String> options, Path database, Searches searches) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Stream.of(
            List.of(java, "--add-modules", "jdk.incubator.vector"),
            options,
            List.of("-cp", System.getProperty("java.class.path"), SearchProcess.class.getName()),
            List.of(database.toString()),
            searches.toArguments())
        .flatMap(List::stream)
        .toList();
  }

  private static SearchFigures parse(String output) {
    List<List<Long>> hits = lines(output, HITS).map(SearchProcess::longs).toList();
    double[] figures =
        lines(output, FIGURES)
            .flatMap(line -> Arrays.stream(line.split(" ", -1)))
            .mapToDouble(Double::parseDouble)
            .toArray();
    return new SearchFigures(
        hits, figures[0], figures[1], figures[2], figures[3], (long) figures[4]);
  }

  private static Stream<String> lines(String output, String kind) {
    return output
        .lines()
        .filter(line -> line.startsWith(kind + " "))
        .map(line -> line.substring(kind.length() + 1));
  }

  private static List<Long> longs(String line) {
    return Arrays.stream(line.split(" ", -1)).map(Long::valueOf).toList();
  }

  /** The process: its arguments are the directory of the database and the searches. */
  public static void main(String[] arguments) throws IOException {
    List<String> all = List.of(arguments);
    Searches searches = Searches.of(all.subList(1, all.size()));
    try (Vecgo database = Vecgo.open(Path.of(all.getFirst()), OpenOptions.defaults().readOnly())) {
      new Run(database, searches).printAll();
    }
  }

  private record Run(Vecgo database, Searches searches) {

    /** Makes each query when it is asked: many of them take much memory. */
    void printAll() throws IOException {
      LatentVectors queries = searches.queries();
      for (int i = 0; i < searches.first(); i++) {
        search(queries.next());
      }
      long[] nanos = new long[searches.measured()];
      ProcessUsage before = ProcessUsage.now();
      for (int i = 0; i < nanos.length; i++) {
        float[] query = queries.next();
        long start = System.nanoTime();
        List<Hit> hits = search(query);
        nanos[i] = System.nanoTime() - start;
        print(hits);
      }
      print(nanos, before, ProcessUsage.now());
    }

    private List<Hit> search(float[] query) {
      return database.search(Query.of(query).k(K).returning()).hits();
    }

    private static void print(List<Hit> hits) {
      System.out.println(
          hits.stream()
              .map(hit -> Long.toString(hit.id()))
              .collect(Collectors.joining(" ", HITS + " ", "")));
    }

    private static void print(long[] nanos, ProcessUsage before, ProcessUsage after) {
      Arrays.sort(nanos);
      double searches = nanos.length;
      System.out.printf(
          Locale.ROOT,
          "%s %.1f %.1f %.1f %.3f %d%n",
          FIGURES,
          nanos[nanos.length / 2] / 1e3,
          nanos[nanos.length * 99 / 100] / 1e3,
          (after.readBytes() - before.readBytes()) / searches,
          (after.majorFaults() - before.majorFaults()) / searches,
          after.ownBytes());
    }
  }
}
