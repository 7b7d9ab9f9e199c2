package io.vecgo.query;

import io.vecgo.cache.SideBySide;
import io.vecgo.model.Filter;
import io.vecgo.model.Query.Returned;
import io.vecgo.part.Part;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Brings together what is read next, where it is not in memory: one wait for all in place of one
 * for each.
 */
public final class Prefetch {
  /** So many rows at a time, so that the blocks of the first are still there for them. */
  private static final int ROWS_MAX = 32;

  private static final Set<Returned> ALL = EnumSet.allOf(Returned.class);

  private Prefetch() {}

  /** Parts, as far as one must look into them to know which of their rows match. */
  public static void forFilter(Filter filter, List<? extends Part> parts) {
    if (filter.equals(Filter.all())) {
      return;
    }
    List<Runnable> fetches = new ArrayList<>();
    for (Part part : parts) {
      if (!part.isAtHand() && part.pruned(filter).isEmpty()) {
        fetches.add(part::fetch);
      }
    }
    run(fetches);
  }

  /** Parts that are searched. */
  static void forSearch(List<PartSearch> searches) {
    List<Runnable> fetches = new ArrayList<>();
    for (PartSearch search : searches) {
      if (!search.isPlanned()) {
        fetches.add(search::plan);
      }
    }
    run(fetches);
  }

  /** Parts whose texts are searched, and counted. */
  static void forText(List<TextPartSearch> searches) {
    List<Runnable> fetches = new ArrayList<>();
    for (TextPartSearch search : searches) {
      if (!search.part().isAtHand()) {
        fetches.add(search.part()::fetch);
      }
    }
    run(fetches);
  }

  /** What is reranked of several parts. Of one part, reranking fetches it together. */
  static void forRerank(List<PartSearch> searches, long limit) {
    List<Runnable> fetches = new ArrayList<>();
    for (PartSearch search : searches) {
      if (search.isEstimated()) {
        search.fetchForRerank(limit).ifPresent(fetches::add);
      }
    }
    if (fetches.size() > 1) {
      run(fetches);
    }
  }

  /** All that was given for a row. */
  public static void forRecord(Part part, int row) {
    if (part.isPaged()) {
      run(part.fetches(new int[] {row}, ALL));
    }
  }

  /** Of rows that are read one by one, some from the next one on, where their turn has come. */
  static void forRows(List<Candidate> rows, int next, Set<Returned> what) {
    if (next % ROWS_MAX == 0) {
      forRows(rows.subList(next, Math.min(rows.size(), next + ROWS_MAX)), what);
    }
  }

  private static void forRows(List<Candidate> rows, Set<Returned> what) {
    List<Candidate> left = new ArrayList<>();
    for (Candidate row : rows) {
      if (row.part().isPaged()) {
        left.add(row);
      }
    }
    List<Runnable> fetches = new ArrayList<>();
    while (!left.isEmpty()) {
      Part part = left.getFirst().part();
      int[] ofPart =
          left.stream().filter(row -> row.isOf(part)).mapToInt(Candidate::row).sorted().toArray();
      fetches.addAll(part.fetches(ofPart, what));
      left.removeIf(row -> row.isOf(part));
    }
    run(fetches);
  }

  private static void run(List<Runnable> fetches) {
    if (!fetches.isEmpty()) {
      SideBySide.run(fetches);
    }
  }
}
