package io.vecgo.query;

import io.vecgo.graph.Ranked;
import io.vecgo.graph.SharedBound;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.observe.PartStats;
import io.vecgo.observe.QueryStats;
import io.vecgo.part.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Runs one search over the parts of a snapshot: plan, search each part, rerank, merge, fetch. */
public final class Searcher {
  /** Where several graphs are walked, each keeps at least this share of ef in sight. */
  private static final int EF_PER_FLOOR = 8;

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
    List<PartSearch> searches = new ArrayList<>(parts.size());
    for (Part part : parts) {
      searches.add(new PartSearch(query, part));
    }
    run(query, searches);
    rerank(query, searches);
    List<Hit> hits = merge(query, searches);
    List<PartStats> stats = searches.stream().map(PartSearch::stats).toList();
    Duration latency = Duration.ofNanos(System.nanoTime() - start);
    return new Answer(hits, new QueryStats(version, hits.size(), latency, stats));
  }

  /** Largest parts first: what they find is the bound for the others. */
  private static void run(Query query, List<PartSearch> searches) {
    SharedBound bound = sharedBound(query, searches);
    searches.stream()
        .sorted(Comparator.comparingInt(search -> -search.plan().rows().cardinality()))
        .forEach(search -> search.run(bound));
    if (foundBy(searches) < Math.min(query.k(), expectedOf(searches))) {
      scanWhereTooFew(searches);
    }
  }

  private static SharedBound sharedBound(Query query, List<PartSearch> searches) {
    long walks = searches.stream().filter(PartSearch::isWalk).count();
    int ef = searches.stream().mapToInt(search -> search.plan().ef()).max().orElse(0);
    int floor = walks > 1 ? Math.min(ef, Math.max(query.k(), ef / EF_PER_FLOOR)) : ef;
    return new SharedBound(ef, floor);
  }

  private static long foundBy(List<PartSearch> searches) {
    return searches.stream().mapToLong(search -> search.found().length).sum();
  }

  private static long expectedOf(List<PartSearch> searches) {
    return searches.stream().mapToLong(PartSearch::expected).sum();
  }

  private static void scanWhereTooFew(List<PartSearch> searches) {
    searches.stream()
        .filter(search -> search.found().length < search.expected())
        .forEach(PartSearch::scanInstead);
  }

  /** Reranks the best estimates of all parts together, as many as one part would. */
  private static void rerank(Query query, List<PartSearch> searches) {
    List<PartSearch> estimated = searches.stream().filter(PartSearch::isEstimated).toList();
    long[] all =
        estimated.stream()
            .flatMapToLong(search -> Arrays.stream(search.found()))
            .sorted()
            .toArray();
    if (all.length > 0) {
      int candidates =
          estimated.stream().mapToInt(search -> search.plan().candidates()).max().orElse(query.k());
      long limit = all[Math.min(candidates, all.length) - 1];
      estimated.forEach(search -> search.rerank(limit));
    }
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
    return candidates.stream().limit(query.k()).map(candidate -> fetch(query, candidate)).toList();
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
