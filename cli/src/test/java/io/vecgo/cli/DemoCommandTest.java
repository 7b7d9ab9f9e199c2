package io.vecgo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  @TempDir Path directory;

  @Test
  void theTourTellsItsFactsAndTheCommandsItSuggestsWork() throws IOException {
    Path db = directory.resolve("my demo");
    CommandRun demo = CommandRun.of("demo", "--dir", db);
    assertThat(demo.err().lines())
        .as("progress on a slow machine")
        .allMatch(l -> l.contains("rows/s"));
    assertThat(demo.exitCode()).isEqualTo(ExitCode.GOOD);
    assertThat(demo.out())
        .contains("imported 3,850 rows")
        .contains("database: " + db)
        .contains("beaver: large semiaquatic rodent")
        .contains("pos = 'verb'")
        .contains("3,847 rows left")
        .containsPattern("live vectors +3,847\n")
        .containsPattern("exact: every row +1\\.0000 +3,847 +[0-9.]+ ms +[0-9.]+ ms\n")
        .containsPattern("committed rows: graph and codes +(1\\.0000|0\\.9[5-9]\\d\\d) +\\d{3} ")
        .containsPattern("rows in memory: graph +(1\\.0000|0\\.9[5-9]\\d\\d) +[0-9,]+ ")
        .contains("the best are compared exactly");
    for (List<String> command : suggestions(demo.out())) {
      assertThat(CommandRun.of(command.toArray()).exitCode()).as("%s", command).isZero();
    }
  }

  /** The words of the lines that start with the name of the program. */
  private static List<List<String>> suggestions(String output) {
    List<List<String>> commands =
        output
            .lines()
            .filter(line -> line.startsWith("  vecgo "))
            .map(line -> line.substring("  vecgo ".length()))
            .map(DemoCommandTest::words)
            .toList();
    assertThat(commands).hasSize(4);
    return commands;
  }

  private static List<String> words(String line) {
    Pattern word = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    return word.matcher(line).results().map(DemoCommandTest::unquoted).toList();
  }

  private static String unquoted(MatchResult word) {
    return word.group().replaceAll("^[\"']|[\"']$", "");
  }

  @Test
  void anEarlierDemoIsReplacedUnlessItIsToBeKept() {
    CommandRun.of("demo", "--dir", directory);
    CommandRun kept = CommandRun.of("demo", "--dir", directory, "--keep");
    assertThat(kept.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(kept.err()).contains("which --keep does not replace").hasLineCount(1);
    assertThat(CommandRun.of("demo", "--dir", directory).exitCode()).isEqualTo(ExitCode.GOOD);
  }

  @Test
  void aFolderInTheDirectoryOfAnEarlierDemoIsLeftAlone() throws IOException {
    Files.writeString(directory.resolve("README-demo.txt"), "a demo");
    Path folder = Files.createDirectories(directory.resolve("folder"));
    Files.writeString(folder.resolve("precious.txt"), "mine");
    CommandRun run = CommandRun.of("demo", "--dir", directory);
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(run.err()).contains("holds files that are not of a demo").hasLineCount(1);
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("README-demo.txt", "folder");
  }

  @Test
  void aDirectoryOfSomebodyElseIsLeftAlone() throws IOException {
    Path precious = Files.writeString(directory.resolve("precious.txt"), "mine");
    CommandRun run = CommandRun.of("demo", "--dir", directory);
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(run.err()).contains("holds files that are not of a demo").hasLineCount(1);
    assertThat(directory.toFile().list()).containsExactly("precious.txt");
    assertThat(precious).hasContent("mine");
  }
}
