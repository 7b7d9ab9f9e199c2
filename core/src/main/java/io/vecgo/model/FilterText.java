package io.vecgo.model;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes a filter in the form that {@link FilterParser} reads, with no more brackets than needed.
 */
final class FilterText {
  private FilterText() {}

  static String of(Filter filter) {
    return switch (filter) {
      case Filter.Eq(String field, Value value) -> comparison(field, "=", value);
      case Filter.Ne(String field, Value value) -> comparison(field, "!=", value);
      case Filter.Lt(String field, Value value) -> comparison(field, "<", value);
      case Filter.Lte(String field, Value value) -> comparison(field, "<=", value);
      case Filter.Gt(String field, Value value) -> comparison(field, ">", value);
      case Filter.Gte(String field, Value value) -> comparison(field, ">=", value);
      case Filter.In(String field, List<Value> values) -> name(field) + " in " + list(values);
      case Filter.NotIn(String field, List<Value> values) ->
          name(field) + " not in " + list(values);
      case Filter.Contains(String field, String part) ->
          function("contains", field, quoted(part, "'"));
      case Filter.StartsWith(String field, String prefix) ->
          function("startsWith", field, quoted(prefix, "'"));
      case Filter.ContainsAny(String field, List<Value> values) ->
          function("containsAny", field, list(values));
      case Filter.ContainsAll(String field, List<Value> values) ->
          function("containsAll", field, list(values));
      case Filter.Exists(String field) -> "exists(" + name(field) + ")";
      case Filter.And(List<Filter> filters) -> chain(filters, "and", "all");
      case Filter.Or(List<Filter> filters) -> chain(filters, "or", "any");
      case Filter.Not(Filter negated) -> "not " + operand(negated);
    };
  }

  private static String comparison(String field, String operator, Value value) {
    return name(field) + " " + operator + " " + value(value);
  }

  private static String function(String function, String field, String argument) {
    return function + "(" + name(field) + ", " + argument + ")";
  }

  /** A keyword joins two and more; none and one have the form of a function. */
  private static String chain(List<Filter> filters, String keyword, String function) {
    if (isChain(filters)) {
      return filters.stream()
          .map(FilterText::operand)
          .collect(Collectors.joining(" " + keyword + " "));
    }
    return filters.stream()
        .map(FilterText::of)
        .collect(Collectors.joining(", ", function + "(", ")"));
  }

  private static boolean isChain(List<Filter> filters) {
    return filters.size() > 1;
  }

  /** In parentheses where keywords meet, whether the parser needs them or only a reader does. */
  private static String operand(Filter filter) {
    boolean joined =
        switch (filter) {
          case Filter.And(List<Filter> filters) -> isChain(filters);
          case Filter.Or(List<Filter> filters) -> isChain(filters);
          default -> false;
        };
    return joined ? "(" + of(filter) + ")" : of(filter);
  }

  private static String list(List<Value> values) {
    return joined(values, "(", ")");
  }

  private static String joined(List<Value> values, String open, String close) {
    return values.stream().map(FilterText::value).collect(Collectors.joining(", ", open, close));
  }

  private static String value(Value value) {
    return switch (value) {
      case Value.Null _ -> "null";
      case Value.Bool(boolean bool) -> Boolean.toString(bool);
      case Value.Int(long number) -> Long.toString(number);
      case Value.Real(double number) -> Double.toString(number);
      case Value.Text(String text) -> quoted(text, "'");
      case Value.Time time -> "instant '" + time.value() + "'";
      case Value.Uuid uuid -> "uuid '" + uuid.value() + "'";
      case Value.Array(List<Value> elements) -> joined(elements, "[", "]");
    };
  }

  private static String name(String field) {
    boolean bare =
        FilterLexer.isWord(field)
            && !FilterParser.KEYWORDS.contains(field.toLowerCase(Locale.ROOT));
    return bare ? field : quoted(field, "\"");
  }

  private static String quoted(String text, String quote) {
    return quote + text.replace(quote, quote + quote) + quote;
  }
}
