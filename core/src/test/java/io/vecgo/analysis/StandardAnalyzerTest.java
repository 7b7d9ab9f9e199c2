package io.vecgo.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StandardAnalyzerTest {

  @Test
  void wordsAreCutAtSpacesAndSigns() {
    assertThat(terms("optical density: (physics) a measure-ment; \"light\""))
        .containsExactly("optical", "density", "physics", "a", "measure", "ment", "light");
  }

  @Test
  void caseIsFolded() {
    assertThat(terms("WordNet ÉCOLE Straße ΣΊΣΥΦΟΣ σίσυφος"))
        .containsExactly("wordnet", "école", "straße", "σίσυφοσ", "σίσυφοσ");
  }

  @Test
  void caseDoesNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThat(terms("TITLE")).containsExactly("title");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void apostrophesAndFullStopsBetweenLettersBelongToTheWord() {
    assertThat(terms("don't 'quoted' rock’n’roll vecgo.io end. .net"))
        .containsExactly("don't", "quoted", "rock'n'roll", "vecgo.io", "end", "net");
  }

  @Test
  void signsBetweenDigitsBelongToTheNumber() {
    assertThat(terms("1,000 3.14 1, 2 v1.2.3 a,b"))
        .containsExactly("1,000", "3.14", "1", "2", "v1.2.3", "a", "b");
  }

  @Test
  void identifiersStayWhole() {
    assertThat(terms("max_value B2B 4th")).containsExactly("max_value", "b2b", "4th");
  }

  @Test
  void waysToWriteACharacterAreOne() {
    assertThat(terms(Normalizer.normalize("café", Normalizer.Form.NFD))).containsExactly("café");
    assertThat(terms("ＡＢＣ１")).containsExactly("abc1");
    assertThat(terms("m²")).isEqualTo(terms("m2"));
  }

  @Test
  void marksBelongToTheLetterBefore() {
    assertThat(terms("हिन्दी भाषा")).containsExactly("हिन्दी", "भाषा");
  }

  @Test
  void scriptsWithoutSpacesGivePairs() {
    assertThat(terms("東京都 a 人")).containsExactly("東京", "京都", "a", "人");
    assertThat(terms("コーヒー")).containsExactly("コー", "ーヒ", "ヒー");
    assertThat(terms("日本go")).containsExactly("日本", "go");
  }

  @Test
  void hangulIsCutAtSpaces() {
    assertThat(terms("한국어 검색")).containsExactly("한국어", "검색");
  }

  @Test
  void lettersBeyondTheBasicPlaneAreLetters() {
    assertThat(terms("𐐀𐐁 x")).containsExactly("𐐨𐐩", "x");
  }

  @Test
  void pictographsAreWords() {
    assertThat(terms("hot🔥🔥")).containsExactly("hot", "🔥", "🔥");
  }

  @Test
  void longWordsAreCut() {
    assertThat(terms("x".repeat(600))).extracting(String::length).containsExactly(255, 255, 90);
  }

  @Test
  void thereAreNoWordsInSigns() {
    assertThat(terms("")).isEmpty();
    assertThat(terms(" .,;'’-_! \u0301 \uD800")).containsExactly("_");
  }

  @Test
  void anyTextGivesTermsOfLegalLength() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(600); i > 0; i--) {
        text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x1_0000));
      }
      assertThat(terms(text.toString()))
          .as("round %d", round)
          .allSatisfy(term -> assertThat(term.length()).isBetween(1, 255));
    }
  }

  @Test
  void stopWordsAreLeftOut() {
    Analyzer analyzer = new StandardAnalyzer(StopWords.ENGLISH, Stemming.NONE);
    assertThat(terms(analyzer, "The Wind from the Sahara")).containsExactly("wind", "sahara");
  }

  @Test
  void englishPluralsBecomeSingulars() {
    Analyzer analyzer = new StandardAnalyzer(StopWords.NONE, Stemming.ENGLISH_PLURALS);
    assertThat(terms(analyzer, "horses horse's ponies glass virus shoes bees has"))
        .containsExactly("horse", "horse", "pony", "glass", "virus", "shoes", "bees", "has");
  }

  @Test
  void namesOfAnalyzersAreParsed() {
    for (StopWords stopWords : StopWords.values()) {
      for (Stemming stemming : Stemming.values()) {
        StandardAnalyzer analyzer = new StandardAnalyzer(stopWords, stemming);
        assertThat(StandardAnalyzer.parse(analyzer.name())).isEqualTo(analyzer);
      }
    }
  }

  @Test
  void unknownNamesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StandardAnalyzer.parse("standard+latin"))
        .withMessageStartingWith("analyzer=standard+latin: must be");
  }

  private static List<String> terms(String text) {
    return terms(StandardAnalyzer.DEFAULT, text);
  }

  private static List<String> terms(Analyzer analyzer, String text) {
    List<String> terms = new ArrayList<>();
    analyzer.analyze(text, terms::add);
    return terms;
  }
}
