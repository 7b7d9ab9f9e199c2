package io.vecgo.query;

import io.vecgo.graph.Ranked;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.observe.PartStats;
import io.vecgo.observe.QueryStats;
import io.vecgo.observe.TextStats;
import io.vecgo.part.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs one search over the parts of a snapshot: by vector (plan, search each part, rerank, merge),
 * by text, or both; then fuse, and fetch.
 */
public final class Searcher {
  private final Metric metric;
  private final long version;
  private final Planner planner;
  private final Texts texts;

  /** The sides of one query. */
  private record Search(Query query, Optional<QuerySearch> byVector, Optional<TextSearch> byText) {

    void run() {
      byVector.ifPresent(QuerySearch::run);
      byText.ifPresent(TextSearch::run);
    }

    /** The nearest rows, best first. */
    List<Candidate> nearest() {
      return byVector.map(Searcher::merge).orElse(List.of());
    }

    /** The rows whose texts match best, best first. */
    List<Candidate> matching() {
      return byText.map(TextSearch::found).orElse(List.of());
    }
  }

  /**
   * Searches parts of one metric.
   *
   * @param version of the snapshot, for the statistics
   * @param texts its text fields
   * @param strategy how searches are planned
   */
  public Searcher(Metric metric, long version, Texts texts, Strategy strategy) {
    this.metric = metric;
    this.version = version;
    this.texts = texts;
    this.planner = new Planner(strategy);
  }

  /** Searches parts without text, as cheaply as can be. */
  public Searcher(Metric metric, long version) {
    this(metric, version, Texts.none(), Strategy.CHEAPEST);
  }

  /** The k best matching live rows of all parts; a checked query. */
  public Answer search(Query query, List<? extends Part> parts) {
    long start = System.nanoTime();
    return finish(planned(query, Target.matching(query.filter(), parts)), start);
  }

  /** Many searches; those that scan the same rows do it together. */
  public List<Answer> searchAll(List<Query> queries, List<? extends Part> parts) {
    long start = System.nanoTime();
    List<Search> searches =
        queries.stream()
            .map(query -> planned(query, Target.matching(query.filter(), parts)))
            .toList();
    SharedScans.run(searches.stream().flatMap(search -> search.byVector().stream()).toList());
    return searches.stream().map(search -> finish(search, start)).toList();
  }

  private Search planned(Query query, List<Target> targets) {
    Query side = query.isHybrid() ? query.k(query.depth()) : query;
    return new Search(
        query,
        query.hasVector() ? Optional.of(new QuerySearch(side, targets, planner)) : Optional.empty(),
        query.text().map(words -> new TextSearch(words, side, targets, texts)));
  }

  private Answer finish(Search search, long start) {
    search.run();
    long found = System.nanoTime();
    List<Hit> hits = hits(search);
    long end = System.nanoTime();
    return new Answer(hits, stats(search, hits.size(), end - start, end - found));
  }

  private List<Hit> hits(Search search) {
    Query query = search.query();
    return query.isHybrid() ? fetchFused(search) : fetch(query, rows(search));
  }

  private List<Hit> fetchFused(Search search) {
    Query query = search.query();
    List<FusedRow> fused =
        Fuser.fuse(query.fusion(), search.nearest(), search.matching(), metric).stream()
            .limit(query.k())
            .toList();
    List<Candidate> rows = fused.stream().map(FusedRow::row).toList();
    List<Hit> hits = new ArrayList<>(fused.size());
    for (int i = 0; i < fused.size(); i++) {
      Prefetch.forRows(rows, i, query.returned());
      hits.add(fused.get(i).fetch(query));
    }
    return hits;
  }

  /** What a query found that is not hybrid. */
  private static List<Candidate> rows(Search search) {
    return search.query().hasVector() ? search.nearest() : search.matching();
  }

  /**
   * What a search found, before anything of it is read.
   *
   * @param rows best first
   */
  record Findings(List<Candidate> rows, QueryStats stats) {}

  /** The k best of the target rows, for a query that is not hybrid. */
  Findings find(Query query, List<Target> targets) {
    long start = System.nanoTime();
    Search search = planned(query, targets);
    search.run();
    long found = System.nanoTime();
    List<Candidate> rows = rows(search);
    long end = System.nanoTime();
    return new Findings(rows, stats(search, rows.size(), end - start, end - found));
  }

  private QueryStats stats(Search search, int hits, long nanos, long fetchNanos) {
    Duration latency = Duration.ofNanos(nanos);
    Duration fetch = Duration.ofNanos(fetchNanos);
    TextStats ofText = search.byText().map(TextSearch::stats).orElse(TextStats.NONE);
    List<PartStats> ofParts = search.byVector().map(QuerySearch::stats).orElse(List.of());
    return new QueryStats(version, hits, latency, fetch, ofText, ofParts);
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

  /** Reads what a query asks for that is not hybrid. */
  List<Hit> fetch(Query query, List<Candidate> rows) {
    List<Hit> hits = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Prefetch.forRows(rows, i, query.returned());
      hits.add(rows.get(i).fetch(query, metric));
    }
    return hits;
  }
}
