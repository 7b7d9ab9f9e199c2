package io.vecgo.model;

import java.util.List;

/** How deep filters are nested: what goes through them calls itself once a level. */
final class FilterDepth {
  private FilterDepth() {}

  /** Throws if a filter of these links would be nested too deep. Each of them is not. */
  static void check(List<Filter> links) {
    Limits.checkRange("filter depth", 1L + deepest(links), 1, Limits.FILTER_DEPTH_MAX);
  }

  private static int deepest(List<Filter> links) {
    int deepest = 0;
    for (Filter link : links) {
      deepest = Math.max(deepest, of(link));
    }
    return deepest;
  }

  /** A condition has depth 0, a join or negation one more than the deepest of its links. */
  private static int of(Filter filter) {
    return switch (filter) {
      case Filter.And(List<Filter> links) -> 1 + deepest(links);
      case Filter.Or(List<Filter> links) -> 1 + deepest(links);
      case Filter.Not(Filter negated) -> 1 + of(negated);
      case Filter.Condition _ -> 0;
    };
  }
}
