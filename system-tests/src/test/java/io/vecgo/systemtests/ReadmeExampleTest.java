package io.vecgo.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README is compiled and run as it stands there. */
class ReadmeExampleTest {
  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);

  @TempDir Path work;

  @BeforeEach
  void compile() throws IOException {
    Path source = work.resolve("Example.java");
    Files.writeString(source, exampleIn(Files.readString(Repository.root().resolve("README.md"))));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String[] options = {
      "-d", work.toString(), "-cp", System.getProperty("java.class.path"), source.toString()
    };
    assertThat(compiler.run(null, null, null, options)).isZero();
  }

  @Test
  void exampleCompilesRunsAndFindsWhatItSays() throws Exception {
    List<String> lines = runExample(work.resolve("database"));
    assertThat(lines.get(0)).isEqualTo("committed version 2");
    assertThat(lines.get(1)).startsWith("cat 0.99");
    assertThat(lines.get(2)).startsWith("dog 0.9");
    assertThat(lines.get(3)).startsWith("1 hit of version 2");
  }

  @Test
  void exampleRunsAgainOnItsOwnDatabase() throws Exception {
    runExample(work.resolve("database"));
    assertThat(runExample(work.resolve("database")).get(0)).isEqualTo("committed version 4");
  }

  @Test
  void withoutTheVectorModuleScoresAreTheSameAndOneLineSaysSo() throws Exception {
    List<String> hits = runExample(work.resolve("database")).subList(1, 3);
    assertThat(runExample(work.resolve("another"), List.of()).subList(1, 3)).isEqualTo(hits);
    assertThat(Files.readAllLines(work.resolve("errors.txt")))
        .filteredOn(line -> line.contains("--add-modules jdk.incubator.vector"))
        .hasSize(1);
  }

  private List<String> runExample(Path directory) throws IOException, InterruptedException {
    return runExample(directory, List.of("--add-modules", "jdk.incubator.vector"));
  }

  private List<String> runExample(Path directory, List<String> options)
      throws IOException, InterruptedException {
    Path output = work.resolve("output.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(work + File.pathSeparator + System.getProperty("java.class.path"));
    command.add("Example");
    command.add(directory.toString());
    int exit =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(work.resolve("errors.txt").toFile())
            .start()
            .waitFor();
    assertThat(exit).as(Files.readString(work.resolve("errors.txt"), UTF_8)).isZero();
    return Files.readAllLines(output);
  }

  private static String exampleIn(String readme) {
    Matcher block = JAVA_BLOCK.matcher(readme);
    assertThat(block.find()).as("README.md holds a java block").isTrue();
    return block.group(1);
  }
}
