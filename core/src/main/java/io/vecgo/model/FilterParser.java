package io.vecgo.model;

import io.vecgo.model.FilterLexer.Kind;
import io.vecgo.model.FilterLexer.Token;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads the grammar of {@link Filter#parse} by recursive descent, with one token in hand. Each
 * method reads the rule it is named for. Depth is counted, so that no text can exhaust the stack.
 */
final class FilterParser {
  /** Words that are never a field without quotes. */
  static final Set<String> KEYWORDS = Set.of("and", "or", "not", "in");

  private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
  private static final Pattern REAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final int FOUND_LENGTH_MAX = 32;

  private final String text;
  private final FilterLexer lexer;
  private Token token;
  private int nesting;

  FilterParser(String text) {
    if (text.length() > Limits.FILTER_TEXT_LENGTH_MAX) {
      throw new FilterSyntaxException(
          text,
          Limits.FILTER_TEXT_LENGTH_MAX,
          "longer than " + Limits.FILTER_TEXT_LENGTH_MAX + " characters");
    }
    this.text = text;
    this.lexer = new FilterLexer(text);
    this.token = lexer.next();
  }

  Filter parse() {
    Filter filter = filter();
    if (token.kind() != Kind.END) {
      throw expected("and, or, or the end");
    }
    return filter;
  }

  private Filter filter() {
    return chain("or", this::and, Filter.Or::new);
  }

  private Filter and() {
    return chain("and", this::condition, Filter.And::new);
  }

  /** One link alone, or several joined by a keyword. */
  private Filter chain(
      String keyword, Supplier<Filter> link, Function<List<Filter>, Filter> joined) {
    Filter first = link.get();
    if (!token.isWord(keyword)) {
      return first;
    }
    List<Filter> filters = new ArrayList<>(List.of(first));
    while (takeWord(keyword)) {
      filters.add(link.get());
    }
    return joined.apply(filters);
  }

  private Filter condition() {
    if (token.isWord("not")) {
      return nested(this::not);
    }
    if (token.isSymbol("(")) {
      return nested(this::parenthesized);
    }
    if (token.kind() == Kind.WORD && !isKeyword(token)) {
      Token word = take();
      return token.isSymbol("(") ? function(word) : comparison(word.content());
    }
    if (token.kind() == Kind.QUOTED_FIELD) {
      return comparison(take().content());
    }
    throw expected("a condition");
  }

  private Filter nested(Supplier<Filter> rule) {
    nesting++;
    if (nesting > Limits.FILTER_NESTING_MAX) {
      throw error(token, "nested deeper than " + Limits.FILTER_NESTING_MAX);
    }
    Filter filter = rule.get();
    nesting--;
    return filter;
  }

  private Filter not() {
    take();
    return new Filter.Not(condition());
  }

  private Filter parenthesized() {
    require("(");
    Filter filter = filter();
    require(")");
    return filter;
  }

  private Filter comparison(String field) {
    if (takeWord("in")) {
      return new Filter.In(field, values());
    }
    if (takeWord("not")) {
      if (!takeWord("in")) {
        throw expected("in");
      }
      return new Filter.NotIn(field, values());
    }
    Function<Value, Filter> operator = operator(field);
    take();
    return operator.apply(value());
  }

  private Function<Value, Filter> operator(String field) {
    String symbol = token.kind() == Kind.SYMBOL ? token.content() : "";
    return switch (symbol) {
      case "=" -> value -> new Filter.Eq(field, value);
      case "!=", "<>" -> value -> new Filter.Ne(field, value);
      case "<" -> value -> new Filter.Lt(field, value);
      case "<=" -> value -> new Filter.Lte(field, value);
      case ">" -> value -> new Filter.Gt(field, value);
      case ">=" -> value -> new Filter.Gte(field, value);
      default -> throw expected("one of = != <> < <= > >= in, not in");
    };
  }

  private Filter function(Token name) {
    return switch (lowerCase(name)) {
      case "all" -> nested(() -> new Filter.And(list("(", this::filter, ")")));
      case "any" -> nested(() -> new Filter.Or(list("(", this::filter, ")")));
      case "exists" -> exists();
      case "contains" -> ofFieldAnd(this::text, Filter.Contains::new);
      case "startswith" -> ofFieldAnd(this::text, Filter.StartsWith::new);
      case "containsany" -> ofFieldAnd(this::values, Filter.ContainsAny::new);
      case "containsall" -> ofFieldAnd(this::values, Filter.ContainsAll::new);
      default ->
          throw error(
              name,
              "expected one of all, any, contains, containsAll, containsAny, exists, startsWith"
                  + " before (, found "
                  + name.content());
    };
  }

  private Filter exists() {
    require("(");
    String field = field();
    require(")");
    return new Filter.Exists(field);
  }

  private <A> Filter ofFieldAnd(Supplier<A> argument, BiFunction<String, A, Filter> filter) {
    require("(");
    String field = field();
    require(",");
    A second = argument.get();
    require(")");
    return filter.apply(field, second);
  }

  private String field() {
    boolean bare = token.kind() == Kind.WORD && !isKeyword(token);
    if (!bare && token.kind() != Kind.QUOTED_FIELD) {
      throw expected("a field");
    }
    return take().content();
  }

  private String text() {
    if (token.kind() != Kind.TEXT) {
      throw expected("a text in single quotes");
    }
    return take().content();
  }

  private List<Value> values() {
    return list("(", this::value, ")");
  }

  private Value value() {
    return token.isSymbol("[") ? new Value.Array(list("[", this::single, "]")) : single();
  }

  private Value single() {
    return switch (token.kind()) {
      case TEXT -> Value.of(text());
      case NUMBER -> number(take());
      case WORD -> namedValue();
      case QUOTED_FIELD, SYMBOL, END -> throw expectedValue();
    };
  }

  private Value namedValue() {
    return switch (lowerCase(token)) {
      case "true" -> constant(Value.of(true));
      case "false" -> constant(Value.of(false));
      case "null" -> constant(Value.ofNull());
      case "infinity" -> constant(Value.of(Double.POSITIVE_INFINITY));
      case "instant" -> instant();
      case "uuid" -> uuid();
      default -> throw expectedValue();
    };
  }

  private Value constant(Value value) {
    take();
    return value;
  }

  private Value instant() {
    take();
    Token place = token;
    try {
      return Value.of(Instant.parse(text()));
    } catch (DateTimeParseException _) {
      throw error(place, "expected an instant like '2026-01-31T12:00:00Z'");
    }
  }

  private Value uuid() {
    take();
    Token place = token;
    String digits = text();
    if (!UUID_FORM.matcher(digits).matches()) {
      throw error(place, "expected a uuid like '123e4567-e89b-12d3-a456-426614174000'");
    }
    return Value.of(UUID.fromString(digits));
  }

  private Value number(Token digits) {
    if (INTEGER.matcher(digits.content()).matches()) {
      return integer(digits);
    }
    if (REAL.matcher(digits.content()).matches()) {
      return real(digits);
    }
    if (digits.content().equalsIgnoreCase("-Infinity")) {
      return Value.of(Double.NEGATIVE_INFINITY);
    }
    throw error(digits, "expected a number, found " + shortened(digits.content()));
  }

  private Value integer(Token digits) {
    try {
      return Value.of(Long.parseLong(digits.content()));
    } catch (NumberFormatException _) {
      throw error(digits, "an integer must be " + Long.MIN_VALUE + " to " + Long.MAX_VALUE);
    }
  }

  private Value real(Token digits) {
    double number = Double.parseDouble(digits.content());
    if (Double.isInfinite(number)) {
      throw error(digits, "beyond the largest double; write Infinity if that is meant");
    }
    return Value.of(number);
  }

  /** Elements between brackets, with commas between them; there may be none. */
  private <T> List<T> list(String open, Supplier<T> element, String close) {
    require(open);
    List<T> elements = new ArrayList<>();
    if (!token.isSymbol(close)) {
      elements.add(element.get());
      while (token.isSymbol(",")) {
        take();
        elements.add(element.get());
      }
    }
    require(close);
    return elements;
  }

  private Token take() {
    Token taken = token;
    token = lexer.next();
    return taken;
  }

  private boolean takeWord(String word) {
    boolean found = token.isWord(word);
    if (found) {
      take();
    }
    return found;
  }

  private void require(String symbol) {
    if (!token.isSymbol(symbol)) {
      throw expected("'" + symbol + "'");
    }
    take();
  }

  private static boolean isKeyword(Token word) {
    return KEYWORDS.contains(lowerCase(word));
  }

  private static String lowerCase(Token word) {
    return word.content().toLowerCase(Locale.ROOT);
  }

  private FilterSyntaxException expectedValue() {
    return expected(
        "a value: a text in single quotes, number, true, false, null, instant, uuid or [array]");
  }

  private FilterSyntaxException expected(String what) {
    return error(token, "expected " + what + ", found " + found());
  }

  private String found() {
    return switch (token.kind()) {
      case END -> "the end";
      case TEXT -> "a text";
      case QUOTED_FIELD -> "a field in double quotes";
      case SYMBOL -> "'" + token.content() + "'";
      case WORD, NUMBER -> shortened(token.content());
    };
  }

  private static String shortened(String content) {
    return content.length() <= FOUND_LENGTH_MAX
        ? content
        : content.substring(0, FOUND_LENGTH_MAX) + "...";
  }

  private FilterSyntaxException error(Token place, String problem) {
    return new FilterSyntaxException(text, place.position(), problem);
  }
}
