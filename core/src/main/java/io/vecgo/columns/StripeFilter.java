package io.vecgo.columns;

import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.model.Value;
import io.vecgo.rows.RowSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Evaluates a filter in a stripe. Rows that a step has decided are not looked at by the next: the
 * links of a chain come in the order of their cost, and each gets what the ones before left open.
 */
record StripeFilter(Stripe stripe, IntFunction<Document> documents) {

  /** What it takes to evaluate a filter, cheapest first. */
  private enum Cost {
    COLUMN,
    DICTIONARY,
    DOCUMENTS
  }

  RowSet matching(Filter filter, RowSet candidates) {
    if (candidates.isEmpty()) {
      return candidates;
    }
    return switch (filter) {
      case Filter.And(List<Filter> links) -> all(links, candidates);
      case Filter.Or(List<Filter> links) -> any(links, candidates);
      case Filter.Not(Filter negated) -> candidates.minus(matching(negated, candidates));
      case Filter.Ne(String field, Value value) ->
          candidates.minus(matching(new Filter.Eq(field, value), candidates));
      case Filter.NotIn(String field, List<Value> values) ->
          candidates.minus(matching(new Filter.In(field, values), candidates));
      case Filter.Condition condition -> matching(condition, candidates);
    };
  }

  private RowSet all(List<Filter> links, RowSet candidates) {
    RowSet left = candidates;
    for (Filter link : cheapestFirst(links)) {
      left = matching(link, left);
    }
    return left;
  }

  private RowSet any(List<Filter> links, RowSet candidates) {
    RowSet found = RowSet.none();
    RowSet left = candidates;
    for (Filter link : cheapestFirst(links)) {
      RowSet more = matching(link, left);
      found = found.or(more);
      left = left.minus(more);
    }
    return found;
  }

  private RowSet matching(Filter.Condition condition, RowSet candidates) {
    Optional<Match> match = stripe.match(condition);
    return match.isPresent()
        ? matching(match.get(), condition, candidates)
        : asked(condition, candidates);
  }

  private RowSet matching(Match match, Filter.Condition condition, RowSet candidates) {
    RowSet sure = match.sure().and(candidates);
    return match.open().isEmpty() ? sure : sure.or(asked(condition, match.open().and(candidates)));
  }

  private RowSet asked(Filter.Condition condition, RowSet rows) {
    return rows.where(row -> condition.matches(documents.apply(row)));
  }

  private List<Filter> cheapestFirst(List<Filter> links) {
    List<Filter> sorted = new ArrayList<>(links);
    sorted.sort(Comparator.comparing(this::cost));
    return sorted;
  }

  private Cost cost(Filter filter) {
    return switch (filter) {
      case Filter.And(List<Filter> links) -> cost(links);
      case Filter.Or(List<Filter> links) -> cost(links);
      case Filter.Not(Filter negated) -> cost(negated);
      case Filter.Contains contains -> cost(contains, Cost.DICTIONARY);
      case Filter.Condition condition -> cost(condition, Cost.COLUMN);
    };
  }

  private Cost cost(Filter.Condition condition, Cost known) {
    return stripe.isKnown(condition.field()) ? known : Cost.DOCUMENTS;
  }

  private Cost cost(List<Filter> links) {
    Cost highest = Cost.COLUMN;
    for (Filter link : links) {
      Cost one = cost(link);
      highest = one.compareTo(highest) > 0 ? one : highest;
    }
    return highest;
  }
}
