package io.vecgo.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.Vecgo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory is short: writers wait, and the process lives. */
class MemoryDrillTest {
  @Test
  void rowsBeyondTheLimitOfMemtablesWaitAndAllAreWrittenInATightHeap(@TempDir Path directory)
      throws IOException, InterruptedException {
    Path path = directory.resolve("db");
    SecondProcess writer = SecondProcess.run(List.of("-Xmx48m"), TightHeap.class, path.toString());
    assertThat(writer.exitCode()).as(writer.output()).isZero();
    assertThat(writer.output()).containsPattern("[1-9]\\d* writes waited");
    try (Vecgo database = Vecgo.open(path)) {
      assertThat(database.stats().totalVectors()).isEqualTo(TightHeap.ROWS);
    }
  }
}
