package io.vecgo.observe;

import io.vecgo.observe.PartStats.Plan;
import io.vecgo.observe.PartStats.Reason;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one search cost and why.
 *
 * @param version the committed version under the snapshot that was searched
 * @param hits number of results
 * @param latency from call to result
 * @param fetch the part of it spent on merging what the parts found and reading the hits
 * @param text what its text took
 * @param parts memtable and segments, newest first; empty for queries by text alone, whose parts
 *     are in {@link TextStats}
 */
public record QueryStats(
    long version,
    int hits,
    Duration latency,
    Duration fetch,
    TextStats text,
    List<PartStats> parts) {
  private static final double COST_PER_HOP = 4;

  public QueryStats {
    parts = List.copyOf(parts);
  }

  /** Of a query without text. */
  public QueryStats(
      long version, int hits, Duration latency, Duration fetch, List<PartStats> parts) {
    this(version, hits, latency, fetch, TextStats.NONE, parts);
  }

  /** Parts that were searched, the memtable included. */
  public int segmentsSearched() {
    int all = parts.isEmpty() ? text.parts().size() : parts.size();
    return all - segmentsSkipped();
  }

  /** Parts in which no row could be a result, for whatever reason. */
  public int segmentsSkipped() {
    return (int) reasonsToSkip().count();
  }

  /** Parts skipped because their statistics prove that no row matches. */
  public int segmentsPrunedByStats() {
    return count(Reason.PRUNED_BY_STATS);
  }

  /** Parts skipped because their Bloom filters prove that no row matches. */
  public int segmentsPrunedByBloom() {
    return count(Reason.PRUNED_BY_BLOOM);
  }

  /** Parts skipped because none of their rows can be near enough. */
  public int segmentsPrunedByDistance() {
    return count(Reason.PRUNED_BY_DISTANCE);
  }

  private int count(Reason reason) {
    return (int) reasonsToSkip().filter(of -> of == reason).count();
  }

  private Stream<Reason> reasonsToSkip() {
    return parts.isEmpty()
        ? text.parts().stream().filter(TextPartStats::isSkipped).map(TextPartStats::reason)
        : parts.stream().filter(part -> part.plan() == Plan.SKIP).map(PartStats::reason);
  }

  /** What was done in all parts together. */
  public Work work() {
    return parts.stream().map(PartStats::work).reduce(Work.NONE, Work::plus);
  }

  /** Where the time went, in all parts together. */
  public Phases phases() {
    Phases phases =
        parts.isEmpty()
            ? text.phases()
            : parts.stream().map(PartStats::phases).reduce(Phases.NONE, Phases::plus);
    return phases.withFetch(fetch.toNanos());
  }

  /** See {@link Work#vectorsScanned}. */
  public long vectorsScanned() {
    return work().vectorsScanned();
  }

  /** See {@link Work#distanceComputations}. */
  public long distanceComputations() {
    return work().distanceComputations();
  }

  /** See {@link Work#graphHops}. */
  public long graphHops() {
    return work().graphHops();
  }

  /** See {@link Work#reranked}. */
  public long reranked() {
    return work().reranked();
  }

  /**
   * A figure to compare queries by, in units of one vector compared in a scan; a graph hop counts
   * as four for its scattered reads.
   */
  public double costEstimate() {
    Work work = work();
    return work.distanceComputations() + COST_PER_HOP * work.graphHops();
  }

  /** The search in words: a line for the whole, for time and for work, then two for each part. */
  public String explain() {
    return Explanation.of(this);
  }
}
