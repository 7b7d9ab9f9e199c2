package io.vecgo.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.observe.Health;
import io.vecgo.systemtests.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every promise of the page on operations names a test, and the test is there. */
class OperationsPageTest {
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\|.*\\|$");
  private static final Pattern PROMISE = Pattern.compile("(?m)^\\| .* \\| (.*) \\|$");

  private static String page() throws IOException {
    return Files.readString(Repository.root().resolve("docs/operations.md"));
  }

  /** The text below a heading, up to the next one. */
  private static String section(String heading) throws IOException {
    String from = page().substring(page().indexOf("## " + heading) + 1);
    int end = from.indexOf("\n## ");
    return end < 0 ? from : from.substring(0, end);
  }

  private static String promises() throws IOException {
    return section("Each promise and its test");
  }

  @Test
  void checksOfHealthAreListedInTheirOrder() throws IOException {
    List<String> labels =
        ROW.matcher(section("Is it well?")).results().map(row -> row.group(1)).skip(1).toList();
    assertThat(labels)
        .containsExactlyElementsOf(
            Stream.of(Health.Check.values()).map(Health.Check::label).toList());
  }

  @Test
  void everyPromiseNamesATest() throws IOException {
    List<String> cells =
        PROMISE.matcher(promises()).results().map(row -> row.group(1)).skip(1).toList();
    assertThat(cells).hasSizeGreaterThan(30);
    assertThat(cells).allMatch(cell -> TEST.matcher(cell).find());
  }

  @Test
  void everyNamedTestIsThere() throws IOException {
    List<Path> sources = sources();
    List<MatchResult> tests = TEST.matcher(promises()).results().toList();
    for (MatchResult test : tests) {
      assertThat(sources)
          .as(test.group())
          .anyMatch(source -> holds(source, test.group(1), test.group(2)));
    }
  }

  private static boolean holds(Path source, String type, String method) {
    try {
      return source.endsWith(type + ".java")
          && Files.readString(source).contains("void " + method + "(");
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Repository.root())) {
      return files.filter(file -> file.toString().endsWith("Test.java")).toList();
    }
  }
}
