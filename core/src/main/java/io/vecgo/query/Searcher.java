package io.vecgo.query;

import io.vecgo.graph.Ranked;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.observe.QueryStats;
import io.vecgo.part.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs one search over the parts of a snapshot: plan, search each part, rerank, merge, fetch. */
public final class Searcher {
  private final Metric metric;
  private final long version;
  private final Planner planner;

  /**
   * Searches parts of one metric.
   *
   * @param version of the snapshot, for the statistics
   */
  public Searcher(Metric metric, long version) {
    this(metric, version, Strategy.CHEAPEST);
  }

  /** As {@link #Searcher(Metric, long)}, planning by another strategy. */
  public Searcher(Metric metric, long version, Strategy strategy) {
    this.metric = metric;
    this.version = version;
    this.planner = new Planner(strategy);
  }

  /** The k best matching live rows of all parts; a checked query. */
  public Answer search(Query query, List<? extends Part> parts) {
    long start = System.nanoTime();
    return finish(new QuerySearch(query, Target.matching(query.filter(), parts), planner), start);
  }

  /** Many searches; those that scan the same rows do it together. */
  public List<Answer> searchAll(List<Query> queries, List<? extends Part> parts) {
    long start = System.nanoTime();
    List<QuerySearch> searches =
        queries.stream()
            .map(query -> new QuerySearch(query, Target.matching(query.filter(), parts), planner))
            .toList();
    SharedScans.run(searches);
    return searches.stream().map(search -> finish(search, start)).toList();
  }

  private Answer finish(QuerySearch search, long start) {
    search.run();
    long found = System.nanoTime();
    List<Hit> hits = fetch(search.query(), merge(search));
    long end = System.nanoTime();
    return new Answer(hits, stats(search, hits.size(), end - start, end - found));
  }

  /**
   * What a search found, before anything of it is read.
   *
   * @param rows best first
   */
  record Findings(List<Candidate> rows, QueryStats stats) {}

  /** The k best of the target rows. */
  Findings find(Query query, List<Target> targets) {
    long start = System.nanoTime();
    QuerySearch search = new QuerySearch(query, targets, planner);
    search.run();
    long found = System.nanoTime();
    List<Candidate> rows = merge(search);
    long end = System.nanoTime();
    return new Findings(rows, stats(search, rows.size(), end - start, end - found));
  }

  private QueryStats stats(QuerySearch search, int hits, long nanos, long fetchNanos) {
    Duration latency = Duration.ofNanos(nanos);
    Duration fetch = Duration.ofNanos(fetchNanos);
    return new QueryStats(version, hits, latency, fetch, search.stats());
  }

  private static List<Candidate> merge(QuerySearch search) {
    List<Candidate> candidates = new ArrayList<>();
    for (PartSearch part : search.searches()) {
      for (long ranked : part.found()) {
        int row = Ranked.row(ranked);
        long id = part.part().id(row);
        candidates.add(new Candidate(Ranked.distance(ranked), id, part.part(), row));
      }
    }
    candidates.sort(Candidate.ORDER);
    int k = search.query().k();
    return candidates.size() <= k ? candidates : candidates.subList(0, k);
  }

  /** Reads what the query asks for. */
  List<Hit> fetch(Query query, List<Candidate> rows) {
    List<Hit> hits = new ArrayList<>(rows.size());
    for (Candidate row : rows) {
      hits.add(row.fetch(query, metric));
    }
    return hits;
  }
}
