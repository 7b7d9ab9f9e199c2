package io.vecgo.benchmarks.ann;

import io.vecgo.model.Metric;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vecgo bench}: measures vecgo and other libraries side by side. */
@Command(
    name = "vecgo bench",
    sortOptions = false,
    description = {
      "Measures vecgo and other libraries side by side over the same vectors: each builds in a process of its own"
          + " and searches in another, with one value of its search knob after the other.",
      ""
    })
public final class BenchCommand implements Callable<Integer> {
  @Option(
      names = "--base",
      required = true,
      paramLabel = "F",
      description = "Rows: fvecs, plain or gz.")
  private Path base;

  @Option(
      names = "--queries",
      required = true,
      paramLabel = "F",
      description = "Queries: fvecs, plain or gz.")
  private Path queries;

  @Option(
      names = "--truth",
      paramLabel = "F",
      description = "Nearest rows of each query: ivecs, plain or gz. Without it they are computed.")
  private @Nullable Path truth;

  @Option(names = "--metric", required = true, paramLabel = "M", description = "l2, cosine or dot.")
  private String metric;

  @Option(
      names = "--peer",
      split = ",",
      paramLabel = "P",
      description = "lucene, jvector, both (lucene,jvector), or none. Without it none.")
  private List<String> peers = List.of();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "C",
      description =
          "Only configurations whose name contains one of these, as in f32,fused,default.")
  private List<String> only = List.of();

  @Option(
      names = "--mode",
      paramLabel = "M",
      defaultValue = "segment",
      description =
          "segment (all rows in one commit; the default), segments:N, memtable (not committed), churn (rows are"
              + " replaced over 100 generations), cold (open and first query without caches).")
  private String mode;

  @Option(names = "--k", defaultValue = "10", paramLabel = "N", description = "Hits wanted; 10.")
  private int k;

  @Option(
      names = "--threads",
      defaultValue = "1",
      paramLabel = "N",
      description = "Threads that search side by side; 1.")
  private int threads;

  @Option(
      names = "--build-threads",
      defaultValue = "2",
      paramLabel = "N",
      description = "Threads that insert, and that merge; 2.")
  private int buildThreads;

  @Option(
      names = "--filter-selectivity",
      split = ",",
      paramLabel = "S",
      description = "Shares of the rows that match a filter, as in 0.01,0.1,0.5; 1 is no filter.")
  private List<Double> selectivities = List.of(1.0);

  @Option(names = "--out", paramLabel = "F", description = "Results as lines of JSON.")
  private @Nullable Path out;

  @Option(names = "--svg", paramLabel = "F", description = "A plot of recall and speed.")
  private @Nullable Path svg;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "Name of the data; that of the folder of --base.")
  private @Nullable String dataset;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description =
          "Keep indexes here; those of peers that were built before from the same file in the same way are used again.")
  private @Nullable Path work;

  @Option(
      names = "--heap",
      defaultValue = "1g",
      paramLabel = "SIZE",
      description = "Java heap of processes that search; 1g.")
  private String heap;

  @Option(
      names = "--build-heap",
      defaultValue = "4g",
      paramLabel = "SIZE",
      description = "Java heap of processes that build; 4g.")
  private String buildHeap;

  @Option(
      names = "--java-option",
      paramLabel = "O",
      description = "One more option for every Java process, as in --java-option=-XX:UseAVX=2.")
  private List<String> javaOptions = List.of();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Spec private CommandSpec spec;

  private BenchCommand() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchCommand()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Plan plan = plan();
    if (work != null) {
      Files.createDirectories(work);
      run(plan, work);
    } else {
      Path folder = Files.createTempDirectory("vecgo-bench");
      try {
        run(plan, folder);
      } finally {
        delete(folder);
      }
    }
    return 0;
  }

  private Plan plan() {
    try {
      Mode parsed = Mode.parse(mode);
      return new Plan(
          Optional.ofNullable(dataset).orElseGet(this::nameOfFolder),
          base.toAbsolutePath(),
          queries.toAbsolutePath(),
          Metric.parse(metric),
          k,
          parsed,
          systems(parsed),
          threads,
          buildThreads,
          selectivities.stream().map(Selectivity::new).toList());
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }

  private String nameOfFolder() {
    return base.toAbsolutePath().getParent().getFileName().toString();
  }

  private List<SystemUnderTest> systems(Mode parsed) {
    List<SystemUnderTest> systems =
        Stream.concat(
                parsed.systems().stream(),
                peers.stream().flatMap(peer -> Systems.peer(peer).stream()))
            .filter(system -> only.isEmpty() || only.stream().anyMatch(system.label()::contains))
            .toList();
    if (systems.isEmpty()) {
      throw new IllegalArgumentException("only=" + only + ": must leave a configuration");
    }
    if (parsed instanceof Mode.Churn && systems.size() > parsed.systems().size()) {
      throw new IllegalArgumentException("peer=" + peers + ": must be left out in mode churn");
    }
    return systems;
  }

  private void run(Plan plan, Path folder) throws IOException, InterruptedException {
    PrintWriter progress = spec.commandLine().getErr();
    progress.printf(
        "%s: %s, k %d, %d thread(s) searching, %d building, mode %s%n",
        plan.dataset(), plan.metric().label(), k, threads, buildThreads, plan.mode());
    Bench bench =
        new Bench(
            plan,
            new Truths(
                Optional.ofNullable(truth).map(Path::toAbsolutePath),
                folder,
                plan.base(),
                plan.queries(),
                plan.metric(),
                k),
            folder.toAbsolutePath(),
            new ChildProcess(buildHeap, javaOptions, folder.resolve("build.log")),
            new ChildProcess(heap, javaOptions, folder.resolve("search.log")),
            work != null,
            writer(),
            progress);
    report(plan, bench.run());
  }

  private Consumer<List<Map<String, Object>>> writer() {
    return lines -> {
      if (out != null) {
        try {
          ResultLines.append(out, lines);
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
      }
    };
  }

  private void report(Plan plan, List<Run> runs) throws IOException {
    if (runs.isEmpty()) {
      return;
    }
    PrintWriter tables = spec.commandLine().getOut();
    tables.println(TextTables.summaries(runs));
    RatioTable ratios = RatioTable.of(runs);
    if (!ratios.ratios().isEmpty()) {
      tables.println(TextTables.ratios(ratios));
      writer().accept(ratios.ratios().stream().map(RatioTable.Ratio::toMap).toList());
    }
    tables.flush();
    for (Selectivity selectivity : plan.selectivities()) {
      draw(plan, selectivity, runs);
    }
  }

  private void draw(Plan plan, Selectivity selectivity, List<Run> runs) throws IOException {
    if (svg == null) {
      return;
    }
    List<Run> alike = runs.stream().filter(run -> run.selectivity().equals(selectivity)).toList();
    String filter = selectivity.isAll() ? "" : ", filter " + selectivity.share();
    String title =
        "%s, recall@%d, %d thread(s)%s"
            .formatted(plan.dataset(), plan.k(), plan.searchThreads(), filter);
    Files.writeString(plotFile(svg, selectivity), CurvePlot.svg(title, alike));
  }

  private static Path plotFile(Path file, Selectivity selectivity) {
    String name = file.getFileName().toString();
    return selectivity.isAll()
        ? file
        : file.resolveSibling(name.replaceFirst("(\\.svg)?$", "-" + selectivity.share() + ".svg"));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
