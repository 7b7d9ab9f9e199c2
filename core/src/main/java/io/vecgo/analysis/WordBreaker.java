package io.vecgo.analysis;

import java.text.Normalizer;
import java.util.function.Consumer;

/**
 * Finds the words of a text, in lower case, in one pass over its code points. The rules follow
 * Unicode's word boundaries (UAX #29) where these need no dictionary:
 *
 * <ul>
 *   <li>Letters, digits, marks and underscores that stand together are a word.
 *   <li>An apostrophe or full stop between two letters belongs to it, and so does a full stop,
 *       comma or apostrophe between two digits.
 *   <li>Scripts that put no space between words (Han, Hiragana, Katakana, Thai, Lao, Khmer,
 *       Myanmar) give each two neighbouring characters as a word, overlapping; one that stands
 *       alone is a word.
 *   <li>A pictograph is a word.
 * </ul>
 *
 * <p>A text is brought to normal form NFKC first, so that the ways to write a character are one.
 * Case is folded code point by code point, the same in every locale.
 */
final class WordBreaker {
  /** Longer words are cut into pieces of so many chars. */
  static final int WORD_LENGTH_MAX = 255;

  /** Makes the vowel before it long; belongs to Katakana and Hiragana. */
  private static final int PROLONGED_SOUND = 0x30FC;

  private static final int ASCII_MAX = 0x7F;
  private static final byte[] CLASS_OF_ASCII = classesOfAscii();

  private static final byte OTHER = 0;
  private static final byte LETTER = 1;
  private static final byte DIGIT = 2;
  private static final byte UNSPACED = 3;
  private static final byte MARK = 4;
  private static final byte PICTOGRAPH = 5;

  private final String text;
  private final Consumer<String> words;
  private final StringBuilder word = new StringBuilder();
  private int at;

  private WordBreaker(String text, Consumer<String> words) {
    this.text = text;
    this.words = words;
  }

  static void words(String text, Consumer<String> words) {
    new WordBreaker(normal(text), words).run();
  }

  private static String normal(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > ASCII_MAX) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
      }
    }
    return text;
  }

  private void run() {
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      switch (classOf(codePoint)) {
        case LETTER, DIGIT -> spacedWord();
        case UNSPACED -> unspacedRun();
        case PICTOGRAPH -> {
          words.accept(Character.toString(codePoint));
          at += Character.charCount(codePoint);
        }
        default -> at += Character.charCount(codePoint);
      }
    }
  }

  private void spacedWord() {
    word.setLength(0);
    byte previous = OTHER;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      byte found = classOf(codePoint);
      if (found == LETTER || found == DIGIT) {
        append(fold(codePoint));
        previous = found;
      } else if (found == MARK) {
        append(codePoint);
      } else if (joins(codePoint, previous)) {
        append(codePoint == '\u2019' ? '\'' : codePoint);
      } else {
        break;
      }
      at += Character.charCount(codePoint);
    }
    words.accept(word.toString());
  }

  private void append(int codePoint) {
    if (word.length() + Character.charCount(codePoint) > WORD_LENGTH_MAX) {
      words.accept(word.toString());
      word.setLength(0);
    }
    word.appendCodePoint(codePoint);
  }

  /** Whether a sign at this place belongs to the word: what is before it and behind is alike. */
  private boolean joins(int sign, byte previous) {
    if (at + 1 >= text.length()) {
      return false;
    }
    return switch (sign) {
      case '\'', '\u2019', '.' -> classOf(text.codePointAt(at + 1)) == previous;
      case ',' -> previous == DIGIT && classOf(text.codePointAt(at + 1)) == DIGIT;
      default -> false;
    };
  }

  /** Each character with its marks, and the next one. */
  private void unspacedRun() {
    int first = at;
    int second = endOfCharacter(first);
    if (!isUnspaced(second)) {
      words.accept(text.substring(first, second));
    }
    while (isUnspaced(second)) {
      int end = endOfCharacter(second);
      words.accept(text.substring(first, end));
      first = second;
      second = end;
    }
    at = second;
  }

  private boolean isUnspaced(int position) {
    return position < text.length() && classOf(text.codePointAt(position)) == UNSPACED;
  }

  private int endOfCharacter(int begin) {
    int end = begin + Character.charCount(text.codePointAt(begin));
    int limit = Math.min(text.length(), begin + WORD_LENGTH_MAX / 2);
    while (end < limit && classOf(text.codePointAt(end)) == MARK) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  /** The small letter that stands for all forms of a letter, for final sigma too. */
  private static int fold(int codePoint) {
    return codePoint <= ASCII_MAX
        ? Character.toLowerCase(codePoint)
        : Character.toLowerCase(Character.toUpperCase(codePoint));
  }

  private static byte classOf(int codePoint) {
    return codePoint <= ASCII_MAX ? CLASS_OF_ASCII[codePoint] : classByProperties(codePoint);
  }

  private static byte[] classesOfAscii() {
    byte[] classes = new byte[ASCII_MAX + 1];
    for (int codePoint = 0; codePoint <= ASCII_MAX; codePoint++) {
      classes[codePoint] = codePoint == '_' ? LETTER : classByProperties(codePoint);
    }
    return classes;
  }

  private static byte classByProperties(int codePoint) {
    if (Character.isDigit(codePoint)) {
      return DIGIT;
    }
    if (Character.isLetter(codePoint)) {
      return isOfUnspacedScript(codePoint) ? UNSPACED : LETTER;
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          MARK;
      case Character.LETTER_NUMBER, Character.OTHER_NUMBER -> LETTER;
      default -> Character.isEmojiPresentation(codePoint) ? PICTOGRAPH : OTHER;
    };
  }

  private static boolean isOfUnspacedScript(int codePoint) {
    return switch (Character.UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> codePoint == PROLONGED_SOUND;
    };
  }
}
