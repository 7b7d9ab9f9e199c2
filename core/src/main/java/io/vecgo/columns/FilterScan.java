package io.vecgo.columns;

import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.rows.RowSet;
import java.util.function.IntFunction;

/** Finds the rows that satisfy a filter by looking at each document. */
public final class FilterScan {
  private FilterScan() {}

  public static RowSet matching(Filter filter, RowSet rows, IntFunction<Document> documents) {
    return filter.equals(Filter.all())
        ? rows
        : rows.where(row -> filter.matches(documents.apply(row)));
  }
}
