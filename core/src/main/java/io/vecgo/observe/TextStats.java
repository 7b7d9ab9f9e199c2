package io.vecgo.observe;

import java.util.List;

/**
 * What the text side of a search took.
 *
 * @param terms different terms of the query that some record holds, counted field by field
 * @param nanos time spent, in all parts together
 * @param parts memtable and segments, newest first
 */
public record TextStats(int terms, long nanos, List<TextPartStats> parts) {
  /** Of a query without text. */
  public static final TextStats NONE = new TextStats(0, 0, List.of());

  public TextStats {
    parts = List.copyOf(parts);
  }

  /** Entries that the terms have, one for each record with the term. */
  public long matchingPostings() {
    return parts.stream().mapToLong(TextPartStats::matchingPostings).sum();
  }

  /** Entries that were read; the others cannot be of hits. */
  public long postingsRead() {
    return parts.stream().mapToLong(TextPartStats::postingsRead).sum();
  }

  Phases phases() {
    long filterNanos = parts.stream().mapToLong(TextPartStats::filterNanos).sum();
    return new Phases(filterNanos, 0, nanos, 0, 0);
  }
}
