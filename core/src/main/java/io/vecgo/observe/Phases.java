package io.vecgo.observe;

/**
 * Where the time of a search went, in nanoseconds. Parts that are searched side by side add up to
 * more than the latency.
 *
 * @param filterNanos finding the rows that match
 * @param planNanos choosing how to search
 * @param searchNanos scans and graph walks
 * @param rerankNanos comparing candidates by their full vectors
 * @param fetchNanos merging what the parts found, and reading keys, metadata, vectors and payloads
 */
public record Phases(
    long filterNanos, long planNanos, long searchNanos, long rerankNanos, long fetchNanos) {
  public static final Phases NONE = new Phases(0, 0, 0, 0, 0);

  /** The time of both. */
  public Phases plus(Phases other) {
    return new Phases(
        filterNanos + other.filterNanos,
        planNanos + other.planNanos,
        searchNanos + other.searchNanos,
        rerankNanos + other.rerankNanos,
        fetchNanos + other.fetchNanos);
  }

  /** The same with another time for fetching. */
  public Phases withFetch(long nanos) {
    return new Phases(filterNanos, planNanos, searchNanos, rerankNanos, nanos);
  }

  /** All phases together. */
  public long nanos() {
    return filterNanos + planNanos + searchNanos + rerankNanos + fetchNanos;
  }
}
