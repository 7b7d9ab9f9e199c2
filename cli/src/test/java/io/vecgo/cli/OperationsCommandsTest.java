package io.vecgo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.observe.Health;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands health, plan and doctor. */
class OperationsCommandsTest {

  private static List<?> list(Map<String, Object> object, String name) {
    return (List<?>) object.getOrDefault(name, List.of());
  }

  @Test
  void healthTellsEachCheckAndItsExitCodeTheWhole(@TempDir Path directory) throws IOException {
    Path db = directory.resolve("db");
    CommandRun.of("create", db, "--dim", 2, "--metric", "l2");
    CommandRun json = CommandRun.of("health", db, "--json");
    boolean healthy = (boolean) json.json().getOrDefault("healthy", false);
    assertThat(json.exitCode()).isEqualTo(healthy ? ExitCode.GOOD : ExitCode.FAILED);
    assertThat(list(json.json(), "findings")).hasSize(Health.Check.values().length);
    assertThat(((Map<?, ?>) list(json.json(), "findings").getFirst()).get("verdict"))
        .as("memory of the writer, which a reader cannot know")
        .isEqualTo("unknown");
    CommandRun table = CommandRun.of("health", db);
    assertThat(table.exitCode()).isEqualTo(json.exitCode());
    assertThat(table.out())
        .containsSubsequence("memtable", "disk", "search latency", "memory", "corruption");
  }

  @Test
  void planListsComponentsAndTheirSums() throws IOException {
    CommandRun table = CommandRun.of("plan", "--vectors", 10_000_000, "--dim", 1536);
    assertThat(table.exitCode()).isEqualTo(ExitCode.GOOD);
    assertThat(table.out())
        .containsPattern("codes +7.8 GB +rabitq-4")
        .containsPattern("graph +1.3 GB +32 links a row");
    Map<String, Object> json =
        CommandRun.of("plan", "--vectors", 1_000, "--dim", 64, "--quantization", "sq8", "--json")
            .json();
    assertThat(json).containsOnlyKeys("memoryBytes", "diskBytes", "memory", "disk");
    assertThat(((Map<?, ?>) json.getOrDefault("disk", Map.of())).get("vectors"))
        .isEqualTo(1_000 * (64 * 4 + 4));
  }

  @Test
  void planCountsTheFieldsOfTheMetadata() throws IOException {
    Map<String, Object> plan =
        CommandRun.of(
                "plan", "--vectors", 1_000, "--dim", 8, "--field", "body:text:500:60", "--json")
            .json();
    assertThat(((Map<?, ?>) plan.getOrDefault("disk", Map.of())).keySet().toString())
        .contains("documents", "columns", "text");
    CommandRun run = CommandRun.of("plan", "--vectors", 1, "--dim", 8, "--field", "body");
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(run.err()).contains("field=body: must be name:type:distinct");
  }

  @Test
  void planRefusesWhatCannotBe() {
    CommandRun run = CommandRun.of("plan", "--vectors", 0, "--dim", 8);
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(run.err()).startsWith("vecgo: vectors=0: must be 1 to");
  }

  @Test
  void doctorTellsEachCheckAndItsExitCodeTheWhole(@TempDir Path directory) throws IOException {
    CommandRun json = CommandRun.of("doctor", directory, "--json");
    boolean good = (boolean) json.json().getOrDefault("good", false);
    assertThat(json.exitCode()).isEqualTo(good ? ExitCode.GOOD : ExitCode.FAILED);
    assertThat(list(json.json(), "symptoms")).hasSize(9);
    assertThat(CommandRun.of("doctor", directory).out())
        .contains("java", "vector module", "memory", "open files", "file system", "room");
  }
}
