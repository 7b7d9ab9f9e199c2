package io.vecgo.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * A condition on metadata. {@link #matches} is its one meaning: every faster way to evaluate a
 * filter is tested against it.
 *
 * <p>A comparison with a field that a document does not have is false; its negations ({@code ne},
 * {@code notIn}, {@code not}) are true. Numbers compare by magnitude whatever their type, text and
 * instants in their order; values of different kinds are neither equal nor ordered.
 *
 * <p>Joins and negations may be nested {@link Limits#FILTER_DEPTH_MAX} deep; a deeper filter cannot
 * be made.
 *
 * <p>Filters have a text form for command lines and logs, see {@link #parse}.
 */
public sealed interface Filter {

  /** A filter that looks at one field. */
  sealed interface Condition extends Filter {

    /** The name of the field. */
    String field();
  }

  /** The field has this value; {@link Value.Null} matches a field that is present and null. */
  record Eq(String field, Value value) implements Condition {}

  /** Not {@link Eq}: true for a missing field. */
  record Ne(String field, Value value) implements Condition {}

  record Lt(String field, Value value) implements Condition {}

  record Lte(String field, Value value) implements Condition {}

  record Gt(String field, Value value) implements Condition {}

  record Gte(String field, Value value) implements Condition {}

  /** The field has one of these values. */
  record In(String field, List<Value> values) implements Condition {
    public In {
      values = List.copyOf(values);
    }
  }

  /** Not {@link In}: true for a missing field. */
  record NotIn(String field, List<Value> values) implements Condition {
    public NotIn {
      values = List.copyOf(values);
    }
  }

  /** The field is text that holds this substring. */
  record Contains(String field, String substring) implements Condition {}

  /** The field is text that begins with this prefix. */
  record StartsWith(String field, String prefix) implements Condition {}

  /** The field is an array that holds at least one of these values. */
  record ContainsAny(String field, List<Value> values) implements Condition {
    public ContainsAny {
      values = List.copyOf(values);
    }
  }

  /** The field is an array that holds each of these values. */
  record ContainsAll(String field, List<Value> values) implements Condition {
    public ContainsAll {
      values = List.copyOf(values);
    }
  }

  /** The document has the field, be it null. */
  record Exists(String field) implements Condition {}

  /** All of the filters match; true if there are none. */
  record And(List<Filter> filters) implements Filter {
    private static final And OF_NONE = new And(List.of());

    public And {
      filters = List.copyOf(filters);
      FilterDepth.check(filters);
    }
  }

  /** At least one of the filters matches; false if there are none. */
  record Or(List<Filter> filters) implements Filter {
    public Or {
      filters = List.copyOf(filters);
      FilterDepth.check(filters);
    }
  }

  /** The filter does not match. */
  record Not(Filter filter) implements Filter {
    public Not {
      FilterDepth.check(List.of(filter));
    }
  }

  /** Matches every document. */
  static Filter all() {
    return And.OF_NONE;
  }

  static Filter eq(String field, Object value) {
    return new Eq(field, Value.from(value));
  }

  static Filter ne(String field, Object value) {
    return new Ne(field, Value.from(value));
  }

  static Filter lt(String field, Object value) {
    return new Lt(field, Value.from(value));
  }

  static Filter lte(String field, Object value) {
    return new Lte(field, Value.from(value));
  }

  static Filter gt(String field, Object value) {
    return new Gt(field, Value.from(value));
  }

  static Filter gte(String field, Object value) {
    return new Gte(field, Value.from(value));
  }

  static Filter in(String field, Object... values) {
    return new In(field, valuesOf(values));
  }

  static Filter notIn(String field, Object... values) {
    return new NotIn(field, valuesOf(values));
  }

  static Filter contains(String field, String substring) {
    return new Contains(field, substring);
  }

  static Filter startsWith(String field, String prefix) {
    return new StartsWith(field, prefix);
  }

  static Filter containsAny(String field, Object... values) {
    return new ContainsAny(field, valuesOf(values));
  }

  static Filter containsAll(String field, Object... values) {
    return new ContainsAll(field, valuesOf(values));
  }

  static Filter exists(String field) {
    return new Exists(field);
  }

  static Filter and(Filter... filters) {
    return new And(List.of(filters));
  }

  static Filter or(Filter... filters) {
    return new Or(List.of(filters));
  }

  static Filter not(Filter filter) {
    return new Not(filter);
  }

  private static List<Value> valuesOf(Object... values) {
    List<Value> list = new ArrayList<>(values.length);
    for (Object value : values) {
      list.add(Value.from(value));
    }
    return list;
  }

  /**
   * Reads a filter in text form, for example {@code price < 10 and not tag in ('a', 'b')}.
   *
   * <pre>{@code
   * filter     = and { "or" and }
   * and        = condition { "and" condition }
   * condition  = "not" condition
   *            | "(" filter ")"
   *            | field ( "=" | "!=" | "<>" | "<" | "<=" | ">" | ">=" ) value
   *            | field [ "not" ] "in" values
   *            | "contains"    "(" field "," text ")"
   *            | "startsWith"  "(" field "," text ")"
   *            | "containsAny" "(" field "," values ")"
   *            | "containsAll" "(" field "," values ")"
   *            | "exists"      "(" field ")"
   *            | ( "all" | "any" ) "(" [ filter { "," filter } ] ")"
   * values     = "(" [ value { "," value } ] ")"
   * value      = single | "[" [ single { "," single } ] "]"
   * single     = text | number | "true" | "false" | "null" | "instant" text | "uuid" text
   * text       = "'" { character | "''" } "'"
   * number     = [ "-" ] ( digits [ "." digits ] [ "e" [ "+" | "-" ] digits ] | "Infinity" )
   * field      = word | '"' { character | '""' } '"'
   * word       = letter-or-underscore { letter-or-underscore | digit | "." | "-" }
   * }</pre>
   *
   * A number without point and exponent is a 64-bit integer, any other a double. Keywords and
   * functions are read in any letter case; the fields {@code and}, {@code or}, {@code not} and
   * {@code in} must be quoted. {@code all()} matches every document and {@code any()} none.
   *
   * @throws FilterSyntaxException naming place and expectation; also beyond {@link
   *     Limits#FILTER_TEXT_LENGTH_MAX} and {@link Limits#FILTER_NESTING_MAX}
   */
  static Filter parse(String text) {
    return new FilterParser(text).parse();
  }

  /** This filter in the form that {@link #parse} reads, which gives an equal filter again. */
  default String text() {
    return FilterText.of(this);
  }

  /** Whether a document satisfies this filter. */
  default boolean matches(Document document) {
    return switch (this) {
      case Eq(String field, Value value) -> holds(document, field, found -> found.sameAs(value));
      case Ne(String field, Value value) -> !holds(document, field, found -> found.sameAs(value));
      case Lt(String field, Value value) -> ordered(document, field, value, order -> order < 0);
      case Lte(String field, Value value) -> ordered(document, field, value, order -> order <= 0);
      case Gt(String field, Value value) -> ordered(document, field, value, order -> order > 0);
      case Gte(String field, Value value) -> ordered(document, field, value, order -> order >= 0);
      case In(String field, List<Value> values) ->
          holds(document, field, found -> isAmong(found, values));
      case NotIn(String field, List<Value> values) ->
          !holds(document, field, found -> isAmong(found, values));
      case Contains(String field, String part) ->
          holds(
              document,
              field,
              found -> found instanceof Value.Text(String text) && text.contains(part));
      case StartsWith(String field, String prefix) ->
          holds(
              document,
              field,
              found -> found instanceof Value.Text(String text) && text.startsWith(prefix));
      case ContainsAny(String field, List<Value> values) ->
          holds(
              document,
              field,
              found ->
                  found instanceof Value.Array(List<Value> elements)
                      && values.stream().anyMatch(value -> isAmong(value, elements)));
      case ContainsAll(String field, List<Value> values) ->
          holds(
              document,
              field,
              found ->
                  found instanceof Value.Array(List<Value> elements)
                      && values.stream().allMatch(value -> isAmong(value, elements)));
      case Exists(String field) -> document.get(field).isPresent();
      case And(List<Filter> filters) ->
          filters.stream().allMatch(filter -> filter.matches(document));
      case Or(List<Filter> filters) ->
          filters.stream().anyMatch(filter -> filter.matches(document));
      case Not(Filter filter) -> !filter.matches(document);
    };
  }

  private static boolean holds(Document document, String field, Predicate<Value> test) {
    Optional<Value> value = document.get(field);
    return value.isPresent() && test.test(value.get());
  }

  private static boolean ordered(Document document, String field, Value bound, IntPredicate test) {
    return holds(
        document,
        field,
        found -> found.compare(bound).filter(order -> test.test(order)).isPresent());
  }

  private static boolean isAmong(Value value, List<Value> values) {
    return values.stream().anyMatch(value::sameAs);
  }
}
