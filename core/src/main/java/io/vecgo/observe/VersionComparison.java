package io.vecgo.observe;

import java.util.List;

/**
 * How the answers of two versions to the same queries differ.
 *
 * @param before the version compared with
 * @param after the version compared
 * @param between the versions that lead from the older to the newer of the two, without the older;
 *     vacuumed ones are missing
 * @param queries one entry a query, in order
 */
public record VersionComparison(
    VersionInfo before, VersionInfo after, List<VersionInfo> between, List<Difference> queries) {
  public VersionComparison {
    between = List.copyOf(between);
    queries = List.copyOf(queries);
  }

  /**
   * How two answers to one query differ.
   *
   * @param overlap share of the larger answer that is in both, 0 to 1; 1 if both are empty
   * @param gained ids found only in the version compared, best first
   * @param lost ids found only in the version compared with, best first
   * @param meanDrift mean change of the score of ids that are in both, without sign; 0 if none is
   * @param maxDrift largest change of such a score, without sign
   */
  public record Difference(
      double overlap, List<Long> gained, List<Long> lost, double meanDrift, double maxDrift) {
    public Difference {
      gained = List.copyOf(gained);
      lost = List.copyOf(lost);
    }
  }

  /** Mean overlap of all queries; 1 without queries. */
  public double overlap() {
    return queries.stream().mapToDouble(Difference::overlap).average().orElse(1);
  }

  /** Ids gained, of all queries together. */
  public long gained() {
    return queries.stream().mapToLong(query -> query.gained().size()).sum();
  }

  /** Ids lost, of all queries together. */
  public long lost() {
    return queries.stream().mapToLong(query -> query.lost().size()).sum();
  }

  /** Largest change of a score in any query. */
  public double maxDrift() {
    return queries.stream().mapToDouble(Difference::maxDrift).max().orElse(0);
  }

  /** Queries whose answers have the same ids. */
  public long unchanged() {
    return queries.stream()
        .filter(query -> query.gained().isEmpty() && query.lost().isEmpty())
        .count();
  }
}
