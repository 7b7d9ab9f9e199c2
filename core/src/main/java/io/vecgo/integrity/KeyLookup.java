package io.vecgo.integrity;

import io.vecgo.part.Part;
import io.vecgo.part.RowSource;
import io.vecgo.rows.RowSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds keys among the rows of a segment: by its table, or by one made for those that lost it. */
final class KeyLookup {
  private final RowSource rows;
  private Optional<Map<String, Integer>> table = Optional.empty();

  KeyLookup(RowSource rows) {
    this.rows = rows;
  }

  /** Whether one of these rows has a key. */
  boolean has(String key, RowSet live) {
    return row(key).stream().anyMatch(live::contains);
  }

  private OptionalInt row(String key) {
    if (rows instanceof Part part) {
      return part.rowOf(key);
    }
    Integer row = made().get(key);
    return row == null ? OptionalInt.empty() : OptionalInt.of(row);
  }

  private Map<String, Integer> made() {
    if (table.isEmpty()) {
      Map<String, Integer> made = new HashMap<>();
      RowSet all = rows.live();
      for (int row = all.nextRow(0); row != RowSet.END; row = all.nextRow(row + 1)) {
        int at = row;
        rows.key(row).ifPresent(key -> made.put(key, at));
      }
      table = Optional.of(made);
    }
    return table.get();
  }
}
