package io.vecgo.observe;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What one search cost and why.
 *
 * @param version the committed version under the snapshot that was searched
 * @param hits number of results
 * @param latency from call to result
 * @param parts memtable and segments in the order in which they were searched
 */
public record QueryStats(long version, int hits, Duration latency, List<PartStats> parts) {
  public QueryStats {
    parts = List.copyOf(parts);
  }

  /** Parts that were searched, the memtable included. */
  public int segmentsSearched() {
    return parts.size() - segmentsSkipped();
  }

  /** Parts in which no row could be a result. */
  public int segmentsSkipped() {
    return (int) parts.stream().filter(part -> part.plan() == PartStats.Plan.SKIP).count();
  }

  /** Vectors compared by exact scans. */
  public long vectorsScanned() {
    return sum(PartStats::vectorsScanned);
  }

  /** Vectors compared in any way. */
  public long distanceComputations() {
    return sum(PartStats::distanceComputations);
  }

  /** Graph nodes whose neighbours were looked at. */
  public long graphHops() {
    return sum(PartStats::graphHops);
  }

  /** Candidates from codes that were compared by their full vectors. */
  public long reranked() {
    return sum(PartStats::reranked);
  }

  /**
   * A figure to compare queries by, in units of one vector compared in a scan; a graph hop counts
   * as four for its scattered reads.
   */
  public double costEstimate() {
    return distanceComputations() + 4.0 * graphHops();
  }

  /** The search in words, one line for the whole and one for each part. */
  public String explain() {
    StringBuilder text = new StringBuilder(256);
    text.append(
        String.format(
            Locale.ROOT,
            "searched %s (%d skipped) of version %d in %.3f ms: %s, %d vectors scanned, %d distances,"
                + " %d graph hops, cost %.0f",
            counted(segmentsSearched(), "part"),
            segmentsSkipped(),
            version,
            latency.toNanos() / 1e6,
            counted(hits, "hit"),
            vectorsScanned(),
            distanceComputations(),
            graphHops(),
            costEstimate()));
    for (PartStats part : parts) {
      text.append('\n').append(explain(part));
    }
    return text.toString();
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static String explain(PartStats part) {
    return String.format(
        Locale.ROOT,
        "  %s: %s, %d of %d live rows match, %d distances, %d hops, %d reranked," + " %.3f ms",
        part.part(),
        part.plan().name().toLowerCase(Locale.ROOT),
        part.matchingRows(),
        part.liveRows(),
        part.distanceComputations(),
        part.graphHops(),
        part.reranked(),
        part.nanos() / 1e6);
  }

  private long sum(ToLongFunction<PartStats> figure) {
    return parts.stream().mapToLong(figure).sum();
  }
}
