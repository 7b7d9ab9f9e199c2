package io.vecgo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.Style;
import io.vecgo.cli.output.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
  private static final List<String> COMMANDS =
      List.of(
          "demo",
          "create",
          "import",
          "search",
          "count",
          "scan",
          "get",
          "delete",
          "stats",
          "compact",
          "versions",
          "rollback",
          "compare",
          "tag",
          "vacuum",
          "verify",
          "repair",
          "backup",
          "restore",
          "health",
          "metrics",
          "watch",
          "plan",
          "doctor");

  /** After a wanted change, copy target/usage.txt over the golden file. */
  @Test
  void helpIsAsInTheGoldenFile() throws IOException {
    StringBuilder help = new StringBuilder(CommandRun.of("--help").out());
    for (String command : COMMANDS) {
      help.append("\n----\n").append(CommandRun.of(command, "--help").out());
    }
    Files.writeString(Path.of("target", "usage.txt"), help);
    assertThat(help.toString()).isEqualTo(golden());
  }

  private static String golden() throws IOException {
    try (InputStream file = UsageTest.class.getResourceAsStream("usage.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void helpIsACommandTooThoughNotListed() {
    assertThat(CommandRun.of("help")).isEqualTo(CommandRun.of("--help"));
    assertThat(CommandRun.of("help", "get")).isEqualTo(CommandRun.of("get", "--help"));
  }

  @Test
  void helpGoesToStandardOutput() {
    CommandRun run = CommandRun.of("import", "--help");
    assertThat(run.exitCode()).isEqualTo(ExitCode.GOOD);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aNarrowTerminalGetsHelpToo() {
    Terminal narrow = new Terminal(Style.PLAIN, Style.PLAIN, Terminal.Kind.STREAM, 40, 40);
    StringWriter out = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(out), narrow);
    assertThat(Main.run(console, "vecgo", "stats", "--help")).isEqualTo(ExitCode.GOOD);
    assertThat(out.toString().lines()).allMatch(line -> line.length() < 55);
  }

  @Test
  void aProgramInAFolderWithASpaceIsQuoted() {
    StringWriter err = new StringWriter();
    Console console = Console.plain(new PrintWriter(new StringWriter()), new PrintWriter(err));
    Main.run(console, "/my tools/vecgo", "stats");
    assertThat(err.toString()).contains("(see: '/my tools/vecgo' stats --help)");
  }

  @Test
  void theVersionIsOneLine() {
    CommandRun run = CommandRun.of("--version");
    assertThat(run.exitCode()).isEqualTo(ExitCode.GOOD);
    assertThat(run.out()).matches("vecgo .+ \\(Java \\d+\\)\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                | a command is missing (see: vecgo --help)",
        "bogus                             | there is no command 'bogus' (see: vecgo --help)",
        "imprt                             | there is no command 'imprt', did you mean import or compare? (see: vecgo --help)",
        "create                            | '--dim=N', '--metric=METRIC', 'DB' (see: vecgo create --help)",
        "create d --dim x --metric l2      | Invalid value for option '--dim': 'x' is not an int",
        "create d --dim 3 --metric near    | metric=near: must be l2, cosine or dot",
        "create d --dim 0 --metric l2      | dimension=0: must be 1 to 16384",
        "create d --dim 2 --metric l2 --schema a | schema part=a: must be name:type",
        "stats d --bogus                   | Unknown option: '--bogus'",
        "stats d e                         | takes no more arguments, found 'e' (see: vecgo stats --help)",
        "get d                             | Missing required parameter: 'KEY'",
        "delete d                          | Missing required parameter: 'KEY'",
        "search d                          | search needs either --vectors or --text",
        "search d --vectors f --k ten      | Invalid value for option '--k'",
        "search d --vectors f --filter =   | Invalid value for option '--filter'",
        "search d --vectors f --limit-queries 0 | limit-queries=0: must be",
        "import d --vectors f --commit-every 0  | commit-every=0: must be",
      })
  void badUsageIsOneLineAndExitsWithTwo(String arguments, String message) {
    CommandRun run = CommandRun.of((Object[]) words(arguments));
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasLineCount(1).startsWith("vecgo: ").contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stats %s",
        "get %s k",
        "search %s --vectors f",
        "import %s --vectors f",
        "delete %s k"
      })
  void aDirectoryWithoutDatabaseIsNamedAndExitsWithOne(String arguments, @TempDir Path directory) {
    Path none = directory.resolve("none");
    CommandRun run = CommandRun.of((Object[]) words(arguments.formatted(none)));
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).hasLineCount(1).startsWith("vecgo: ").contains(none.toString());
  }

  @Test
  void aFileWhereADirectoryIsExpectedIsToldAsSuch(@TempDir Path directory) throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    CommandRun run = CommandRun.of("stats", file);
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).hasLineCount(1).endsWith(" (not a directory)\n");
  }

  @Test
  void verboseShowsTheStackTraceBeforeAndAfterTheCommand(@TempDir Path directory) {
    Path none = directory.resolve("none");
    for (CommandRun run :
        List.of(
            CommandRun.of("--verbose", "stats", none), CommandRun.of("stats", none, "--verbose"))) {
      assertThat(run.err()).contains("NoDatabaseException").contains("\tat io.vecgo");
    }
  }

  private static String[] words(String arguments) {
    return arguments.isEmpty() ? new String[0] : arguments.split(" ", -1);
  }
}
