package io.vecgo.query;

import io.vecgo.cache.SideBySide;
import io.vecgo.model.Filter;
import io.vecgo.model.Query.Returned;
import io.vecgo.model.VecgoException;
import io.vecgo.part.Part;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Brings together what is read next, where it is not in memory: one wait for all in place of one
 * for each. What cannot be fetched is left to those who read it.
 */
public final class Prefetch {
  /** So many rows at a time, so that the blocks of the first are still there for them. */
  private static final int ROWS_MAX = 32;

  private static final Set<Returned> ALL = EnumSet.allOf(Returned.class);

  private Prefetch() {}

  /** Parts, as far as one must look into them to know which of their rows match. */
  public static void forFilter(Filter filter, List<? extends Part> parts) {
    if (!filter.equals(Filter.all())) {
      parts(parts, part -> part.pruned(filter).isEmpty());
    }
  }

  /** Parts in which a key is looked for. */
  public static void forKey(List<? extends Part> parts) {
    parts(parts, _ -> true);
  }

  /** Parts that are searched: to plan that, they are fetched, and the time is noted. */
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
    List<Part> parts = new ArrayList<>(searches.size());
    for (TextPartSearch search : searches) {
      parts.add(search.part());
    }
    parts(parts, _ -> true);
  }

  private static void parts(List<? extends Part> parts, Predicate<Part> isWanted) {
    List<Runnable> fetches = new ArrayList<>();
    for (Part part : parts) {
      if (!part.isAtHand() && isWanted.test(part)) {
        fetches.add(part::fetch);
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
      SideBySide.run(fetches.stream().map(Prefetch::ifPossible).toList());
    }
  }

  private static Runnable ifPossible(Runnable fetch) {
    return () -> {
      try {
        fetch.run();
      } catch (VecgoException _) {
        // whoever reads it is told, if somebody does
      }
    };
  }
}
