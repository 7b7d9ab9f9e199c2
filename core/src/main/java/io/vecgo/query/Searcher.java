package io.vecgo.query;

import io.vecgo.graph.Ranked;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.observe.QueryStats;
import io.vecgo.part.Part;
import io.vecgo.text.TextSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs one search over the parts of a snapshot: by vector, by text or both, then merge or fuse, and
 * fetch.
 */
public final class Searcher {
  private final Metric metric;
  private final long version;
  private final TextSpec text;

  /** One query, with the side that is searched by vector, if there is one. */
  private record Search(Query query, Optional<QuerySearch> byVector) {}

  /**
   * Searches parts of one metric.
   *
   * @param version of the snapshot, for the statistics
   * @param text its text fields
   */
  public Searcher(Metric metric, long version, TextSpec text) {
    this.metric = metric;
    this.version = version;
    this.text = text;
  }

  /** The k best matching live rows of all parts; a checked query. */
  public Answer search(Query query, List<? extends Part> parts) {
    long start = System.nanoTime();
    return finish(planned(query, parts), parts, start);
  }

  /** Many searches; those that scan the same rows do it together. */
  public List<Answer> searchAll(List<Query> queries, List<? extends Part> parts) {
    long start = System.nanoTime();
    List<Search> searches = queries.stream().map(query -> planned(query, parts)).toList();
    SharedScans.run(searches.stream().flatMap(search -> search.byVector().stream()).toList());
    return searches.stream().map(search -> finish(search, parts, start)).toList();
  }

  private static Search planned(Query query, List<? extends Part> parts) {
    if (!query.hasVector()) {
      return new Search(query, Optional.empty());
    }
    Query side = query.isHybrid() ? query.k(query.depth()) : query;
    return new Search(query, Optional.of(new QuerySearch(side, parts)));
  }

  private Answer finish(Search search, List<? extends Part> parts, long start) {
    Query query = search.query();
    search.byVector().ifPresent(QuerySearch::run);
    int textDepth = query.isHybrid() ? query.depth() : query.k();
    TextSearch textSearch = new TextSearch(query, textDepth, parts, text);
    List<Candidate> byText = query.text().isPresent() ? textSearch.run() : List.of();
    long found = System.nanoTime();
    List<Candidate> byVector = search.byVector().map(Searcher::merged).orElse(List.of());
    List<Hit> hits = fetchAll(query, ranked(query, byVector, byText));
    long end = System.nanoTime();
    QueryStats stats =
        new QueryStats(
            version,
            hits.size(),
            Duration.ofNanos(end - start),
            Duration.ofNanos(end - found),
            textSearch.stats(),
            search.byVector().map(QuerySearch::stats).orElse(List.of()));
    return new Answer(hits, stats);
  }

  /** The nearest rows of all parts, best first. */
  private static List<Candidate> merged(QuerySearch search) {
    List<Candidate> candidates = new ArrayList<>();
    for (PartSearch of : search.searches()) {
      for (long ranked : of.found()) {
        int row = Ranked.row(ranked);
        candidates.add(new Candidate(Ranked.distance(ranked), of.part().id(row), of.part(), row));
      }
    }
    candidates.sort(Candidate.ORDER);
    return candidates.subList(0, Math.min(search.query().k(), candidates.size()));
  }

  private List<FusedRow> ranked(Query query, List<Candidate> byVector, List<Candidate> byText) {
    if (query.isHybrid()) {
      return Fuser.fuse(query.fusion(), byVector, byText, metric);
    }
    return query.hasVector()
        ? byVector.stream().map(row -> FusedRow.alone(row, metric.score(row.distance()))).toList()
        : byText.stream().map(row -> FusedRow.alone(row, -row.distance())).toList();
  }

  private static List<Hit> fetchAll(Query query, List<FusedRow> rows) {
    List<Hit> hits = new ArrayList<>(Math.min(query.k(), rows.size()));
    for (int i = 0; i < rows.size() && i < query.k(); i++) {
      hits.add(fetch(query, rows.get(i)));
    }
    return hits;
  }

  private static Hit fetch(Query query, FusedRow found) {
    Part part = found.row().part();
    int row = found.row().row();
    return new Hit(
        found.row().id(),
        part.key(row),
        found.score(),
        query.returns(Query.Returned.METADATA) ? Optional.of(part.metadata(row)) : Optional.empty(),
        query.returns(Query.Returned.VECTOR) ? Optional.of(part.vector(row)) : Optional.empty(),
        query.returns(Query.Returned.PAYLOAD) ? Optional.of(part.payload(row)) : Optional.empty(),
        found.byVector(),
        found.byText());
  }
}
