package io.vecgo.systemtests.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vecgo.model.IndexSettings;
import io.vecgo.model.Quantization;
import io.vecgo.testkit.memory.LatentDatabase;
import io.vecgo.testkit.memory.MemoryGroup;
import io.vecgo.testkit.memory.SearchFigures;
import io.vecgo.testkit.memory.Searches;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A database is searched by a process that may use a sixth of the memory that it takes. */
@ExtendWith(Figures.Resolver.class)
class LargerThanMemoryTest {
  private static final int TIMES = 6;
  private static final int ROWS = Scale.of(37_500, 100_000);
  private static final long LIMIT_BYTES = (long) Scale.of(96, 256) << 20;
  private static final Searches SEARCHES = new Searches(1, 4_096, 32, 300, Scale.of(500, 5_000));
  private static final IndexSettings INDEX = new IndexSettings(8, 50, new Quantization.RaBitQ(1));

  @Test
  void searchesFindWhatTheyShouldAndReadLittle(@TempDir Path directory, Figures figures)
      throws IOException, InterruptedException {
    Optional<MemoryGroup> made = MemoryGroup.limitedTo(LIMIT_BYTES);
    assumeTrue(made.isPresent(), "no control group with limited memory can be made here");
    try (MemoryGroup group = made.get()) {
      LatentDatabase database = new LatentDatabase(directory.resolve("db"), ROWS, SEARCHES);
      database.create(INDEX);
      assertThat(database.bytes()).isGreaterThanOrEqualTo(TIMES * LIMIT_BYTES);
      List<Set<Long>> truth = database.truth(30);
      SearchFigures found = database.search(group, MemoryGroup.SMALL_JAVA);
      figures.add("microseconds of a search in a sixth of the memory", (long) found.p50Micros());
      figures.add("bytes that it reads", (long) found.bytesPerSearch());
      assertThat(group.kills()).isZero();
      assertThat(found.recall(truth)).isGreaterThanOrEqualTo(0.95);
      assertThat(found.bytesPerSearch()).isLessThan(database.bytes() / 100.0);
    }
  }
}
