package io.vecgo.benchmarks.ann;

import com.fasterxml.jackson.jr.ob.JSON;
import io.vecgo.benchmarks.ann.Job.Task;
import io.vecgo.testkit.memory.FileCache;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs the systems of a plan one after the other. Lines of results go to a consumer as soon as they
 * are there, what is going on to a writer.
 */
final class Bench {
  private static final int COLD_STARTS = 5;

  private final Plan plan;
  private final Truths truths;
  private final Path folder;
  private final ChildProcess buildProcess;
  private final ChildProcess searchProcess;
  private final boolean reusesPeers;
  private final Consumer<List<Map<String, Object>>> results;
  private final PrintWriter progress;

  /**
   * @param folder for indexes and logs
   * @param reusesPeers whether indexes of peers found there, built by an equal job, are used
   *     instead of built again
   */
  Bench(
      Plan plan,
      Truths truths,
      Path folder,
      ChildProcess buildProcess,
      ChildProcess searchProcess,
      boolean reusesPeers,
      Consumer<List<Map<String, Object>>> results,
      PrintWriter progress) {
    this.plan = plan;
    this.truths = truths;
    this.folder = folder;
    this.buildProcess = buildProcess;
    this.searchProcess = searchProcess;
    this.reusesPeers = reusesPeers;
    this.results = results;
    this.progress = progress;
  }

  /** Returns the sweeps, in the order of the plan. */
  List<Run> run() throws IOException, InterruptedException {
    List<Run> runs = new ArrayList<>();
    for (SystemUnderTest system : plan.systems()) {
      say(system.label());
      switch (plan.mode()) {
        case Mode.Segment _, Mode.Memtable _, Mode.Segments _ -> runs.addAll(sweep(system));
        case Mode.Cold _ -> startCold(system);
        case Mode.Churn _ -> churn(system);
      }
    }
    return runs;
  }

  private List<Run> sweep(SystemUnderTest system) throws IOException, InterruptedException {
    BuildFigures build = build(system);
    List<Run> runs = new ArrayList<>();
    for (Selectivity selectivity : plan.selectivities()) {
      if (!selectivity.isAll()) {
        say("  filter " + selectivity.share());
      }
      ChildProcess.Output output = searchProcess.run(job(Task.SWEEP, system, selectivity));
      Run run = run(system, selectivity, build, output);
      run.points().forEach(point -> say(TextTables.point(point)));
      results.accept(ResultLines.of(run));
      runs.add(run);
    }
    return runs;
  }

  private Run run(
      SystemUnderTest system,
      Selectivity selectivity,
      BuildFigures build,
      ChildProcess.Output output) {
    return new Run(
        system.system(),
        system.config(),
        plan.dataset(),
        selectivity,
        build,
        OpenFigures.of(output.one("open")),
        Memory.of(output.one("idle")),
        Memory.of(output.one("memory")),
        output.all("point").stream().map(SweepPoint::of).toList());
  }

  private BuildFigures build(SystemUnderTest system) throws IOException, InterruptedException {
    Job job = job(Task.BUILD, system, Selectivity.ALL);
    Path note = folder.resolve(name(system) + ".json");
    if (reusesPeers && !system.system().equals("vecgo") && Files.exists(note)) {
      Map<String, Object> noted = JSON.std.mapFrom(Files.readString(note));
      if (job.buildKey().equals(noted.remove("job"))) {
        say("  built before");
        return BuildFigures.of(noted);
      }
    }
    emptyFolder(job.folder());
    Map<String, Object> figures = buildProcess.run(job).one("build");
    BuildFigures build = BuildFigures.of(figures);
    say(TextTables.build(build));
    figures.put("job", job.buildKey());
    Files.writeString(note, JSON.std.asString(figures));
    return build;
  }

  private void startCold(SystemUnderTest system) throws IOException, InterruptedException {
    BuildFigures build = build(system);
    List<OpenFigures> starts = new ArrayList<>();
    for (int i = 0; i < COLD_STARTS; i++) {
      FileCache.drop(folder.resolve(name(system)));
      Job job = job(Task.COLD, system, Selectivity.ALL);
      starts.add(OpenFigures.of(searchProcess.run(job).one("open")));
    }
    starts.sort(Comparator.comparingDouble(start -> start.openMillis() + start.firstQueryMillis()));
    OpenFigures median = starts.get(starts.size() / 2);
    say(
        TextTables.format(
            "  cold: opened in %.1f ms, first query %.1f ms (median of %d)",
            median.openMillis(), median.firstQueryMillis(), starts.size()));
    Run run =
        new Run(
            system.system(),
            system.config(),
            plan.dataset(),
            Selectivity.ALL,
            build,
            median,
            Memory.UNKNOWN,
            Memory.UNKNOWN,
            List.of());
    results.accept(List.of(ResultLines.line(run, "cold", median.toMap())));
  }

  private void churn(SystemUnderTest system) throws IOException, InterruptedException {
    Job job = job(Task.CHURN, system, Selectivity.ALL);
    emptyFolder(job.folder());
    for (Map<String, Object> generation : buildProcess.run(job).all("generation")) {
      say("  " + generation);
      generation.put("type", "churn");
      generation.put("system", system.system());
      generation.put("config", system.config());
      generation.put("dataset", plan.dataset());
      results.accept(List.of(generation));
    }
  }

  private Job job(Task task, SystemUnderTest system, Selectivity selectivity) throws IOException {
    return new Job(
        task,
        plan.mode(),
        system.label(),
        folder.resolve(name(system)),
        plan.base(),
        plan.queries(),
        truths.file(selectivity),
        plan.metric(),
        plan.k(),
        task == Task.SWEEP ? plan.searchThreads() : plan.buildThreads(),
        selectivity,
        plan.withBuckets());
  }

  private static String name(SystemUnderTest system) {
    return system.label().replace(' ', '-');
  }

  private static void emptyFolder(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(folder);
  }

  private void say(String line) {
    progress.println(line);
    progress.flush();
  }
}
