package io.vecgo.lucene.analysis;

import io.vecgo.analysis.Analyzer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Makes terms as an analyzer of Apache Lucene does: for stemming, synonyms, or the words of a
 * language. Positions are not kept, and what stands at one position counts like words of their own.
 * Thread-safe, as Lucene's analyzers are; the analyzer is the caller's to close.
 */
public final class LuceneAnalyzer implements Analyzer {
  private static final int TERM_LENGTH_MAX = 255;
  private static final String FIELD = "text";

  private final String name;
  private final org.apache.lucene.analysis.Analyzer lucene;

  private LuceneAnalyzer(String name, org.apache.lucene.analysis.Analyzer lucene) {
    this.name = name;
    this.lucene = lucene;
  }

  /**
   * Terms are those that the analyzer gives for a field {@code text}; longer ones are cut to 255
   * chars.
   *
   * @param name is stored with the database. It should say all that the terms depend on: the
   *     analyzer, its settings, and the version of Lucene, which may change them. For example
   *     {@code lucene-10-german}
   */
  public static LuceneAnalyzer of(String name, org.apache.lucene.analysis.Analyzer lucene) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name=" + name + ": must say what the analyzer does");
    }
    return new LuceneAnalyzer(name, lucene);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void analyze(String text, Consumer<String> terms) {
    try (TokenStream tokens = lucene.tokenStream(FIELD, text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        if (!term.isEmpty()) {
          terms.accept(term.subSequence(0, lengthOf(term)).toString());
        }
      }
      tokens.end();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // a text in memory can be read
    }
  }

  /** Without one half of a surrogate pair at the end. */
  private static int lengthOf(CharTermAttribute term) {
    if (term.length() <= TERM_LENGTH_MAX) {
      return term.length();
    }
    boolean cutsPair = Character.isHighSurrogate(term.charAt(TERM_LENGTH_MAX - 1));
    return cutsPair ? TERM_LENGTH_MAX - 1 : TERM_LENGTH_MAX;
  }
}
