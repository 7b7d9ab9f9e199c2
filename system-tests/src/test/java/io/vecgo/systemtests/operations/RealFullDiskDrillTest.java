package io.vecgo.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vecgo.CreateOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Metric;
import io.vecgo.model.StoreException;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.Health.Check;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system of a few megabytes is full. Needs the right to mount one. */
class RealFullDiskDrillTest {
  @TempDir private Path volume;

  private boolean isMounted;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    isMounted = run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", volume.toString());
    assumeTrue(isMounted, "file systems cannot be mounted here: the drill is simulated only");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    if (isMounted) {
      assertThat(run("umount", "-l", volume.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false; // there is no such program
    }
  }

  @Test
  void commitFailsWhileTheVolumeIsFullAndSucceedsWhenAFileIsDeleted() throws IOException {
    Path filler = volume.resolve("filler");
    try (Vecgo database = Vecgo.create(volume.resolve("db"), CreateOptions.of(2, Metric.L2))) {
      database.insert(VectorRecord.of(1, 2).withPayload(new byte[1 << 20]));
      fill(filler);
      assertThatThrownBy(database::commit)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("No space left on device");
      assertThat(database.get(1)).isPresent();
      assertThat(database.health().problems())
          .extracting(finding -> finding.check())
          .contains(Check.DISK, Check.BACKGROUND_WORK);
      Files.delete(filler);
      database.commit();
      assertThat(database.health().isHealthy()).isTrue();
    }
    try (Vecgo again = Vecgo.open(volume.resolve("db"))) {
      assertThat(again.stats().totalVectors()).isEqualTo(1);
    }
  }

  private static void fill(Path filler) throws IOException {
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] zeros = new byte[1 << 16];
      while (true) {
        out.write(zeros);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left on device");
    }
  }
}
