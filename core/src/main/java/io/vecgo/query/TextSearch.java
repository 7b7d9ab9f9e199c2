package io.vecgo.query;

import io.vecgo.graph.Ranked;
import io.vecgo.model.Query;
import io.vecgo.observe.TextStats;
import io.vecgo.part.IdlePool;
import io.vecgo.part.Part;
import io.vecgo.rows.RowSet;
import io.vecgo.text.FieldStatistics;
import io.vecgo.text.FieldText;
import io.vecgo.text.Norms;
import io.vecgo.text.Postings;
import io.vecgo.text.TermWeight;
import io.vecgo.text.TextScan;
import io.vecgo.text.TextScratch;
import io.vecgo.text.TextSpec;
import io.vecgo.text.TextTerm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The search of one text in all parts. What BM25 needs to know of terms and fields is counted over
 * the live rows of all parts first, so that the score of a row does not depend on where it is.
 * Confined to one thread.
 */
final class TextSearch {
  private final String words;
  private final Query query;
  private final List<Target> targets;
  private final TextSpec spec;
  private final IdlePool<TextScratch> scratches;
  private final List<List<TextTerm>> termsOfParts = new ArrayList<>();
  private List<Candidate> best = new ArrayList<>();
  private int terms;
  private long matchingPostings;
  private long postingsRead;
  private long nanos;

  /**
   * @param query says how many rows to find, and in which fields
   * @param targets the rows of the parts that can be results
   */
  TextSearch(String words, Query query, List<Target> targets, Texts texts) {
    this.words = words;
    this.query = query;
    this.targets = targets;
    this.spec = texts.spec();
    this.scratches = texts.scratches();
  }

  void run() {
    long start = System.nanoTime();
    for (int i = 0; i < targets.size(); i++) {
      termsOfParts.add(new ArrayList<>());
    }
    TextScratch scratch = scratches.take(TextScratch::new);
    Map<String, Integer> counts = counts(words);
    for (String field : fields()) {
      prepare(field, counts, scratch);
    }
    for (int part : largestFirst()) {
      search(part, scratch);
    }
    scratches.giveBack(scratch);
    nanos = System.nanoTime() - start;
  }

  /** The best rows, best first; distances are negated scores. */
  List<Candidate> found() {
    return best;
  }

  TextStats stats() {
    return new TextStats(terms, matchingPostings, postingsRead, nanos);
  }

  private List<String> fields() {
    return query.textFields().isEmpty() ? spec.fields() : query.textFields();
  }

  private Map<String, Integer> counts(String text) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    TextSpec.analyze(spec.analyzer(), text, term -> counts.merge(term, 1, Integer::sum));
    return counts;
  }

  private void prepare(String field, Map<String, Integer> counts, TextScratch scratch) {
    List<FieldText> texts = new ArrayList<>(targets.size());
    FieldStatistics statistics = FieldStatistics.NONE;
    for (Target target : targets) {
      FieldText text = target.part().text(field, spec.analyzer());
      texts.add(text);
      statistics = statistics.plus(text.statistics());
    }
    Norms norms = scratch.norms(statistics);
    for (Map.Entry<String, Integer> of : counts.entrySet()) {
      prepare(of.getKey(), of.getValue(), texts, statistics, norms);
    }
  }

  private void prepare(
      String term, int count, List<FieldText> texts, FieldStatistics statistics, Norms norms) {
    List<Optional<Postings>> ofParts = new ArrayList<>(texts.size());
    long rows = 0;
    for (FieldText text : texts) {
      Optional<Postings> postings = text.postings(term);
      ofParts.add(postings);
      rows += postings.isPresent() ? postings.get().liveRows() : 0;
    }
    if (rows == 0) {
      return;
    }
    terms++;
    matchingPostings += rows;
    TermWeight weight = new TermWeight(count, rows, statistics, norms);
    for (int i = 0; i < texts.size(); i++) {
      if (ofParts.get(i).isPresent()) {
        termsOfParts.get(i).add(new TextTerm(ofParts.get(i).get(), texts.get(i), weight));
      }
    }
  }

  /** What they find is the floor for the others. */
  private List<Integer> largestFirst() {
    List<Integer> parts = new ArrayList<>(targets.size());
    for (int part = 0; part < targets.size(); part++) {
      if (!termsOfParts.get(part).isEmpty()) {
        parts.add(part);
      }
    }
    if (parts.size() > 1) {
      parts.sort(Comparator.comparingInt(part -> -targets.get(part).rows().cardinality()));
    }
    return parts;
  }

  private void search(int number, TextScratch scratch) {
    Part part = targets.get(number).part();
    RowSet wanted = targets.get(number).rows();
    TextScan scan = new TextScan(termsOfParts.get(number), wanted, query.k(), floor(), scratch);
    for (long ranked : scan.run()) {
      int row = Ranked.row(ranked);
      best.add(new Candidate(Ranked.distance(ranked), part.id(row), part, row));
    }
    postingsRead += scan.postingsRead();
    best.sort(Candidate.ORDER);
    if (best.size() > query.k()) {
      best = new ArrayList<>(best.subList(0, query.k()));
    }
  }

  private float floor() {
    return best.size() < query.k() ? 0 : -best.getLast().distance();
  }
}
