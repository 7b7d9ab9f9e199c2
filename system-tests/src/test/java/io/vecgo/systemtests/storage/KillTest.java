package io.vecgo.systemtests.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.Vecgo;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that commits, merges and vacuums is killed at a random instant. What it said of its
 * commits is true, and the next process goes on.
 */
@ExtendWith(Figures.Resolver.class)
class KillTest {
  private static final long SEED = 31;
  private static final int DATABASES = 2;
  private static final int KILLS = Scale.of(50, 2_000);
  private static final int COMMITS_MAX = 12;
  private static final int COMMIT_NANOS = 20_000_000;

  @TempDir Path directory;

  @Test
  void noCommitIsLostWhenTheProcessIsKilled(Figures figures) {
    IntStream.range(0, DATABASES)
        .parallel()
        .forEach(number -> killOften(directory.resolve("database-" + number), number, figures));
  }

  private static void killOften(Path database, int number, Figures figures) {
    Random random = new Random(SEED + number);
    CommitLoop.create(database);
    long committed = 0;
    for (int kill = 0; kill < KILLS / DATABASES; kill++) {
      long acknowledged = killOne(database, random);
      committed = assertHoldsAll(database);
      assertThat(committed).isBetween(acknowledged, acknowledged + 1);
      figures.add("kills: processes killed", 1);
      figures.add("kills: commits done and not yet acknowledged", committed - acknowledged);
    }
    figures.add("kills: commits, none lost", committed);
  }

  /** Lets a process commit and kills it. Returns how many commits there were as far as it said. */
  private static long killOne(Path database, Random random) {
    try (WriterProcess process = new WriterProcess(database)) {
      long commits = process.nextCommits();
      for (int more = random.nextInt(COMMITS_MAX); more > 0; more--) {
        commits = process.nextCommits();
      }
      spin(random.nextInt(COMMIT_NANOS));
      return process.kill().orElse(commits);
    }
  }

  /** Lets the process go on for so long, more exactly than a sleep would. */
  private static void spin(int nanos) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      Thread.onSpinWait();
    }
  }

  private static long assertHoldsAll(Path directory) {
    try (Vecgo database = Vecgo.open(directory)) {
      CommitLoop.assertHoldsAll(database);
      assertThat(database.verify((_, _, _) -> {}).damages()).isEmpty();
      return CommitLoop.commits(database);
    }
  }
}
