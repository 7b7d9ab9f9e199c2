package io.vecgo.query;

import io.vecgo.columns.Pruned;
import io.vecgo.graph.Ranked;
import io.vecgo.model.Filter;
import io.vecgo.observe.PartStats.Reason;
import io.vecgo.observe.TextPartStats;
import io.vecgo.part.Part;
import io.vecgo.text.TextScan;
import io.vecgo.text.TextScratch;
import io.vecgo.text.TextTerm;
import java.util.ArrayList;
import java.util.List;

/** The search of a text in one part. One thread at a time. */
final class TextPartSearch {
  private final Target target;
  private final List<TextTerm> terms = new ArrayList<>();
  private long matchingPostings;
  private long postingsRead;
  private int candidates;
  private long nanos;

  TextPartSearch(Target target) {
    this.target = target;
  }

  Part part() {
    return target.part();
  }

  /** Adds a term that rows of the part hold. */
  void add(TextTerm term) {
    terms.add(term);
    matchingPostings += term.postings().liveRows();
  }

  /** Rows that can be results. */
  int rows() {
    return target.rows().cardinality();
  }

  boolean isSkipped() {
    return terms.isEmpty() || target.rows().isEmpty();
  }

  /**
   * Adds the best rows to others; distances are negated scores.
   *
   * @param floor rows that score less need not be found
   */
  void run(int k, float floor, TextScratch scratch, List<Candidate> found) {
    long start = System.nanoTime();
    TextScan scan = new TextScan(terms, target.rows(), k, floor, scratch);
    long[] best = scan.run();
    for (long ranked : best) {
      int row = Ranked.row(ranked);
      found.add(new Candidate(Ranked.distance(ranked), part().id(row), part(), row));
    }
    candidates = best.length;
    postingsRead = scan.postingsRead();
    nanos = System.nanoTime() - start;
  }

  TextPartStats stats(Filter filter) {
    return new TextPartStats(
        part().name(),
        reason(filter),
        part().live().cardinality(),
        target.rows().cardinality(),
        matchingPostings,
        postingsRead,
        candidates,
        target.filterNanos(),
        nanos);
  }

  private Reason reason(Filter filter) {
    if (!target.rows().isEmpty()) {
      return terms.isEmpty() ? Reason.NO_TERM : Reason.HOLDS_TERMS;
    }
    return part().pruned(filter).map(TextPartSearch::reason).orElse(Reason.NO_ROW_MATCHES);
  }

  private static Reason reason(Pruned pruned) {
    return switch (pruned) {
      case BY_STATS -> Reason.PRUNED_BY_STATS;
      case BY_BLOOM -> Reason.PRUNED_BY_BLOOM;
    };
  }
}
