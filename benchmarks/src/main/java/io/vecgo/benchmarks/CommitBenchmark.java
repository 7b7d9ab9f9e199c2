package io.vecgo.benchmarks;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.CompactionPolicy;
import io.vecgo.model.Metric;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.CommitResult;
import io.vecgo.observe.CompactionResult;
import io.vecgo.observe.MetricsObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What commits cost: how long small ones take, how often each byte is written when they are merged,
 * and how long databases of many segments or rows take to open. Works in folders of its own, which
 * it deletes.
 */
final class CommitBenchmark {
  private static final int DIMENSION = 128;
  private static final int COMMITS = 1_000;
  private static final int OPENINGS = 10;

  private final Path folder;
  private final SplittableRandom random = new SplittableRandom(1);

  private CommitBenchmark(Path folder) {
    this.folder = folder;
  }

  static void main(String[] arguments) throws IOException {
    Path parent = Path.of(arguments.length == 0 ? "." : arguments[0]);
    CommitBenchmark benchmark = new CommitBenchmark(parent);
    benchmark.run("1 row a commit, not merged", 1, manual());
    benchmark.run("100 rows a commit, not merged", 100, manual());
    benchmark.run("100 rows a commit, size-tiered", 100, OpenOptions.defaults());
    benchmark.run(
        "100 rows a commit, leveled",
        100,
        OpenOptions.defaults().compaction(CompactionPolicy.leveled()));
    benchmark.openOneSegment();
  }

  private static OpenOptions manual() {
    return OpenOptions.defaults().withoutAutomaticCompaction();
  }

  /** Bytes written, by whom. */
  private static final class Written implements MetricsObserver {
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong compactions = new AtomicLong();

    @Override
    public void onCommit(CommitResult result) {
      commits.addAndGet(result.bytes());
    }

    @Override
    public void onCompaction(CompactionResult result) {
      compactions.addAndGet(result.bytes());
    }

    double amplification() {
      return 1 + (double) compactions.get() / commits.get();
    }
  }

  private void run(String name, int rows, OpenOptions options) throws IOException {
    Path directory = Files.createTempDirectory(folder, "commits-");
    Written written = new Written();
    List<Long> micros = new ArrayList<>();
    try (Vecgo database =
        Vecgo.create(
            directory, CreateOptions.of(DIMENSION, Metric.L2), options.observedBy(written))) {
      for (int i = 0; i < COMMITS; i++) {
        database.insertAll(records(rows));
        micros.add(database.commit().duration().toNanos() / 1_000);
      }
      settle(database);
      System.out.printf(
          "%s: %d segments, each byte written %.1f times%n",
          name, database.stats().segmentCount(), written.amplification());
    }
    micros.sort(Comparator.naturalOrder());
    System.out.printf(
        "  commit of %d rows: median %d us, 99%% %d us, longest %d us%n",
        rows, micros.get(COMMITS / 2), micros.get(COMMITS * 99 / 100), micros.getLast());
    open(directory);
    delete(directory);
  }

  /** Lets merges end that are under way. */
  private static void settle(Vecgo database) {
    while (database.stats().background().pendingCompactions() > 0) {
      Thread.onSpinWait();
    }
  }

  private void openOneSegment() throws IOException {
    for (int rows : new int[] {1_000, 10_000, 100_000}) {
      Path directory = Files.createTempDirectory(folder, "commits-");
      try (Vecgo database =
          Vecgo.create(
              directory,
              CreateOptions.of(DIMENSION, Metric.L2),
              manual().memtableBytes(Long.MAX_VALUE))) {
        database.insertAll(records(rows));
      }
      System.out.printf("one segment of %d rows%n", rows);
      open(directory);
      delete(directory);
    }
  }

  private static void open(Path directory) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < OPENINGS; i++) {
      long start = System.nanoTime();
      Vecgo.open(directory, OpenOptions.defaults().readOnly()).close();
      best = Math.min(best, System.nanoTime() - start);
    }
    System.out.printf("  opens in %.1f ms (best of %d)%n", best / 1e6, OPENINGS);
  }

  private List<VectorRecord> records(int count) {
    return Stream.generate(this::vector).limit(count).map(VectorRecord::of).toList();
  }

  private float[] vector() {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = random.nextFloat();
    }
    return vector;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
