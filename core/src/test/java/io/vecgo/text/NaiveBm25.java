package io.vecgo.text;

import io.vecgo.analysis.StandardAnalyzer;
import io.vecgo.model.Document;
import io.vecgo.rows.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** BM25 by its definition: every row is scored. Shares nothing with the index but the analyzer. */
final class NaiveBm25 {
  private final List<Map<String, Integer>> termsOfRows = new ArrayList<>();
  private final List<Integer> lengths = new ArrayList<>();
  private final RowSet live;

  NaiveBm25(List<Document> documents, RowSet live) {
    this.live = live;
    for (Document document : documents) {
      List<String> terms = new ArrayList<>();
      TextSpec.analyze(StandardAnalyzer.DEFAULT, document, TextSamples.FIELD, terms::add);
      termsOfRows.add(counted(terms));
      lengths.add(terms.size());
    }
  }

  static Map<String, Integer> counted(List<String> terms) {
    Map<String, Integer> counts = new HashMap<>();
    terms.forEach(term -> counts.merge(term, 1, Integer::sum));
    return counts;
  }

  FieldStatistics statistics() {
    long rows = 0;
    long total = 0;
    for (int row : live.toArray()) {
      rows += lengths.get(row) > 0 ? 1 : 0;
      total += lengths.get(row);
    }
    return new FieldStatistics(rows, total);
  }

  long rowsWith(String term) {
    long rows = 0;
    for (int row : live.toArray()) {
      rows += termsOfRows.get(row).containsKey(term) ? 1 : 0;
    }
    return rows;
  }

  /** All rows with a term, and their scores. */
  Map<Integer, Double> scores(List<String> query) {
    FieldStatistics statistics = statistics();
    double averageLength = (double) statistics.totalLength() / statistics.rows();
    Map<Integer, Double> scores = new TreeMap<>();
    for (String term : query) {
      double n = rowsWith(term);
      double idf = Math.log(1 + (statistics.rows() - n + 0.5) / (n + 0.5));
      for (int row : live.toArray()) {
        double f = termsOfRows.get(row).getOrDefault(term, 0);
        if (f > 0) {
          double norm = 1.2 * (0.25 + 0.75 * lengths.get(row) / averageLength);
          scores.merge(row, idf * f / (f + norm), Double::sum);
        }
      }
    }
    return scores;
  }
}
