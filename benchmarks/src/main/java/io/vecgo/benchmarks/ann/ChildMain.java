package io.vecgo.benchmarks.ann;

import com.fasterxml.jackson.jr.ob.JSON;
import io.vecgo.benchmarks.ann.SystemUnderTest.BuildTask;
import io.vecgo.benchmarks.ann.SystemUnderTest.OpenTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The process of one {@link Job}, its only argument. Prints what it measured as lines of JSON. */
final class ChildMain {
  private static final Duration WARM_UP = Duration.ofSeconds(8);

  private final Job job;
  private final SystemUnderTest system;

  private ChildMain(Job job) {
    this.job = job;
    this.system = Systems.labelled(job.system(), job.mode());
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    ChildMain child = new ChildMain(Job.parse(args[0]));
    switch (child.job.task()) {
      case BUILD -> child.build();
      case SWEEP -> child.sweep();
      case COLD -> child.cold();
      case CHURN -> child.churn();
    }
    System.exit(0);
  }

  private void build() throws IOException, InterruptedException {
    List<float[]> base = system.prepare(Vectors.read(job.base()), job.metric());
    BuildTask task = new BuildTask(job.folder(), job.metric(), job.threads(), job.withBuckets());
    long cpuStart = ProcessorTime.nanos();
    long start = System.nanoTime();
    system.build(base, task);
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (ProcessorTime.nanos() - cpuStart) / 1e9;
    long peak = Memory.now().peakBytes();
    print("build", new BuildFigures(seconds, cpuSeconds, bytes(job.folder()), peak).toMap());
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private void sweep() throws IOException, InterruptedException {
    List<float[]> queries = queries();
    print("idle", Memory.afterCollection().toMap());
    try (OpenIndex index = open(queries)) {
      Recall recall = new Recall(Vectors.readTruth(job.truth()), job.k());
      List<SweepPoint> points =
          new Sweep(index, queries, recall, job.threads(), WARM_UP).run(system.knobs());
      for (SweepPoint point : points) {
        print("point", point.toMap());
      }
      print("memory", Memory.afterCollection().toMap());
    }
  }

  private void cold() throws IOException {
    open(queries()).close();
  }

  private List<float[]> queries() throws IOException {
    return system.prepare(Vectors.read(job.queries()), job.metric());
  }

  /** Opens the index, searches once, and prints how long both took. */
  private OpenIndex open(List<float[]> queries) throws IOException {
    OpenTask task =
        new OpenTask(job.folder(), job.base(), job.metric(), job.k(), job.selectivity());
    long start = System.nanoTime();
    OpenIndex index = system.open(task);
    long opened = System.nanoTime();
    index.searcher().nearest(queries.getFirst(), system.knobs()[0]);
    long answered = System.nanoTime();
    print("open", new OpenFigures((opened - start) / 1e6, (answered - opened) / 1e6).toMap());
    return index;
  }

  private void churn() throws IOException, InterruptedException {
    List<float[]> base = system.prepare(Vectors.read(job.base()), job.metric());
    for (Churn.Generation generation : new Churn(job, base, queries()).generations()) {
      print("generation", generation.toMap());
    }
  }

  private static void print(String what, Map<String, Object> figures) throws IOException {
    System.out.println(JSON.std.asString(Map.of(what, figures)));
  }
}
