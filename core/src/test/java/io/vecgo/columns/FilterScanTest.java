package io.vecgo.columns;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.rows.RowSet;
import org.junit.jupiter.api.Test;

class FilterScanTest {
  private static final RowSet ROWS = RowSet.range(100).without(4).without(50);

  @Test
  void rowsThatSatisfyTheFilterAreFound() {
    Filter filter = Filter.or(Filter.lt("n", 6), Filter.eq("n", 50), Filter.gte("n", 98));
    assertThat(FilterScan.matching(filter, ROWS, row -> Document.of("n", row)).toArray())
        .containsExactly(0, 1, 2, 3, 5, 98, 99);
  }

  @Test
  void filterOfAllLooksAtNoDocument() {
    RowSet all =
        FilterScan.matching(
            Filter.all(),
            ROWS,
            row -> {
              throw new AssertionError("looked at row " + row);
            });
    assertThat(all).isSameAs(ROWS);
  }
}
