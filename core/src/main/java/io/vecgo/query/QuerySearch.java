package io.vecgo.query;

import io.vecgo.graph.SharedBound;
import io.vecgo.model.Query;
import io.vecgo.observe.PartStats;
import io.vecgo.part.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The search of one query in all parts, from the plans to the rows that may be results. */
final class QuerySearch {
  /** Where several graphs are walked, each keeps at least this share of ef in sight. */
  private static final int EF_PER_FLOOR = 8;

  private final Query query;
  private final List<PartSearch> searches;

  QuerySearch(Query query, List<? extends Part> parts) {
    this.query = query;
    this.searches = new ArrayList<>(parts.size());
    for (Part part : parts) {
      searches.add(new PartSearch(query, part));
    }
  }

  Query query() {
    return query;
  }

  /** One for each part, in their order. */
  List<PartSearch> searches() {
    return searches;
  }

  List<PartStats> stats() {
    List<PartStats> stats = new ArrayList<>(searches.size());
    for (PartSearch search : searches) {
      stats.add(search.stats());
    }
    return stats;
  }

  /** Searches every part that is not searched yet. */
  void run() {
    SharedBound bound = sharedBound();
    List<PartSearch> pending = pending();
    if (query.isParallel()) {
      pending.parallelStream().forEach(search -> search.run(bound));
    } else {
      pending.forEach(search -> search.run(bound));
    }
    if (found() < Math.min(query.k(), expected())) {
      scanWhereTooFew();
    }
    rerank();
  }

  /** Largest parts first: what they find is the bound for the others. */
  private List<PartSearch> pending() {
    List<PartSearch> pending = new ArrayList<>(searches.size());
    for (PartSearch search : searches) {
      if (!search.isDone()) {
        pending.add(search);
      }
    }
    if (pending.size() > 1) {
      pending.sort(Comparator.comparingInt(search -> -search.plan().rows().cardinality()));
    }
    return pending;
  }

  private SharedBound sharedBound() {
    int walks = 0;
    int ef = 0;
    for (PartSearch search : searches) {
      walks += search.isWalk() ? 1 : 0;
      ef = Math.max(ef, search.plan().ef());
    }
    int floor = walks > 1 ? Math.min(ef, Math.max(query.k(), ef / EF_PER_FLOOR)) : ef;
    return new SharedBound(ef, floor);
  }

  private long found() {
    long found = 0;
    for (PartSearch search : searches) {
      found += search.found().length;
    }
    return found;
  }

  private long expected() {
    long expected = 0;
    for (PartSearch search : searches) {
      expected += search.expected();
    }
    return expected;
  }

  private void scanWhereTooFew() {
    for (PartSearch search : searches) {
      if (search.found().length < search.expected()) {
        search.scanInstead();
      }
    }
  }

  /** Reranks the best estimates of all parts together, as many as one part would. */
  private void rerank() {
    long[] estimates = {};
    int candidates = 0;
    for (PartSearch search : searches) {
      if (search.isEstimated()) {
        estimates = joined(estimates, search.found());
        candidates = Math.max(candidates, search.plan().candidates());
      }
    }
    if (estimates.length > 0) {
      rerankUpTo(estimates[Math.min(candidates, estimates.length) - 1]);
    }
  }

  private void rerankUpTo(long limit) {
    for (PartSearch search : searches) {
      if (search.isEstimated()) {
        search.rerank(limit);
      }
    }
  }

  private static long[] joined(long[] sorted, long[] more) {
    if (sorted.length == 0) {
      return more;
    }
    long[] all = Arrays.copyOf(sorted, sorted.length + more.length);
    System.arraycopy(more, 0, all, sorted.length, more.length);
    Arrays.sort(all);
    return all;
  }
}
