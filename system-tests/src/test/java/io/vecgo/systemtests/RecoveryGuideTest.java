package io.vecgo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.CreateOptions;
import io.vecgo.Vecgo;
import io.vecgo.cli.Main;
import io.vecgo.model.Metric;
import io.vecgo.model.VectorRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/guide/recovery.md do what the page says. */
class RecoveryGuideTest {
  private static final String SEGMENT = "segment-1.bin";

  @TempDir private Path directory;

  private record Run(int exitCode, String out) {}

  private List<String> commands() throws IOException {
    Path guide = Repository.root().resolve("docs/guide/recovery.md");
    return Files.readAllLines(guide).stream().filter(line -> line.startsWith("vecgo ")).toList();
  }

  private Run run(String command) {
    StringWriter out = new StringWriter();
    String[] arguments =
        List.of(command.split(" ", -1)).stream()
            .skip(1)
            .map(word -> word.startsWith("./") ? directory.resolve(word).toString() : word)
            .toArray(String[]::new);
    int exitCode = Main.run(new PrintWriter(out), new PrintWriter(out), arguments);
    return new Run(exitCode, out.toString());
  }

  private Path createDatabase() {
    Path db = directory.resolve("db");
    try (Vecgo database = Vecgo.create(db, CreateOptions.of(2, Metric.L2))) {
      for (int commit = 0; commit < 2; commit++) {
        for (int i = 0; i < 10; i++) {
          database.insert(VectorRecord.of(commit, i).withKey(commit + "-" + i));
        }
        database.commit();
      }
    }
    return db;
  }

  @Test
  void commandsOfThePageRunInTheirOrderOnADamagedSegment() throws IOException {
    Path segment = createDatabase().resolve(SEGMENT);
    byte[] bytes = Files.readAllBytes(segment);
    bytes[100] ^= 1;
    Files.write(segment, bytes);
    List<Run> runs = commands().stream().map(this::run).toList();
    assertThat(runs).extracting(Run::exitCode).containsExactly(1, 1, 1, 0, 0, 0);
    assertThat(runs.get(0).out()).contains(SEGMENT, "VECTORS", "checksum mismatch");
    assertThat(runs.get(1).out()).contains("dry run", "1 to 10");
    assertThat(runs.get(2).out()).contains("version 4", "1 to 10");
    assertThat(runs.get(3).out()).contains("backed up version 4");
    assertThat(runs.get(5).out()).contains("restored version 4");
    try (Vecgo restored = Vecgo.open(directory.resolve("restored"))) {
      assertThat(restored.stats().totalVectors()).isEqualTo(10);
    }
  }

  @Test
  void deletedSegmentFileIsReportedAndTheRestServed() throws IOException {
    Files.delete(createDatabase().resolve(SEGMENT));
    Run stats = run("vecgo stats ./db");
    assertThat(stats.exitCode()).isZero();
    assertThat(stats.out()).contains(SEGMENT, "10 records in 1 segment");
  }

  @Test
  void damagedManifestIsRefusedWithTheRemedyOfThePage() throws IOException {
    Path manifest = createDatabase().resolve("manifest-00000000000000000003");
    byte[] bytes = Files.readAllBytes(manifest);
    bytes[0] ^= 1;
    Files.write(manifest, bytes);
    assertThat(run("vecgo stats ./db").out()).contains("invalid magic", "backup", "repair");
    assertThat(run("vecgo repair ./db").out()).contains("segment-2.bin", "11 to 20");
    assertThat(run("vecgo stats ./db").exitCode()).isZero();
    assertThat(directory.resolve("db/damaged-manifest-00000000000000000003")).exists();
  }
}
