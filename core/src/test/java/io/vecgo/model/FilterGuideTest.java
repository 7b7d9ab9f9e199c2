package io.vecgo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide to filters says what is true. */
class FilterGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "guide", "filters.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @Test
  void examplesAreUnderstood() throws IOException {
    List<String> examples = blocks("filter").stream().flatMap(String::lines).toList();
    assertThat(examples).hasSizeGreaterThan(8);
    assertThat(examples).allSatisfy(example -> assertThat(Filter.parse(example)).isNotNull());
  }

  @Test
  void conditionsAreUnderstood() throws IOException {
    List<String> conditions = codeInFirstColumn("## Conditions", "## Values");
    assertThat(conditions).hasSizeGreaterThan(10);
    assertThat(conditions).allSatisfy(text -> assertThat(Filter.parse(text)).isNotNull());
  }

  @Test
  void valuesAreUnderstood() throws IOException {
    List<String> values = codeInFirstColumn("## Values", "## Which values");
    assertThat(values).hasSizeGreaterThan(10);
    assertThat(values).allSatisfy(text -> assertThat(Filter.parse("a = " + text)).isNotNull());
  }

  @Test
  void precedenceIsAsShown() throws IOException {
    List<String> shown = blocks("filter").get(1).lines().limit(3).toList();
    Filter filter = Filter.parse(shown.getFirst());
    assertThat(shown).allSatisfy(text -> assertThat(Filter.parse(text)).isEqualTo(filter));
  }

  @Test
  void valuesCompareAsShown() throws IOException {
    List<List<String>> rows = rows("## Which values", "## Missing fields");
    assertThat(rows).hasSizeGreaterThan(10);
    for (List<String> row : rows) {
      Filter filter = Filter.parse(code(row.get(0)).getFirst());
      assertThat(values(row.get(1))).as(filter.text()).allMatch(filter::matches);
      assertThat(values(row.get(2))).as(filter.text()).noneMatch(filter::matches).isNotEmpty();
    }
  }

  /** Documents of the values in a cell. */
  private static List<Document> values(String cell) {
    return code(cell).stream()
        .map(value -> ((Filter.Eq) Filter.parse("f = " + value)).value())
        .map(value -> Document.of("f", value))
        .toList();
  }

  @Test
  void missingFieldsAreTreatedAsShown() throws IOException {
    List<Document> documents =
        List.of(
            Document.EMPTY,
            Document.of("price", Value.ofNull()),
            Document.of("price", 1),
            Document.of("price", "x"));
    List<List<String>> rows = rows("## Missing fields", "## What filters cost");
    assertThat(rows).hasSizeGreaterThan(10);
    for (List<String> row : rows) {
      Filter filter = Filter.parse(code(row.getFirst()).getFirst());
      List<String> answers =
          documents.stream().map(document -> filter.matches(document) ? "yes" : "no").toList();
      assertThat(answers).as(row.getFirst()).isEqualTo(row.subList(1, row.size()));
    }
  }

  @Test
  void errorLooksAsShown() throws IOException {
    String shown = blocks("text").getFirst();
    String filter = shown.lines().toList().get(1);
    assertThatExceptionOfType(FilterSyntaxException.class)
        .isThrownBy(() -> Filter.parse(filter))
        .withMessage(shown);
  }

  @Test
  void limitsAreAsStated() throws IOException {
    assertThat(guide())
        .contains("up to %,d characters".formatted(Limits.FILTER_TEXT_LENGTH_MAX))
        .contains("nested " + Limits.FILTER_NESTING_MAX + " deep");
  }

  private static String guide() throws IOException {
    return Files.readString(GUIDE);
  }

  /** The contents of the code blocks of a language. */
  private static List<String> blocks(String language) throws IOException {
    Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)\n```").matcher(guide());
    return block.results().map(result -> result.group(1)).toList();
  }

  /** The cells of each row of the table between two headings, but for its head. */
  private static List<List<String>> rows(String from, String to) throws IOException {
    String part = guide().substring(guide().indexOf(from), guide().indexOf(to));
    return part.lines()
        .filter(line -> line.startsWith("| "))
        .skip(1)
        .map(line -> Stream.of(line.substring(1).split("\\|")).map(String::strip).toList())
        .toList();
  }

  private static List<String> codeInFirstColumn(String from, String to) throws IOException {
    List<String> code = new ArrayList<>();
    for (List<String> row : rows(from, to)) {
      code.addAll(code(row.getFirst()));
    }
    return code;
  }

  private static List<String> code(String cell) {
    return CODE.matcher(cell).results().map(result -> result.group(1)).toList();
  }
}
