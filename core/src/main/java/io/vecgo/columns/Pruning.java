package io.vecgo.columns;

import io.vecgo.columns.KindStatistics.Use;
import io.vecgo.model.Filter;
import io.vecgo.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Proves from statistics that no row satisfies a filter. Two questions answer each other: a row may
 * satisfy a negation unless all rows must satisfy what it negates. Each errs on the safe side, so
 * any nesting of the two is a proof.
 */
record Pruning(MetadataStatistics statistics, Use use) {

  /** What proves that no row satisfies the filter; empty if nothing does. */
  static Optional<Pruned> of(Filter filter, MetadataStatistics statistics) {
    if (!new Pruning(statistics, Use.BOUNDS).mayMatch(filter)) {
      return Optional.of(Pruned.BY_STATS);
    }
    return new Pruning(statistics, Use.BOUNDS_AND_BLOOMS).mayMatch(filter)
        ? Optional.empty()
        : Optional.of(Pruned.BY_BLOOM);
  }

  private boolean mayMatch(Filter filter) {
    return switch (filter) {
      case Filter.And(List<Filter> links) -> all(links, this::mayMatch);
      case Filter.Or(List<Filter> links) -> any(links, this::mayMatch);
      case Filter.Not(Filter negated) -> !mustMatch(negated);
      case Filter.Ne(String field, Value value) -> !mustMatch(new Filter.Eq(field, value));
      case Filter.NotIn(String field, List<Value> values) ->
          !mustMatch(new Filter.In(field, values));
      case Filter.Condition condition ->
          statistics
              .field(condition.field())
              .map(field -> field.mayMatch(condition, use))
              .orElse(statistics.hasMore());
    };
  }

  private boolean mustMatch(Filter filter) {
    return switch (filter) {
      case Filter.And(List<Filter> links) -> all(links, this::mustMatch);
      case Filter.Or(List<Filter> links) -> any(links, this::mustMatch);
      case Filter.Not(Filter negated) -> !mayMatch(negated);
      case Filter.Ne(String field, Value value) -> !mayMatch(new Filter.Eq(field, value));
      case Filter.NotIn(String field, List<Value> values) ->
          !mayMatch(new Filter.In(field, values));
      case Filter.Condition condition ->
          statistics
              .field(condition.field())
              .map(field -> field.mustMatch(condition))
              .orElse(false);
    };
  }

  private static boolean all(List<Filter> links, Predicate<Filter> test) {
    for (Filter link : links) {
      if (!test.test(link)) {
        return false;
      }
    }
    return true;
  }

  private static boolean any(List<Filter> links, Predicate<Filter> test) {
    return !all(links, test.negate());
  }
}
