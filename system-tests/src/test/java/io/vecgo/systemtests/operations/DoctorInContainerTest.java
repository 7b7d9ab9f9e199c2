package io.vecgo.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vecgo.cli.Main;
import io.vecgo.testkit.memory.MemoryGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Doctor, in a process that may use less memory than the machine has, as in a container. */
class DoctorInContainerTest {
  private static final long LIMIT_BYTES = 256L << 20;
  private static final List<String> HEAP = List.of("-Xmx64m", "-XX:+UseSerialGC");

  @TempDir private Path directory;

  private SecondProcess doctor(long memoryBytes) throws IOException, InterruptedException {
    Optional<MemoryGroup> made = MemoryGroup.limitedTo(LIMIT_BYTES);
    assumeTrue(made.isPresent(), "no control group with limited memory can be made here");
    try (MemoryGroup group = made.get()) {
      String bytes = Long.toString(memoryBytes);
      SecondProcess doctor =
          SecondProcess.runIn(
              group, HEAP, Main.class, "doctor", directory.toString(), "--memory-bytes", bytes);
      assertThat(group.kills()).isZero();
      return doctor;
    }
  }

  @Test
  void databasesThatNeedMoreThanTheContainerHasAreBad() throws IOException, InterruptedException {
    SecondProcess doctor = doctor(LIMIT_BYTES + 1);
    assertThat(doctor.exitCode()).as(doctor.output()).isEqualTo(1);
    assertThat(doctor.output())
        .containsPattern(
            "memory +bad +heap up to [\\d.]+ MB and databases up to 268.4 MB, of 268.4 MB")
        .contains("the system then kills the process");
  }

  @Test
  void databasesThatLeaveTooLittleForFilesAreAWarning() throws IOException, InterruptedException {
    assertThat(doctor(150L << 20).output()).containsPattern("memory +warning +heap up to");
  }

  @Test
  void databasesThatFitIntoTheContainerAreGood() throws IOException, InterruptedException {
    assertThat(doctor(64L << 20).output()).containsPattern("memory +good +heap up to");
  }
}
