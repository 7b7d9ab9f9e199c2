package io.vecgo.query;

import io.vecgo.graph.SharedBound;
import io.vecgo.model.Query;
import io.vecgo.observe.PartStats;
import io.vecgo.part.Part;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The search of one query in all parts, from the plans to the rows that may be results. */
final class QuerySearch {
  /** Where several graphs are walked, each keeps at least this share of ef in sight. */
  private static final int EF_PER_FLOOR = 8;

  private final Query query;
  private final List<PartSearch> searches;

  QuerySearch(Query query, List<? extends Part> parts) {
    this.query = query;
    this.searches = parts.stream().map(part -> new PartSearch(query, part)).toList();
  }

  Query query() {
    return query;
  }

  /** One for each part, in their order. */
  List<PartSearch> searches() {
    return searches;
  }

  List<PartStats> stats() {
    return searches.stream().map(PartSearch::stats).toList();
  }

  /** Searches every part that is not searched yet. */
  void run() {
    SharedBound bound = sharedBound();
    pending().forEach(search -> search.run(bound));
    if (found() < Math.min(query.k(), expected())) {
      scanWhereTooFew();
    }
    rerank();
  }

  /** Largest parts first: what they find is the bound for the others. */
  private Stream<PartSearch> pending() {
    Stream<PartSearch> largestFirst =
        searches.stream()
            .filter(search -> !search.isDone())
            .sorted(Comparator.comparingInt(search -> -search.plan().rows().cardinality()));
    return query.isParallel() ? largestFirst.parallel() : largestFirst;
  }

  private SharedBound sharedBound() {
    long walks = searches.stream().filter(PartSearch::isWalk).count();
    int ef = searches.stream().mapToInt(search -> search.plan().ef()).max().orElse(0);
    int floor = walks > 1 ? Math.min(ef, Math.max(query.k(), ef / EF_PER_FLOOR)) : ef;
    return new SharedBound(ef, floor);
  }

  private long found() {
    return searches.stream().mapToLong(search -> search.found().length).sum();
  }

  private long expected() {
    return searches.stream().mapToLong(PartSearch::expected).sum();
  }

  private void scanWhereTooFew() {
    searches.stream()
        .filter(search -> search.found().length < search.expected())
        .forEach(PartSearch::scanInstead);
  }

  /** Reranks the best estimates of all parts together, as many as one part would. */
  private void rerank() {
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
}
