package io.vecgo.segment;

import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.rows.RowSet;
import java.util.HashMap;
import java.util.Map;

/** What must hold between the metadata columns of a segment and its documents. */
final class ColumnRules {
  private ColumnRules() {}

  /** Columns can be read, and each field is in the column of exactly the rows that have it. */
  static void columns(SegmentFile file, Segment segment) {
    segment.verifyColumns();
    RowSet all = RowSet.range(segment.info().rows());
    Map<String, RowSet.Builder> rowsOfField = new HashMap<>();
    for (int row = 0; row < segment.info().rows(); row++) {
      Document document = segment.metadata(row);
      for (String field : document.fields().keySet()) {
        RowSet.Builder rows = rowsOfField.computeIfAbsent(field, _ -> new RowSet.Builder());
        if (Filter.exists(field).matches(document)) {
          rows.add(row);
        }
      }
    }
    rowsOfField.forEach((field, rows) -> {
      RowSet expected = rows.build();
      RowSet found = segment.matching(Filter.exists(field), all);
      if (!found.equals(expected)) {
        throw RowRules.corrupt(
            file,
            SectionKind.COLUMNS,
            0,
            "wrong rows with field " + field,
            expected.toString(),
            found.toString());
      }
    });
  }
}
