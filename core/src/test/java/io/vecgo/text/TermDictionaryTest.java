package io.vecgo.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Document;
import io.vecgo.rows.RowSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TermDictionaryTest {

  @Test
  void findsTheTermsThatAreThereAndNoOthersHoweverTheyShareBeginnings() {
    List<String> words = wordsUpTo(5);
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      double share = random.nextDouble();
      Set<String> known = new HashSet<>();
      List<Document> documents = new ArrayList<>();
      for (String word : words) {
        if (random.nextDouble() < share) {
          known.add(word);
          documents.add(Document.of(TextSamples.FIELD, word));
        }
      }
      FieldText text = TextSamples.encoded(documents).seenBy(RowSet.range(documents.size()));
      for (String word : words) {
        assertThat(text.postings(word).isPresent())
            .as("%s, seed %d", word, seed)
            .isEqualTo(known.contains(word));
      }
    }
  }

  /** All words of three letters, one of which takes two bytes. */
  private static List<String> wordsUpTo(int length) {
    List<String> words = new ArrayList<>();
    List<String> longest = List.of("");
    for (int of = 0; of < length; of++) {
      longest =
          longest.stream()
              .flatMap(word -> List.of(word + "a", word + "b", word + "ü").stream())
              .toList();
      words.addAll(longest);
    }
    return words;
  }
}
