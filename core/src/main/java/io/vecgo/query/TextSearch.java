package io.vecgo.query;

import io.vecgo.model.Query;
import io.vecgo.observe.TextPartStats;
import io.vecgo.observe.TextStats;
import io.vecgo.part.IdlePool;
import io.vecgo.text.FieldStatistics;
import io.vecgo.text.FieldText;
import io.vecgo.text.Norms;
import io.vecgo.text.Postings;
import io.vecgo.text.TermWeight;
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
  private final TextSpec spec;
  private final IdlePool<TextScratch> scratches;
  private final List<TextPartSearch> parts;
  private List<Candidate> best = new ArrayList<>();
  private int terms;
  private long nanos;

  /**
   * @param query says how many rows to find, and in which fields
   * @param targets the rows of the parts that can be results
   */
  TextSearch(String words, Query query, List<Target> targets, Texts texts) {
    this.words = words;
    this.query = query;
    this.spec = texts.spec();
    this.scratches = texts.scratches();
    this.parts = new ArrayList<>(targets.size());
    for (Target target : targets) {
      parts.add(new TextPartSearch(target));
    }
  }

  void run() {
    long start = System.nanoTime();
    Prefetch.forText(parts);
    TextScratch scratch = scratches.take(TextScratch::new);
    Map<String, Integer> counts = counts(words);
    for (String field : fields()) {
      prepare(field, counts, scratch);
    }
    for (TextPartSearch part : largestFirst()) {
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
    List<TextPartStats> stats = new ArrayList<>(parts.size());
    for (TextPartSearch part : parts) {
      stats.add(part.stats(query.filter()));
    }
    return new TextStats(terms, nanos, stats);
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
    List<FieldText> texts = new ArrayList<>(parts.size());
    FieldStatistics statistics = FieldStatistics.NONE;
    for (TextPartSearch part : parts) {
      FieldText text = part.part().text(field, spec.analyzer());
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
    TermWeight weight = new TermWeight(count, rows, statistics, norms);
    for (int i = 0; i < texts.size(); i++) {
      if (ofParts.get(i).isPresent()) {
        parts.get(i).add(new TextTerm(ofParts.get(i).get(), texts.get(i), weight));
      }
    }
  }

  /** What they find is the floor for the others. */
  private List<TextPartSearch> largestFirst() {
    List<TextPartSearch> pending = new ArrayList<>(parts.size());
    for (TextPartSearch part : parts) {
      if (!part.isSkipped()) {
        pending.add(part);
      }
    }
    if (pending.size() > 1) {
      pending.sort(Comparator.comparingInt(part -> -part.rows()));
    }
    return pending;
  }

  private void search(TextPartSearch part, TextScratch scratch) {
    part.run(query.k(), floor(), scratch, best);
    best.sort(Candidate.ORDER);
    if (best.size() > query.k()) {
      best = new ArrayList<>(best.subList(0, query.k()));
    }
  }

  private float floor() {
    return best.size() < query.k() ? 0 : -best.getLast().distance();
  }
}
