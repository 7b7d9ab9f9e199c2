package io.vecgo.analysis;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * Words of any language in lower case, as {@code docs/guide/text.md} describes them; on request
 * without stop words and with plurals as singulars.
 *
 * @param stopWords left out, before stemming
 * @param stemming which forms of a word are the same term
 */
public record StandardAnalyzer(StopWords stopWords, Stemming stemming) implements Analyzer {
  private static final String BASE = "standard";
  private static final String ENGLISH_STOPS = "+english-stops";
  private static final String ENGLISH_PLURALS = "+english-plurals";

  /** All words as they are: for texts of any language. */
  public static final StandardAnalyzer DEFAULT =
      new StandardAnalyzer(StopWords.NONE, Stemming.NONE);

  /** Without stop words, and plurals as singulars: for English texts. */
  public static final StandardAnalyzer ENGLISH =
      new StandardAnalyzer(StopWords.ENGLISH, Stemming.ENGLISH_PLURALS);

  public StandardAnalyzer {
    Objects.requireNonNull(stopWords, "stopWords");
    Objects.requireNonNull(stemming, "stemming");
  }

  /** Whether {@link #parse} knows an analyzer of this name. */
  public static boolean isStandard(String name) {
    return switch (name) {
      case BASE,
          BASE + ENGLISH_STOPS,
          BASE + ENGLISH_PLURALS,
          BASE + ENGLISH_STOPS + ENGLISH_PLURALS ->
          true;
      default -> false;
    };
  }

  /** The analyzer of a {@link #name}. */
  public static StandardAnalyzer parse(String name) {
    if (!isStandard(name)) {
      throw new IllegalArgumentException(
          "analyzer=" + name + ": must be standard, with +english-stops, +english-plurals or both");
    }
    return new StandardAnalyzer(
        name.contains(ENGLISH_STOPS) ? StopWords.ENGLISH : StopWords.NONE,
        name.contains(ENGLISH_PLURALS) ? Stemming.ENGLISH_PLURALS : Stemming.NONE);
  }

  @Override
  public String name() {
    return BASE
        + switch (stopWords) {
          case NONE -> "";
          case ENGLISH -> ENGLISH_STOPS;
        }
        + switch (stemming) {
          case NONE -> "";
          case ENGLISH_PLURALS -> ENGLISH_PLURALS;
        };
  }

  @Override
  public void analyze(String text, Consumer<String> terms) {
    WordBreaker.words(
        text,
        word -> {
          if (!stopWords.contains(word)) {
            terms.accept(stemming.stem(word));
          }
        });
  }
}
