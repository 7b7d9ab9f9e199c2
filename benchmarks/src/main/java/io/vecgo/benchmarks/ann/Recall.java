package io.vecgo.benchmarks.ann;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which share of the true nearest rows was found. */
final class Recall {
  private final List<Set<Integer>> nearest;
  private final long wanted;

  /**
   * @param truth for each query the true nearest rows, nearest first; of more than k the first
   *     count
   */
  Recall(List<int[]> truth, int k) {
    this.nearest = truth.stream().map(rows -> first(rows, k)).toList();
    this.wanted = nearest.stream().mapToLong(Set::size).sum();
  }

  private static Set<Integer> first(int[] rows, int k) {
    return Arrays.stream(rows).limit(k).boxed().collect(Collectors.toSet());
  }

  /** From 0 to 1; {@code found} has the rows of each query, each row once. */
  double of(int[][] found) {
    long hits =
        IntStream.range(0, found.length)
            .mapToLong(
                query -> Arrays.stream(found[query]).filter(nearest.get(query)::contains).count())
            .sum();
    return (double) hits / wanted;
  }
}
