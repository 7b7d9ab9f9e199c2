package io.vecgo.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vecgo.graph.Ranked;
import io.vecgo.model.Document;
import io.vecgo.rows.RowSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextScanTest {
  private static final int ROUNDS = 300;

  @Test
  void segmentsAndMemtablesFindWhatScoringEveryRowFinds() {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(round);
      int rows = 1 + random.nextInt(random.nextInt(20) == 0 ? 12_000 : 700);
      List<Document> documents =
          TextSamples.documents(random, rows, 5 + random.nextInt(500), 1 + random.nextInt(60));
      RowSet live =
          random.nextBoolean()
              ? RowSet.range(rows)
              : TextSamples.someRows(random, rows, random.nextDouble());
      RowSet wanted =
          random.nextBoolean() ? live : live.and(TextSamples.someRows(random, rows, 0.3));
      List<String> query = query(random);
      int k = 1 + random.nextInt(30);
      NaiveBm25 naive = new NaiveBm25(documents, live);
      FieldText segment = TextSamples.encoded(documents).seenBy(live);
      FieldText memory = TextSamples.inMemory(documents).field(TextSamples.FIELD, live);
      long[] found = search(segment, query, wanted, k);
      assertThat(search(memory, query, wanted, k)).as("round %d", round).isEqualTo(found);
      assertBest(found, naive.scores(query), wanted, k, round);
    }
  }

  @Test
  void statisticsAreThoseOfLiveRows() {
    for (int round = 0; round < 50; round++) {
      Random random = new Random(round);
      List<Document> documents = TextSamples.documents(random, 400, 50, 20);
      RowSet live = TextSamples.someRows(random, 400, random.nextDouble());
      NaiveBm25 naive = new NaiveBm25(documents, live);
      FieldText segment = TextSamples.encoded(documents).seenBy(live);
      FieldText memory = TextSamples.inMemory(documents).field(TextSamples.FIELD, live);
      assertThat(segment.statistics()).isEqualTo(naive.statistics());
      assertThat(memory.statistics()).isEqualTo(naive.statistics());
      for (int word = 0; word < 50; word++) {
        String term = "w" + word;
        assertThat(liveRows(segment, term)).as(term).isEqualTo(naive.rowsWith(term));
        assertThat(liveRows(memory, term)).as(term).isEqualTo(naive.rowsWith(term));
      }
    }
  }

  @Test
  void rowsBelowTheFloorAreLeftOutAndNoOthers() {
    Random random = new Random(3);
    List<Document> documents = TextSamples.documents(random, 3_000, 100, 20);
    RowSet all = RowSet.range(3_000);
    FieldText text = TextSamples.encoded(documents).seenBy(all);
    List<String> query = List.of("w1", "w20", "w50");
    long[] best = search(text, query, all, 50);
    float floor = -Ranked.distance(best[19]);
    long[] found = new TextScan(terms(text, query), all, 50, floor, new TextScratch()).run();
    assertThat(Arrays.copyOf(found, 20)).isEqualTo(Arrays.copyOf(best, 20));
    assertThat(-Ranked.distance(found[found.length - 1])).isGreaterThanOrEqualTo(floor);
  }

  @Test
  void mostPostingsOfCommonTermsAreSkipped() {
    Random random = new Random(11);
    List<Document> documents = TextSamples.documents(random, 60_000, 2_000, 12);
    RowSet all = RowSet.range(documents.size());
    FieldText text = TextSamples.encoded(documents).seenBy(all);
    List<TextTerm> terms = terms(text, List.of("w0", "w1", "w1999", "w1500"));
    long postings = terms.stream().mapToLong(term -> term.postings().liveRows()).sum();
    TextScan scan = new TextScan(terms, all, 10, 0, new TextScratch());
    assertThat(scan.run()).hasSize(10);
    assertThat(scan.postingsRead()).isLessThan(postings / 2);
  }

  @Test
  void noScoreExceedsTheBoundOfItsBlock() {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      int rows = 1 + random.nextInt(3_000);
      List<Document> documents = TextSamples.documents(random, rows, 30, 1 + random.nextInt(400));
      RowSet all = RowSet.range(rows);
      assertBounds(TextSamples.encoded(documents).seenBy(all));
      assertBounds(TextSamples.inMemory(documents).field(TextSamples.FIELD, all));
    }
  }

  private static void assertBounds(FieldText text) {
    BlockBuffers buffers = new BlockBuffers();
    for (TextTerm term : terms(text, List.of("w0", "w1", "w3", "w9", "w27"))) {
      Postings postings = term.postings();
      for (int block = 0; block < postings.blocks(); block++) {
        int size = postings.read(block, buffers.bytes, buffers.rows, buffers.frequencies);
        text.lengths(buffers.rows, 0, size, buffers.lengths);
        double highest = 0;
        for (int i = 0; i < size; i++) {
          double score = term.weight().score(buffers.frequencies[i], buffers.lengths[i]);
          highest = Math.max(highest, score);
        }
        assertThat(highest).isPositive().isLessThanOrEqualTo(postings.bound(block, term.weight()));
        assertThat(buffers.rows[size - 1]).isLessThanOrEqualTo(postings.lastRow(block));
      }
    }
  }

  private static List<String> query(Random random) {
    List<String> query = new ArrayList<>();
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      query.add(TextSamples.word(random, 300));
    }
    return query;
  }

  private static long liveRows(FieldText text, String term) {
    return text.postings(term).map(Postings::liveRows).orElse(0);
  }

  private static long[] search(FieldText text, List<String> query, RowSet wanted, int k) {
    return new TextScan(terms(text, query), wanted, k, 0, new TextScratch()).run();
  }

  private static List<TextTerm> terms(FieldText text, List<String> query) {
    FieldStatistics statistics = text.statistics();
    Norms norms = new Norms(statistics);
    List<TextTerm> terms = new ArrayList<>();
    NaiveBm25.counted(query)
        .forEach((term, count) ->
            text.postings(term)
                .ifPresent(postings ->
                    terms.add(
                        new TextTerm(
                            postings,
                            text,
                            new TermWeight(count, postings.liveRows(), statistics, norms)))));
    return terms;
  }

  private static void assertBest(
      long[] found, Map<Integer, Double> scores, RowSet wanted, int k, int round) {
    List<Double> expected =
        scores.entrySet().stream()
            .filter(of -> wanted.contains(of.getKey()))
            .map(Map.Entry::getValue)
            .sorted(Comparator.reverseOrder())
            .limit(k)
            .toList();
    assertThat(found).as("round %d", round).hasSize(expected.size());
    for (int i = 0; i < found.length; i++) {
      float score = -Ranked.distance(found[i]);
      assertThat((double) score)
          .as("round %d, hit %d", round, i)
          .isCloseTo(expected.get(i), within(2e-6))
          .isCloseTo(scores.get(Ranked.row(found[i])), within(2e-6));
    }
  }
}
