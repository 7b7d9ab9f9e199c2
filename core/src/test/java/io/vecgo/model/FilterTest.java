package io.vecgo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What filters mean; the rules for missing fields are tested through the guide. */
class FilterTest {
  private static final Document BOOK =
      Document.EMPTY
          .with("price", 10)
          .with("weight", 1.5)
          .with("title", "The Blue Book")
          .with("tags", List.of("old", "rare", 7))
          .with("published", Instant.parse("2026-01-01T00:00:00Z"))
          .with("sold", false)
          .with("series", Value.ofNull());

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "price = 10                                  | true",
        "price = 10.0                                | true",
        "price = '10'                                | false",
        "price = 11                                  | false",
        "price != 10.0                               | false",
        "price != '10'                               | true",
        "price < 10                                  | false",
        "price < 10.5                                | true",
        "price <= 10                                 | true",
        "price > 9.5                                 | true",
        "price >= 10                                 | true",
        "price >= '1'                                | false",
        "price < '1'                                 | false",
        "weight = 1.5                                | true",
        "weight < 2                                  | true",
        "weight > -Infinity                          | true",
        "title = 'The Blue Book'                     | true",
        "title = 'the blue book'                     | false",
        "title < 'The Red Book'                      | true",
        "contains(title, 'Blue')                     | true",
        "contains(title, 'blue')                     | false",
        "contains(title, '')                         | true",
        "contains(price, '1')                        | false",
        "contains(tags, 'old')                       | false",
        "contains(nothing, '')                       | false",
        "startsWith(title, 'The ')                   | true",
        "startsWith(title, 'Blue')                   | false",
        "startsWith(nothing, '')                     | false",
        "tags = ['old', 'rare', 7]                   | true",
        "tags = ['old', 'rare', 7.0]                 | true",
        "tags = ['rare', 'old', 7]                   | false",
        "tags = ['old', 'rare']                      | false",
        "tags = 'old'                                | false",
        "tags in ('old')                             | false",
        "tags in (1, ['old', 'rare', 7])             | true",
        "containsAny(tags, ('new', 'rare'))          | true",
        "containsAny(tags, ('new'))                  | false",
        "containsAny(tags, (7.0))                    | true",
        "containsAny(tags, ())                       | false",
        "containsAny(title, ('The Blue Book'))       | false",
        "containsAll(tags, ('old', 7))               | true",
        "containsAll(tags, ('old', 'new'))           | false",
        "containsAll(tags, ())                       | true",
        "containsAll(title, ())                      | false",
        "containsAll(nothing, ())                    | false",
        "published = instant '2026-01-01T00:00:00Z'  | true",
        "published < instant '2026-01-01T00:00:00.000000001Z' | true",
        "published < '2027'                          | false",
        "sold = false                                | true",
        "sold < true                                 | false",
        "series = null                               | true",
        "series != null                              | false",
        "series <= null                              | false",
        "exists(series)                              | true",
        "exists(nothing)                             | false",
        "price in (9, 10)                            | true",
        "price in (10.0)                             | true",
        "price in ()                                 | false",
        "price not in ()                             | true",
        "price not in (10)                           | false",
        "all()                                       | true",
        "any()                                       | false",
        "not all()                                   | false",
        "price = 10 and weight = 1.5                 | true",
        "price = 10 and weight = 2                   | false",
        "price = 11 or weight = 1.5                  | true",
        "price = 11 or weight = 2                    | false",
        "not price = 11                              | true",
      })
  void filterMatchesTheBook(String text, boolean matches) {
    assertThat(Filter.parse(text).matches(BOOK)).isEqualTo(matches);
  }

  @Test
  void integersAreComparedExactly() {
    Document document = Document.of("n", 9007199254740993L);
    assertThat(Filter.eq("n", 9007199254740992.0).matches(document)).isFalse();
    assertThat(Filter.gt("n", 9007199254740992.0).matches(document)).isTrue();
    assertThat(Filter.eq("n", 9007199254740993L).matches(document)).isTrue();
  }

  @Test
  void filtersDoNotChangeWithTheListTheyWereMadeOf() {
    List<Value> values = new java.util.ArrayList<>(List.of(Value.of(1)));
    Filter.In filter = new Filter.In("a", values);
    values.clear();
    assertThat(filter.values()).containsExactly(Value.of(1));
  }

  @Test
  void filtersAreNestedUpToTheLimitAndNoDeeper() {
    Filter filter = Filter.eq("a", 1);
    for (int depth = 0; depth < Limits.FILTER_DEPTH_MAX; depth++) {
      filter = depth % 2 == 0 ? Filter.not(filter) : Filter.or(filter, Filter.exists("b"));
    }
    Filter deepest = filter;
    assertThat(deepest.matches(Document.of("a", 1))).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Filter.not(deepest))
        .withMessage("filter depth=201: must be 1 to 200");
    assertThatIllegalArgumentException().isThrownBy(() -> Filter.and(deepest));
  }

  @Test
  void deepestTextIsAFilter() {
    String text = "a = 1";
    for (int nesting = 0; nesting < Limits.FILTER_NESTING_MAX; nesting++) {
      text = "b = 1 or c = 1 and any(" + text + ")";
    }
    assertThat(Filter.parse(text).matches(Document.of("b", 1))).isTrue();
  }
}
