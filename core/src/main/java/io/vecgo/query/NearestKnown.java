package io.vecgo.query;

import io.vecgo.graph.NearestRows;
import io.vecgo.graph.Ranked;

/**
 * The k best distances that a search has found so far in all parts: a part that cannot have a
 * better one need not be searched. Thread-safe.
 */
final class NearestKnown {
  private final int k;
  private final NearestRows nearest; // guarded by this
  private float limit = Float.POSITIVE_INFINITY; // guarded by this

  NearestKnown(int k) {
    this.k = k;
    this.nearest = new NearestRows(k);
  }

  /** Adds rows of one more part, with exact distances, as {@link Ranked} longs. */
  synchronized void addAll(long[] found) {
    for (long ranked : found) {
      nearest.offer(ranked);
    }
    if (nearest.size() == k) {
      limit = Ranked.distance(nearest.worst());
    }
  }

  /** Whether rows at this distance or farther are no results. At equal distances ids decide. */
  synchronized boolean excludes(double distance) {
    return distance > limit;
  }
}
