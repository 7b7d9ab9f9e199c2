package io.vecgo.query;

import io.vecgo.graph.Ranked;
import io.vecgo.graph.SharedBound;
import io.vecgo.model.Query;
import io.vecgo.observe.PartStats;
import io.vecgo.query.PartPlan.Width;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** The search of one query in all parts, from the plans to the rows that may be results. */
final class QuerySearch {
  /** Rows that each of several walks keeps in sight at least: with fewer it loses its way. */
  private static final int EF_FLOOR = 12;

  private static final double EF_SHARE = 1.5;
  private static final int EF_MARGIN = 8;

  /** Parts that are fetched at a time. */
  private static final int FAR_AT_ONCE = 8;

  private final Query query;
  private final List<PartSearch> searches;

  QuerySearch(Query query, List<Target> targets, Planner planner) {
    this.query = query;
    this.searches = new ArrayList<>(targets.size());
    for (Target target : targets) {
      searches.add(new PartSearch(query, target, planner));
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

  /**
   * Searches every part that is not searched yet. Those far away come last, some at a time, as what
   * others have may show that they need not be fetched.
   */
  void run() {
    List<PartSearch> pending = pending();
    List<PartSearch> far = query.isParallel() ? List.of() : takeFar(pending);
    search(pending);
    while (!far.isEmpty()) {
      dropTooFar(far);
      List<PartSearch> some = far.subList(0, Math.min(far.size(), farAtOnce()));
      search(List.copyOf(some));
      some.clear();
    }
    if (found() < Math.min(query.k(), expected())) {
      scanWhereTooFew();
    }
    rerank();
  }

  /** Removes the parts that are not at hand, and returns them in their order. */
  private static List<PartSearch> takeFar(List<PartSearch> pending) {
    List<PartSearch> far = List.of();
    for (PartSearch search : pending) {
      if (!search.isPlanned()) {
        far = far.isEmpty() ? new ArrayList<>() : far;
        far.add(search);
      }
    }
    pending.removeAll(far);
    return far;
  }

  /** Until something is found, nothing shows that a part need not be fetched. */
  private int farAtOnce() {
    return found() == 0 ? 1 : FAR_AT_ONCE;
  }

  /**
   * Drops parts none of whose rows can be one of the results. True distances, for which rows are
   * read, are needed only if estimates say that there are such parts.
   */
  private void dropTooFar(List<PartSearch> far) {
    NearestKnown estimated = new NearestKnown(query.k());
    searches.forEach(search -> estimated.addAll(search.found()));
    if (far.stream().anyMatch(search -> estimated.excludes(search.nearest()))) {
      rerank();
      NearestKnown known = known();
      far.removeIf(search -> search.skipIfTooFar(known));
    }
  }

  private void search(List<PartSearch> pending) {
    Prefetch.forSearch(pending);
    long rowsToWalk = rowsToWalk(pending);
    SharedBound bound = bound(pending);
    NearestKnown known = known();
    Consumer<PartSearch> run = search -> search.run(width(search, rowsToWalk), bound, known);
    if (query.isParallel()) {
      pending.parallelStream().forEach(run);
    } else {
      pending.forEach(run);
    }
    widen(pending, bound);
  }

  /** What the parts have whose true distances are known. */
  private NearestKnown known() {
    NearestKnown known = new NearestKnown(query.k());
    for (PartSearch search : searches) {
      if (!search.isEstimated()) {
        known.addAll(search.found());
      }
    }
    return known;
  }

  /**
   * First those that may have the nearest rows, then the largest: what they find is the bound for
   * the others.
   */
  private List<PartSearch> pending() {
    List<PartSearch> pending = new ArrayList<>(searches.size());
    for (PartSearch search : searches) {
      if (!search.isDone()) {
        pending.add(search);
      }
    }
    if (pending.size() > 1) {
      pending.sort(
          Comparator.comparingDouble(PartSearch::nearest)
              .thenComparingInt(search -> -search.rows().cardinality()));
    }
    return pending;
  }

  private static long rowsToWalk(List<PartSearch> pending) {
    long rows = 0;
    for (PartSearch search : pending) {
      rows += search.isWalk() ? search.plan().rows().cardinality() : 0;
    }
    return rows;
  }

  private static SharedBound bound(List<PartSearch> pending) {
    int walks = 0;
    int ef = 0;
    int k = 0;
    for (PartSearch search : pending) {
      walks += search.isWalk() ? 1 : 0;
      ef = Math.max(ef, search.plan().walk().ef());
      k = search.query().k();
    }
    return walks > 1 ? new SharedBound(ef, Math.max(EF_FLOOR, k)) : SharedBound.none();
  }

  /** One of several walks keeps its share of ef in sight and a margin. */
  private static Width width(PartSearch search, long rowsToWalk) {
    PartPlan plan = search.plan();
    if (plan.rows().cardinality() == rowsToWalk) {
      return plan.walk().alone();
    }
    double share = plan.rows().cardinality() / (double) Math.max(1, rowsToWalk);
    int efOfShare = (int) Math.ceil(EF_SHARE * share * plan.walk().ef()) + EF_MARGIN;
    return Width.endless(Math.min(plan.walk().ef(), efOfShare));
  }

  /** Widens walks that were cut short while rows as near as those found elsewhere may be left. */
  private static void widen(List<PartSearch> pending, SharedBound bound) {
    for (PartSearch search : pending) {
      while (search.isCutShortBefore(bound.distance())) {
        search.widen(bound.asFixed());
      }
    }
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
    int count = 0;
    int candidates = 0;
    for (PartSearch search : searches) {
      if (search.isEstimated()) {
        count += search.found().length;
        candidates = Math.max(candidates, search.plan().candidates());
      }
    }
    if (count > 0) {
      long limit = estimates(count)[Math.min(candidates, count) - 1];
      rerankUpTo(limit);
      if (isFiltered() && distanceOfKth() >= Ranked.distance(limit)) {
        scanWhatWasEstimated();
      }
    }
  }

  private boolean isFiltered() {
    for (PartSearch search : searches) {
      if (!search.isOfAllRows()) {
        return true;
      }
    }
    return false;
  }

  /** The true distance of the last result; infinite if fewer than k were found. */
  private float distanceOfKth() {
    long[] all =
        searches.stream().flatMapToLong(search -> Arrays.stream(search.found())).sorted().toArray();
    return all.length < query.k() ? Float.POSITIVE_INFINITY : Ranked.distance(all[query.k() - 1]);
  }

  /**
   * Where a filter keeps the rows near the query out, those that are left are about equally far,
   * and estimates cannot tell which are nearest: the k-th of those that were ranked is farther than
   * the estimates of others that were not.
   */
  private void scanWhatWasEstimated() {
    for (PartSearch search : searches) {
      if (search.isReranked()) {
        search.scanInstead();
      }
    }
  }

  /** All estimates, best first. */
  private long[] estimates(int count) {
    long[] estimates = new long[count];
    int end = 0;
    for (PartSearch search : searches) {
      if (search.isEstimated()) {
        System.arraycopy(search.found(), 0, estimates, end, search.found().length);
        end += search.found().length;
      }
    }
    Arrays.sort(estimates);
    return estimates;
  }

  private void rerankUpTo(long limit) {
    Prefetch.forRerank(searches, limit);
    for (PartSearch search : searches) {
      if (search.isEstimated()) {
        search.rerank(limit);
      }
    }
  }
}
