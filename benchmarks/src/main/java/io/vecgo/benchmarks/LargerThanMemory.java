package io.vecgo.benchmarks;

import io.vecgo.model.IndexSettings;
import io.vecgo.model.Quantization;
import io.vecgo.testkit.memory.LatentDatabase;
import io.vecgo.testkit.memory.MemoryGroup;
import io.vecgo.testkit.memory.SearchFigures;
import io.vecgo.testkit.memory.Searches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Searches a database in a process that may use less memory than the database takes, what the
 * system caches of its files included.
 */
final class LargerThanMemory {
  private static final String USAGE =
      """
      usage: larger-than-memory <directory> <rows> <dimension> <quantizer> <megabytes>
        directory   of the database, which is made if there is none, and stays
        megabytes   that the process may use; several with commas\
      """;

  private static final int TRUTHS = 50;
  private static final long SEED = 1;
  private static final int HIDDEN = 32;
  private static final int FIRST = 1_000;
  private static final int MEASURED = 2_000;

  private final LatentDatabase database;
  private final List<Set<Long>> truth;

  private LargerThanMemory(LatentDatabase database) {
    this.database = database;
    this.truth = database.truth(TRUTHS);
  }

  static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 5) {
      System.err.println(USAGE);
      System.exit(2);
    }
    Path directory = Path.of(arguments[0]);
    int dimension = Integer.parseInt(arguments[2]);
    Searches searches = new Searches(SEED, dimension, HIDDEN, FIRST, MEASURED);
    LatentDatabase database =
        new LatentDatabase(directory, Integer.parseInt(arguments[1]), searches);
    if (!Files.isDirectory(directory)) {
      create(database, Quantization.parse(arguments[3]));
    }
    LargerThanMemory benchmark = new LargerThanMemory(database);
    for (String megabytes : arguments[4].split(",", -1)) {
      benchmark.search(Long.parseLong(megabytes) << 20);
    }
  }

  private static void create(LatentDatabase database, Quantization quantization) {
    long start = System.nanoTime();
    database.create(IndexSettings.DEFAULT.withQuantization(quantization));
    System.out.printf("built in %.0f s%n", (System.nanoTime() - start) / 1e9);
  }

  private void search(long limit) throws IOException, InterruptedException {
    Optional<MemoryGroup> made = MemoryGroup.limitedTo(limit);
    if (made.isEmpty()) {
      System.out.println("no control group with limited memory can be made here");
      return;
    }
    try (MemoryGroup group = made.get()) {
      print(limit, database.search(group, MemoryGroup.SMALL_JAVA), group);
    }
  }

  private void print(long limit, SearchFigures figures, MemoryGroup group) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%d x %d, %.0f MB in %.0f MB (%.1f x): recall %.3f, p50 %.2f ms, p99 %.2f ms,"
            + " %.0f KB and %.2f faults a search; memory of its own %.0f MB, killed %d%n",
        database.rows(),
        database.searches().dimension(),
        database.bytes() / 1e6,
        limit / 1e6,
        (double) database.bytes() / limit,
        figures.recall(truth),
        figures.p50Micros() / 1e3,
        figures.p99Micros() / 1e3,
        figures.bytesPerSearch() / 1e3,
        figures.faultsPerSearch(),
        figures.ownBytes() / 1e6,
        group.kills());
  }
}
