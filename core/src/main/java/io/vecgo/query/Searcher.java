package io.vecgo.query;

import io.vecgo.graph.Ranked;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.observe.QueryStats;
import io.vecgo.part.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Runs one search over the parts of a snapshot: plan, search each part, rerank, merge, fetch. */
public final class Searcher {
  private final Metric metric;
  private final long version;

  /** A row that may be a result. */
  private record Candidate(float distance, long id, Part part, int row) {
    static final Comparator<Candidate> ORDER =
        Comparator.comparingDouble(Candidate::distance).thenComparingLong(Candidate::id);
  }

  /**
   * Searches parts of one metric.
   *
   * @param version of the snapshot, for the statistics
   */
  public Searcher(Metric metric, long version) {
    this.metric = metric;
    this.version = version;
  }

  /** The k best matching live rows of all parts; a checked query. */
  public Answer search(Query query, List<? extends Part> parts) {
    long start = System.nanoTime();
    return finish(new QuerySearch(query, parts), start);
  }

  /** Many searches; those that scan the same rows do it together. */
  public List<Answer> searchAll(List<Query> queries, List<? extends Part> parts) {
    long start = System.nanoTime();
    List<QuerySearch> searches =
        queries.stream().map(query -> new QuerySearch(query, parts)).toList();
    SharedScans.run(searches);
    return searches.stream().map(search -> finish(search, start)).toList();
  }

  private Answer finish(QuerySearch search, long start) {
    search.run();
    long found = System.nanoTime();
    List<Hit> hits = merge(search.query(), search.searches());
    long end = System.nanoTime();
    Duration latency = Duration.ofNanos(end - start);
    Duration fetch = Duration.ofNanos(end - found);
    return new Answer(hits, new QueryStats(version, hits.size(), latency, fetch, search.stats()));
  }

  private List<Hit> merge(Query query, List<PartSearch> searches) {
    List<Candidate> candidates = new ArrayList<>();
    for (PartSearch search : searches) {
      for (long ranked : search.found()) {
        int row = Ranked.row(ranked);
        long id = search.part().id(row);
        candidates.add(new Candidate(Ranked.distance(ranked), id, search.part(), row));
      }
    }
    candidates.sort(Candidate.ORDER);
    List<Hit> hits = new ArrayList<>(Math.min(query.k(), candidates.size()));
    for (int i = 0; i < candidates.size() && i < query.k(); i++) {
      hits.add(fetch(query, candidates.get(i)));
    }
    return hits;
  }

  private Hit fetch(Query query, Candidate candidate) {
    Part part = candidate.part();
    int row = candidate.row();
    return new Hit(
        candidate.id(),
        part.key(row),
        metric.score(candidate.distance()),
        query.returns(Query.Returned.METADATA) ? Optional.of(part.metadata(row)) : Optional.empty(),
        query.returns(Query.Returned.VECTOR) ? Optional.of(part.vector(row)) : Optional.empty(),
        query.returns(Query.Returned.PAYLOAD) ? Optional.of(part.payload(row)) : Optional.empty());
  }
}
