package io.vecgo.query;

import io.vecgo.model.Query;
import io.vecgo.observe.QueryStats;
import io.vecgo.part.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The results of a query, page by page. What was found is taken out of the rows that are searched
 * next: nothing comes twice, and in the end everything that matches has come. Each search looks for
 * as many rows as were found before, so that many pages take no more than about twice what they
 * would at once. Confined to one thread.
 */
public final class Cursor {
  private static final int ROWS_AT_ONCE_MAX = 4_096;

  private final Searcher searcher;
  private final Query query;
  private final long version;
  private List<Target> rest;
  private List<Candidate> waiting = new ArrayList<>();
  private int foundSoFar;

  /**
   * Evaluates the filter.
   *
   * @param version of the snapshot, for the statistics
   */
  public Cursor(Searcher searcher, Query query, List<? extends Part> parts, long version) {
    this.searcher = searcher;
    this.query = query;
    this.version = version;
    this.rest = Target.matching(query.filter(), parts);
  }

  /** The next k rows, or as many as are left. */
  public Answer next() {
    long start = System.nanoTime();
    QueryStats stats = fill();
    List<Candidate> page = take(Math.min(query.k(), waiting.size()));
    long found = System.nanoTime();
    var hits = searcher.fetch(query, page);
    long end = System.nanoTime();
    return new Answer(
        hits,
        new QueryStats(
            version,
            hits.size(),
            Duration.ofNanos(end - start),
            stats.fetch().plusNanos(end - found),
            stats.text(),
            stats.parts()));
  }

  /** Searches if fewer than a page are waiting; without a search the statistics tell of no part. */
  private QueryStats fill() {
    int missing = query.k() - waiting.size();
    if (missing <= 0 || rest.stream().allMatch(target -> target.rows().isEmpty())) {
      return new QueryStats(version, 0, Duration.ZERO, Duration.ZERO, List.of());
    }
    int wanted = Math.max(missing, Math.min(foundSoFar, ROWS_AT_ONCE_MAX));
    Searcher.Findings findings = searcher.find(query.k(wanted), rest);
    waiting.addAll(findings.rows());
    foundSoFar += findings.rows().size();
    rest = Target.without(rest, findings.rows());
    return findings.stats();
  }

  private List<Candidate> take(int count) {
    List<Candidate> page = waiting.subList(0, count);
    waiting = new ArrayList<>(waiting.subList(count, waiting.size()));
    return page;
  }
}
