package io.vecgo.model;

import static io.vecgo.model.Filter.and;
import static io.vecgo.model.Filter.contains;
import static io.vecgo.model.Filter.containsAll;
import static io.vecgo.model.Filter.containsAny;
import static io.vecgo.model.Filter.eq;
import static io.vecgo.model.Filter.exists;
import static io.vecgo.model.Filter.gt;
import static io.vecgo.model.Filter.gte;
import static io.vecgo.model.Filter.in;
import static io.vecgo.model.Filter.lt;
import static io.vecgo.model.Filter.lte;
import static io.vecgo.model.Filter.ne;
import static io.vecgo.model.Filter.not;
import static io.vecgo.model.Filter.notIn;
import static io.vecgo.model.Filter.or;
import static io.vecgo.model.Filter.startsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FilterParseTest {

  @ParameterizedTest
  @MethodSource("examples")
  void textMeansTheFilter(String text, Filter filter) {
    assertThat(Filter.parse(text)).isEqualTo(filter);
  }

  static Stream<Arguments> examples() {
    Filter a = eq("a", 1);
    Filter b = eq("b", 2);
    Filter c = eq("c", 3);
    return Stream.of(
        arguments("a = 1", a),
        arguments("a=1", a),
        arguments(" \n a\t=\r\n1 ", a),
        arguments("a != 1", ne("a", 1)),
        arguments("a <> 1", ne("a", 1)),
        arguments("a<1", lt("a", 1)),
        arguments("a<=1", lte("a", 1)),
        arguments("a>1", gt("a", 1)),
        arguments("a>=1", gte("a", 1)),
        arguments("a>-1", gt("a", -1)),
        arguments("a-1 = 2", eq("a-1", 2)),
        arguments("a in (1, 'x', null)", new Filter.In("a", values(1L, "x", Value.ofNull()))),
        arguments("a in ()", in("a")),
        arguments("a not in ('x')", notIn("a", "x")),
        arguments("NOT a IN ('x')", not(in("a", "x"))),
        arguments("contains(a, 'x')", contains("a", "x")),
        arguments("STARTSWITH ( a , '' )", startsWith("a", "")),
        arguments("containsAny(a, ('x', 'y'))", containsAny("a", "x", "y")),
        arguments("containsAll(a, (1))", containsAll("a", 1)),
        arguments("exists(a)", exists("a")),
        arguments("contains = 1 and exists = 2", and(eq("contains", 1), eq("exists", 2))),
        arguments("not a = 1 and b = 2", and(not(a), b)),
        arguments("not (a = 1 and b = 2)", not(and(a, b))),
        arguments("not not a = 1", not(not(a))),
        arguments("a = 1 or b = 2 and c = 3", or(a, and(b, c))),
        arguments("a = 1 and b = 2 or c = 3", or(and(a, b), c)),
        arguments("(a = 1 or b = 2) and c = 3", and(or(a, b), c)),
        arguments("a = 1 and b = 2 and c = 3", and(a, b, c)),
        arguments("(a = 1 and b = 2) and c = 3", and(and(a, b), c)),
        arguments("((a = 1))", a),
        arguments("all()", Filter.all()),
        arguments("any()", or()),
        arguments("all(a = 1)", and(a)),
        arguments("any(a = 1, b = 2 or c = 3)", or(a, or(b, c))),
        arguments("\"in\" = 1", eq("in", 1)),
        arguments("\"say \"\"hi\"\"\" = 1", eq("say \"hi\"", 1)),
        arguments("\"\" = 1", eq("", 1)),
        arguments("_a.b-c9 = 1", eq("_a.b-c9", 1)),
        arguments("a = 'it''s'", eq("a", "it's")),
        arguments("a = ''", eq("a", "")),
        arguments("a = 9223372036854775807", eq("a", Long.MAX_VALUE)),
        arguments("a = -9223372036854775808", eq("a", Long.MIN_VALUE)),
        arguments("a = 9007199254740993", eq("a", 9007199254740993L)),
        arguments("a = 1.0", eq("a", 1.0)),
        arguments("a = 1e3", eq("a", 1000.0)),
        arguments("a = -1.5E-2", eq("a", -0.015)),
        arguments("a = 1e+2", eq("a", 100.0)),
        arguments("a = -0.0", eq("a", -0.0)),
        arguments("a = infinity", eq("a", Double.POSITIVE_INFINITY)),
        arguments("a = -Infinity", eq("a", Double.NEGATIVE_INFINITY)),
        arguments("a = TRUE", eq("a", true)),
        arguments("a = false", eq("a", false)),
        arguments("a = null", eq("a", Value.ofNull())),
        arguments(
            "a = instant '2026-01-01T00:00:00Z'", eq("a", Instant.parse("2026-01-01T00:00:00Z"))),
        arguments(
            "a = instant '2026-01-01T02:00:00.5+02:00'",
            eq("a", Instant.parse("2026-01-01T00:00:00.5Z"))),
        arguments(
            "a = uuid '123E4567-e89b-12d3-a456-426614174000'",
            eq("a", UUID.fromString("123e4567-e89b-12d3-a456-426614174000"))),
        arguments("a = []", eq("a", Value.array())),
        arguments("a = [1, 'x', true]", eq("a", new Value.Array(values(1L, "x", true)))),
        arguments("a in ([1], 2)", new Filter.In("a", values(List.of(1L), 2L))));
  }

  private static List<Value> values(Object... objects) {
    return Stream.of(objects).map(Value::from).toList();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "``                  |  0 | expected a condition, found the end",
        "a                   |  1 | expected one of = != <> < <= > >= in, not in, found the end",
        "a = 1 b             |  6 | expected and, or, or the end, found b",
        "a = 1)              |  5 | expected and, or, or the end, found ')'",
        "and = 1             |  0 | expected a condition, found and",
        "a = 1 and           |  9 | expected a condition, found the end",
        "a = 1 or or         |  9 | expected a condition, found or",
        "not                 |  3 | expected a condition, found the end",
        "not in (1)          |  4 | expected a condition, found in",
        "a not 1             |  6 | expected in, found 1",
        "(a = 1              |  6 | expected ')', found the end",
        "()                  |  1 | expected a condition, found ')'",
        "a == 1              |  3 | expected a value",
        "a = b               |  4 | expected a value",
        "a = \"b\"           |  4 | found a field in double quotes",
        "a =                 |  3 | expected a value",
        "'a' = 1             |  0 | expected a condition, found a text",
        "1 = a               |  0 | expected a condition, found 1",
        "a = 1.              |  4 | expected a number, found 1.",
        "a = 1x              |  4 | expected a number, found 1x",
        "a = -               |  4 | expected a number, found -",
        "a = 1-2             |  4 | expected a number, found 1-2",
        "a = 1e999           |  4 | beyond the largest double",
        "a = 9223372036854775808  | 4 | an integer must be -9223372036854775808 to",
        "a = -9223372036854775809 | 4 | an integer must be -9223372036854775808 to",
        "a = 'it's'          |  8 | expected and, or, or the end, found s",
        "a = 'b              |  4 | this ' is never closed",
        "a = 1 and \"b = 1   | 10 | this \" is never closed",
        "a = $1              |  4 | unexpected character $",
        "a = 😀              |  4 | unexpected character 😀",
        "a ! 1               |  2 | unexpected character !",
        "a in 1              |  5 | expected '(', found 1",
        "a in (1 2)          |  8 | expected ')', found 2",
        "a in (1,)           |  8 | expected a value",
        "a in (1             |  7 | expected ')', found the end",
        "a = [1              |  6 | expected ']', found the end",
        "a = [[1]]           |  5 | expected a value",
        "a = (1)             |  4 | expected a value",
        "a = instant '2026'  | 12 | expected an instant",
        "a = instant 5       | 12 | expected a text in single quotes, found 5",
        "a = uuid '1-1-1-1-1' |  9 | expected a uuid",
        "has(a)              |  0 | expected one of all, any, contains",
        "exists()            |  7 | expected a field, found ')'",
        "exists(not)         |  7 | expected a field, found not",
        "exists(a, b)        |  8 | expected ')', found ','",
        "contains(a)         | 10 | expected ',', found ')'",
        "contains(a, 1)      | 12 | expected a text in single quotes, found 1",
        "containsAny(a, 'x') | 15 | expected '(', found a text",
        "all(a = 1,)         | 10 | expected a condition, found ')'",
      })
  void errorNamesPlaceAndExpectation(String text, int position, String problem) {
    assertThatExceptionOfType(FilterSyntaxException.class)
        .isThrownBy(() -> Filter.parse(text))
        .withMessageContaining(problem)
        .satisfies(e -> assertThat(e.position()).isEqualTo(position));
  }

  @Test
  void messageShowsTheLineAndACaret() {
    assertThatExceptionOfType(FilterSyntaxException.class)
        .isThrownBy(() -> Filter.parse("a = 1\nand\tb = (2)\nor c = 3"))
        .withMessageEndingWith("\nand b = (2)\n        ^");
  }

  @Test
  void messageShowsPartOfALongLine() {
    String text = "'" + "x".repeat(1000) + "'";
    assertThatExceptionOfType(FilterSyntaxException.class)
        .isThrownBy(() -> Filter.parse("a = " + text + " b and c = " + text))
        .withMessageEndingWith(
            "\n" + "x".repeat(38) + "' b and c = '" + "x".repeat(29) + "\n" + " ".repeat(40) + "^");
  }

  @Test
  void errorAfterALineBreakPointsToTheEnd() {
    assertThatExceptionOfType(FilterSyntaxException.class)
        .isThrownBy(() -> Filter.parse("a = 1 and\n"))
        .withMessageEndingWith("\n\n^");
  }

  @Test
  void longestTextIsRead() {
    int max = Limits.FILTER_TEXT_LENGTH_MAX;
    String text = "a in (1" + ",1".repeat((max - 8) / 2) + ")";
    assertThat(text).hasSize(max);
    assertThat(Filter.parse(text)).isInstanceOf(Filter.In.class);
    assertThatExceptionOfType(FilterSyntaxException.class)
        .isThrownBy(() -> Filter.parse(text + " "))
        .withMessageContaining("longer than 65536 characters");
  }

  @ParameterizedTest
  @CsvSource({"(,),64", "'not ','',64", "all(,),64", "'any(a = 1, ',),64", "not(,),32"})
  void deepNestingIsRefusedNotFatal(String open, String close, int levelsMax) {
    assertThat(Filter.parse(nested(levelsMax, open, close))).isNotNull();
    for (int deeper : List.of(levelsMax + 1, 5_000)) {
      assertThatExceptionOfType(FilterSyntaxException.class)
          .isThrownBy(() -> Filter.parse(nested(deeper, open, close)))
          .satisfies(e -> assertThat(e.position()).isLessThan(65 * open.length()));
    }
  }

  private static String nested(int levels, String open, String close) {
    return open.repeat(levels) + "a = 1" + close.repeat(levels);
  }

  @Test
  void neighboursDoNotAddToTheNesting() {
    String text =
        IntStream.range(0, 1000)
            .mapToObj(i -> "(not a = " + i + ")")
            .collect(Collectors.joining(" or "));
    assertThat(Filter.parse(text)).isInstanceOf(Filter.Or.class);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "a=1 and(b=2 or not c<>3)    | a = 1 and (b = 2 or not c != 3)",
        "a=1 and b=2 or c=3          | (a = 1 and b = 2) or c = 3",
        "not(a=1 and b=2)            | not (a = 1 and b = 2)",
        "ALL()                       | all()",
        "\"x\" IN(1e3,'it''s',[1])   | x in (1000.0, 'it''s', [1])",
        "\"or\"=TRUE                 | \"or\" = true",
      })
  void textIsPlain(String text, String plain) {
    assertThat(Filter.parse(text).text()).isEqualTo(plain);
  }
}
