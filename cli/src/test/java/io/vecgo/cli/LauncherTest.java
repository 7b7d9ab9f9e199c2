package io.vecgo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a source tree whose build notes its calls and whose Java prints its arguments.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path temp;
  private Path tree;
  private Path jdk;

  /** What the launcher printed; the arguments of Java one a line. */
  private record Launch(int exitCode, List<String> out, String err) {}

  @BeforeEach
  void makeTree() throws IOException {
    tree = Files.createDirectories(temp.resolve("source tree"));
    jdk = Files.createDirectories(temp.resolve("a jdk"));
    for (String source : List.of("core/src/main/A.java", "cli/src/main/B.java")) {
      write(tree.resolve(source), "");
    }
    for (String pom : List.of("pom.xml", "core/pom.xml", "cli/pom.xml")) {
      write(tree.resolve(pom), "");
    }
    Files.createDirectories(tree.resolve(".mvn"));
    Files.copy(PROJECT.resolve(".mvn/find-jdk.sh"), tree.resolve(".mvn/find-jdk.sh"));
    script(tree.resolve("vecgo"), Files.readString(PROJECT.resolve("vecgo")));
    script(
        tree.resolve("mvnw"),
        """
        #!/bin/sh
        echo called >> builds
        mkdir -p cli/target/classes cli/target/lib
        touch cli/target/classes/module-info.class
        """);
    write(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    script(jdk.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
  }

  @Test
  void theFirstCallBuildsAndLaterOnesDoNot() throws Exception {
    Launch first = launch(tree.resolve("vecgo"), "--version");
    Launch second = launch(tree.resolve("vecgo"), "--version");
    assertThat(first.err()).startsWith("building (once; ");
    assertThat(second.err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aSourceNewerThanTheBuildIsBuiltOnce() throws Exception {
    launch(tree.resolve("vecgo"));
    Path stamp = tree.resolve("cli/target/launcher.stamp");
    Instant built = Files.getLastModifiedTime(stamp).toInstant();
    Files.setLastModifiedTime(stamp, FileTime.from(built.minusSeconds(20)));
    for (Path file : List.of(tree.resolve("core/src/main"), tree.resolve("cli/src/main"))) {
      age(file, built.minusSeconds(30));
    }
    for (String pom : List.of("pom.xml", "core/pom.xml", "cli/pom.xml")) {
      Files.setLastModifiedTime(tree.resolve(pom), FileTime.from(built.minusSeconds(30)));
    }
    launch(tree.resolve("vecgo"));
    assertThat(builds()).isEqualTo(1);
    Path edited = tree.resolve("core/src/main/A.java");
    Files.setLastModifiedTime(edited, FileTime.from(built.minusSeconds(10)));
    launch(tree.resolve("vecgo"));
    launch(tree.resolve("vecgo"));
    assertThat(builds()).isEqualTo(2);
  }

  private static void age(Path directory, Instant when) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(when));
      }
    }
  }

  @Test
  void aCleanedTreeIsBuiltAgain() throws Exception {
    launch(tree.resolve("vecgo"));
    Files.delete(tree.resolve("cli/target/classes/module-info.class"));
    launch(tree.resolve("vecgo"));
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void aFailedBuildEndsTheCallAndIsTriedAgain() throws Exception {
    script(tree.resolve("mvnw"), "#!/bin/sh\necho called >> builds\nexit 1\n");
    Launch launch = launch(tree.resolve("vecgo"));
    launch(tree.resolve("vecgo"));
    assertThat(launch.exitCode()).isEqualTo(1);
    assertThat(launch.out()).isEmpty();
    assertThat(launch.err()).contains("the build failed");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void javaRunsTheModuleWithTheArgumentsAsTheyAre() throws Exception {
    Launch launch =
        launch(tree.resolve("vecgo"), "search", "my db", "--filter", "a = 'b c' and d > \"$1\"");
    Path target = tree.resolve("cli/target");
    assertThat(launch.exitCode()).isZero();
    assertThat(launch.out())
        .containsSubsequence("-p", target.resolve("classes") + ":" + target.resolve("lib"))
        .endsWith(
            "-m",
            "io.vecgo.cli/io.vecgo.cli.Main",
            "search",
            "my db",
            "--filter",
            "a = 'b c' and d > \"$1\"");
  }

  @Test
  void theLauncherWorksThroughSymlinksFromAnywhere() throws Exception {
    Path bin = Files.createDirectories(temp.resolve("my bin"));
    Path link = Files.createSymbolicLink(bin.resolve("v 1"), Path.of("../source tree/vecgo"));
    Path linkToLink = Files.createSymbolicLink(temp.resolve("v2"), link);
    assertThat(launch(linkToLink, "stats").out())
        .contains(tree.resolve("cli/target/classes") + ":" + tree.resolve("cli/target/lib"))
        .endsWith("stats");
  }

  @Test
  void moreJavaOptionsWinOverThoseOfTheLauncher() throws Exception {
    Launch launch =
        launch(Map.of("VECGO_JAVA_OPTS", "-Xmx1g -Da=b"), tree.resolve("vecgo"), "stats");
    assertThat(launch.out())
        .containsSubsequence("-XX:MaxRAMPercentage=40", "-Xmx1g", "-Da=b", "-m");
  }

  @Test
  void pipesAreNotTakenForTerminals() throws Exception {
    assertThat(launch(tree.resolve("vecgo")).out()).contains("-Dvecgo.terminals=");
  }

  private Launch launch(Path launcher, String... arguments) throws Exception {
    return launch(Map.of(), launcher, arguments);
  }

  private Launch launch(Map<String, String> environment, Path launcher, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    Path err = temp.resolve("err.txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.directory(temp.toFile());
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    List<String> out =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    return new Launch(process.waitFor(), out, Files.readString(err));
  }

  private long builds() throws IOException {
    return Files.readAllLines(tree.resolve("builds")).size();
  }

  private static void script(Path file, String content) throws IOException {
    write(file, content);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, content);
  }
}
