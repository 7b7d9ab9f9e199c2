package io.vecgo.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Filter;
import io.vecgo.rows.RowSet;
import org.junit.jupiter.api.Test;

/** What is remembered of filters, and for how long. */
class FilterCacheTest {
  private final FilterCache cache = new FilterCache();

  private static Filter filter(int value) {
    return Filter.lt("number", value);
  }

  @Test
  void equalFilterIsAnsweredFromTheCache() {
    cache.put(filter(1), RowSet.range(5));
    assertThat(cache.get(filter(1))).contains(RowSet.range(5));
    assertThat(cache.get(filter(2))).isEmpty();
    assertThat(cache.get(Filter.lte("number", 1))).isEmpty();
  }

  @Test
  void leastRecentlyAskedFilterIsForgotten() {
    for (int i = 0; i < FilterCache.FILTERS_MAX; i++) {
      cache.put(filter(i), RowSet.range(i));
    }
    assertThat(cache.get(filter(0))).isPresent();
    cache.put(filter(100), RowSet.none());
    assertThat(cache.get(filter(1))).isEmpty();
    assertThat(cache.get(filter(0))).isPresent();
    assertThat(cache.get(filter(100))).isPresent();
  }
}
