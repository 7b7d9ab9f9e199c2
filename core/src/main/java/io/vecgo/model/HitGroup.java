package io.vecgo.model;

import java.util.List;

/**
 * Hits that share the value of a field.
 *
 * @param value what they share
 * @param hits best first, at least one
 */
public record HitGroup(Value value, List<Hit> hits) {
  public HitGroup {
    hits = List.copyOf(hits);
  }
}
