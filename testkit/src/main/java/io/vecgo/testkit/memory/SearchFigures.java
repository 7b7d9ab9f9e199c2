package io.vecgo.testkit.memory;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What searches found and took.
 *
 * @param hits ids, for each search that was measured
 * @param p50Micros half of them took no longer
 * @param p99Micros one in a hundred took longer
 * @param bytesPerSearch read from the disk
 * @param faultsPerSearch times that a search waited for a page of a mapped file
 * @param ownBytes memory of the process that belongs to no file, afterwards
 */
public record SearchFigures(
    List<List<Long>> hits,
    double p50Micros,
    double p99Micros,
    double bytesPerSearch,
    double faultsPerSearch,
    long ownBytes) {

  public SearchFigures {
    hits = List.copyOf(hits);
  }

  /** Share of what is true that was found, of as many searches as the truth is known of. */
  public double recall(List<Set<Long>> truth) {
    return IntStream.range(0, truth.size())
        .mapToDouble(search -> share(hits.get(search), truth.get(search)))
        .average()
        .orElseThrow();
  }

  private static double share(List<Long> found, Set<Long> nearest) {
    return (double) found.stream().filter(nearest::contains).count() / nearest.size();
  }
}
