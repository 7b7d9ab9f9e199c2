package io.vecgo.lucene.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.analysis.Analyzer;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.junit.jupiter.api.Test;

class LuceneAnalyzerTest {
  private static final Analyzer ANALYZER =
      LuceneAnalyzer.of(
          "lucene-10-standard-test",
          new StandardAnalyzer(new CharArraySet(List.of("the", "of"), false)));

  /** Gives the whole text as a term, and terms without chars around it. */
  private static final class WholeText extends org.apache.lucene.analysis.Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String field) {
      return new TokenStreamComponents(new Whole());
    }

    private static final class Whole extends Tokenizer {
      private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
      private int given;

      @Override
      public boolean incrementToken() throws java.io.IOException {
        clearAttributes();
        if (given == 1) {
          char[] text = new char[1_000];
          term.copyBuffer(text, 0, Math.max(0, input.read(text)));
        }
        return given++ < 3;
      }

      @Override
      public void reset() throws java.io.IOException {
        super.reset();
        given = 0;
      }
    }
  }

  private static List<String> terms(Analyzer analyzer, String text) {
    List<String> terms = new ArrayList<>();
    analyzer.analyze(text, terms::add);
    return terms;
  }

  @Test
  void termsAreThoseOfLuceneInOrderAndAsOften() {
    assertThat(terms(ANALYZER, "The Wind of the Sahara: a WIND, don't!"))
        .containsExactly("wind", "sahara", "a", "wind", "don't");
    assertThat(terms(ANALYZER, "")).isEmpty();
  }

  @Test
  void longTermsAreCutBetweenCharacters() {
    Analyzer whole = LuceneAnalyzer.of("whole", new WholeText());
    assertThat(terms(whole, "x".repeat(300))).containsExactly("x".repeat(255));
    assertThat(terms(whole, "x".repeat(254) + "😀")).containsExactly("x".repeat(254));
    assertThat(terms(whole, "x".repeat(253) + "😀")).containsExactly("x".repeat(253) + "😀");
  }

  @Test
  void databasesAreSearchedByItsTermsAndOpenedWithItOnly() {
    MemoryStore store = new MemoryStore();
    CreateOptions options =
        CreateOptions.of(2, Metric.L2).withSchema(Schema.parse("body:text")).withAnalyzer(ANALYZER);
    try (Vecgo database = Vecgo.create(store, options)) {
      database.insert(VectorRecord.of(1, 0).with("body", "the wind of the Sahara"));
      database.insert(VectorRecord.of(0, 1).with("body", "the ant"));
    }
    try (Vecgo database = Vecgo.open(store, OpenOptions.defaults().withAnalyzer(ANALYZER))) {
      assertThat(database.search(Query.text("SAHARA the")).hits())
          .extracting(Hit::id)
          .containsExactly(1L);
    }
    assertThatThrownBy(() -> Vecgo.open(store, OpenOptions.defaults()))
        .hasMessageContaining("lucene-10-standard-test");
  }

  @Test
  void manyThreadsGetTheSameTerms() {
    List<List<String>> found =
        IntStream.range(0, 200)
            .parallel()
            .mapToObj(i -> terms(ANALYZER, "wind number " + i))
            .toList();
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).containsExactly("wind", "number", Integer.toString(i));
    }
  }

  @Test
  void aFailureOfTheTakerDoesNotSpoilTheNextText() {
    assertThatThrownBy(() ->
            ANALYZER.analyze(
                "wind wind",
                _ -> {
                  throw new IllegalStateException("enough");
                }))
        .hasMessage("enough");
    assertThat(terms(ANALYZER, "sahara")).containsExactly("sahara");
  }

  @Test
  void nameMustSaySomething() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LuceneAnalyzer.of(" ", new StandardAnalyzer()))
        .withMessage("name= : must say what the analyzer does");
  }
}
