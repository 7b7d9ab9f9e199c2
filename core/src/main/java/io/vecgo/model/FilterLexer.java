package io.vecgo.model;

import java.util.Set;
import java.util.function.IntPredicate;

/** Cuts the text form of a filter into tokens, one at a time. */
final class FilterLexer {

  /** What a token is. */
  enum Kind {
    /** A bare word: a keyword, a function or a field, as the place demands. */
    WORD,
    /** A field in double quotes; the content is without them. */
    QUOTED_FIELD,
    /** A text in single quotes; the content is without them. */
    TEXT,
    /** What begins like a number; whether it is one is for the parser to find. */
    NUMBER,
    /** An operator, a bracket or a comma. */
    SYMBOL,
    /** The end of the text. */
    END
  }

  /** A piece of the text and where it begins. */
  record Token(Kind kind, String content, int position) {
    boolean isSymbol(String symbol) {
      return kind == Kind.SYMBOL && content.equals(symbol);
    }

    boolean isWord(String word) {
      return kind == Kind.WORD && content.equalsIgnoreCase(word);
    }
  }

  private static final Set<String> LONG_SYMBOLS = Set.of("!=", "<>", "<=", ">=");
  private static final String SHORT_SYMBOLS = "()[],=<>";

  private final String text;
  private int next;

  FilterLexer(String text) {
    this.text = text;
  }

  /** The token that follows; at the end of the text, {@link Kind#END} for ever. */
  Token next() {
    skipWhitespace();
    int position = next;
    if (position == text.length()) {
      return new Token(Kind.END, "", position);
    }
    char first = text.charAt(position);
    if (first == '\'') {
      return new Token(Kind.TEXT, quoted('\''), position);
    }
    if (first == '"') {
      return new Token(Kind.QUOTED_FIELD, quoted('"'), position);
    }
    if (isWordStart(first)) {
      return new Token(Kind.WORD, readWhile(FilterLexer::isWordPart), position);
    }
    if (isNumberStart(first)) {
      return new Token(Kind.NUMBER, readWhile(FilterLexer::isNumberPart), position);
    }
    return new Token(Kind.SYMBOL, symbol(), position);
  }

  private void skipWhitespace() {
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
  }

  /** Reads up to the closing quote; a doubled quote stands for one. */
  private String quoted(char quote) {
    int open = next;
    StringBuilder content = new StringBuilder();
    for (next++; next < text.length(); next++) {
      char c = text.charAt(next);
      if (c == quote && !isAt(next + 1, quote)) {
        next++;
        return unicode(content.toString(), open);
      }
      if (c == quote) {
        next++;
      }
      content.append(c);
    }
    throw new FilterSyntaxException(text, open, "this " + quote + " is never closed");
  }

  private String unicode(String content, int open) {
    try {
      Limits.checkText("text", content);
      return content;
    } catch (IllegalArgumentException _) {
      throw new FilterSyntaxException(text, open, "a surrogate stands alone in this text");
    }
  }

  private boolean isAt(int position, char wanted) {
    return position < text.length() && text.charAt(position) == wanted;
  }

  private String readWhile(IntPredicate belongs) {
    int begin = next;
    while (next < text.length() && belongs.test(text.charAt(next))) {
      next++;
    }
    return text.substring(begin, next);
  }

  private String symbol() {
    int end = Math.min(next + 2, text.length());
    if (!LONG_SYMBOLS.contains(text.substring(next, end))) {
      end = next + 1;
      if (SHORT_SYMBOLS.indexOf(text.charAt(next)) < 0) {
        String character = Character.toString(text.codePointAt(next));
        throw new FilterSyntaxException(text, next, "unexpected character " + character);
      }
    }
    String symbol = text.substring(next, end);
    next = end;
    return symbol;
  }

  /** Whether a name, written without quotes, is one word. */
  static boolean isWord(String name) {
    return !name.isEmpty()
        && isWordStart(name.charAt(0))
        && name.chars().allMatch(FilterLexer::isWordPart);
  }

  private static boolean isWordStart(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isWordPart(int c) {
    return isWordStart(c) || isDigit(c) || c == '.' || c == '-';
  }

  private static boolean isNumberStart(int c) {
    return isDigit(c) || c == '-';
  }

  private static boolean isNumberPart(int c) {
    return isWordPart(c) || c == '+';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
