package io.vecgo.segment;

import io.vecgo.model.Filter;
import io.vecgo.rows.RowSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which rows of a segment the last few filters match, deleted rows included: filters come again and
 * again, and what they match in a segment never changes. Takes a byte a row of the segment at most.
 * Thread-safe.
 */
final class FilterCache {
  /** A filter takes a bit a row. */
  static final int FILTERS_MAX = 8;

  private static final float LOAD_FACTOR = 0.75f;

  private final Map<Filter, RowSet> matches = // guarded by this; least recently asked first
      new LinkedHashMap<>(2 * FILTERS_MAX, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Filter, RowSet> eldest) {
          return size() > FILTERS_MAX;
        }
      };

  /** Memory of the sets. */
  synchronized long bytes() {
    return matches.values().stream().mapToLong(RowSet::bytes).sum();
  }

  synchronized Optional<RowSet> get(Filter filter) {
    return Optional.ofNullable(matches.get(filter));
  }

  synchronized void put(Filter filter, RowSet rows) {
    matches.put(filter, rows);
  }
}
