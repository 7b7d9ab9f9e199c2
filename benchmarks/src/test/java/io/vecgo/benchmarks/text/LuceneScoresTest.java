package io.vecgo.benchmarks.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.CreateOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text search finds what Apache Lucene finds over the same terms, with the same scores. */
class LuceneScoresTest {
  private static final int K = 10;

  @TempDir private Path folder;

  @Test
  void shortTextsScoreAsWithLucenesOwnSimilarity() throws IOException {
    List<String> texts = texts(new Random(1), 3_000, 39);
    try (Vecgo database = database(texts);
        LuceneTexts lucene = LuceneTexts.index(texts, folder, new BM25Similarity())) {
      assertSame(database, lucene);
      database.commit();
      assertSame(database, lucene);
    }
  }

  @Test
  void longTextsScoreAsWithExactLengths() throws IOException {
    List<String> texts = texts(new Random(2), 2_000, 400);
    try (Vecgo database = database(texts);
        LuceneTexts lucene = LuceneTexts.index(texts, folder, new ExactLengthBm25())) {
      assertSame(database, lucene);
      database.commit();
      assertSame(database, lucene);
    }
  }

  private static void assertSame(Vecgo database, LuceneTexts lucene) throws IOException {
    Random random = new Random(3);
    for (int i = 0; i < 100; i++) {
      String query = text(random, 1 + random.nextInt(6));
      List<Ranked> found =
          database.search(Query.text(query).k(K)).hits().stream()
              .map(hit -> new Ranked((int) hit.id() - 1, hit.score()))
              .toList();
      List<Ranked> expected = lucene.search(query, K);
      assertThat(Ranked.areSame(found, expected))
          .as("%s: found %s, expected %s", query, found, expected)
          .isTrue();
    }
  }

  private static Vecgo database(List<String> texts) {
    CreateOptions options = CreateOptions.of(1, Metric.L2).withSchema(Schema.parse("text:text"));
    Vecgo database = Vecgo.create(new MemoryStore(), options);
    List<VectorRecord> records = new ArrayList<>();
    for (String text : texts) {
      records.add(VectorRecord.of(records.size()).with("text", text));
    }
    database.insertAll(records);
    return database;
  }

  private static List<String> texts(Random random, int count, int lengthMax) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(text(random, random.nextInt(lengthMax + 1)));
    }
    return texts;
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append('w').append((int) (800 * Math.pow(random.nextDouble(), 3))).append(' ');
    }
    return text.toString();
  }
}
