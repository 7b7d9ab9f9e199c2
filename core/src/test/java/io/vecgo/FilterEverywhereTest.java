package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.Value;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.MemoryStore;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Filters mean the same wherever the rows are: in memory, in columns of memory, in a segment, in
 * one that was opened again, in one with a graph.
 */
class FilterEverywhereTest {

  /** Where the rows are. */
  enum Place {
    MEMORY(0),
    MEMORY_WITH_COLUMNS(5_000),
    SEGMENT(0),
    REOPENED_SEGMENT(0),
    GRAPH_SEGMENT(1_500);

    /** Other rows beside those of a test. */
    private final int others;

    Place(int others) {
      this.others = others;
    }
  }

  /** The values of field {@code f} that are found, of rows with these values. */
  private static List<Value> found(Place place, Filter filter, Object... values) {
    MemoryStore store = new MemoryStore();
    Vecgo database = Vecgo.create(store, CreateOptions.of(2, Metric.L2));
    try {
      for (Object value : values) {
        database.insert(VectorRecord.of(1, 1).with("f", value));
      }
      database.insertAll(
          IntStream.range(0, place.others).mapToObj(row -> VectorRecord.of(row, 2)).toList());
      if (place.name().contains("SEGMENT")) {
        database.commit();
      }
      if (place == Place.REOPENED_SEGMENT) {
        database.close();
        database = Vecgo.open(store, OpenOptions.defaults());
      }
      Query query = Query.of(1, 1).k(100).filter(Filter.and(Filter.exists("f"), filter)).exact();
      return database.search(query.returning(Query.Returned.METADATA)).hits().stream()
          .map(Hit::metadata)
          .map(metadata -> metadata.orElseThrow().get("f").orElseThrow())
          .toList();
    } finally {
      database.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void numericRangesAreFound(Place place) {
    assertThat(found(place, Filter.gt("f", 2), 1, 2, 3, 4))
        .containsExactly(Value.of(3), Value.of(4));
  }

  @ParameterizedTest
  @EnumSource
  void bothEndsOfARangeCount(Place place) {
    Filter range = Filter.and(Filter.gte("f", 2), Filter.lt("f", 4));
    assertThat(found(place, range, 1, 2, 3, 4, 5)).containsExactly(Value.of(2), Value.of(3));
  }

  @ParameterizedTest
  @EnumSource
  void substringsAreFound(Place place) {
    assertThat(found(place, Filter.contains("f", "lu"), "blue", "red", "BLUE", 1))
        .containsExactly(Value.of("blue"));
  }

  @ParameterizedTest
  @EnumSource
  void numbersAreTheSameWhateverTheirType(Place place) {
    assertThat(found(place, Filter.eq("f", 1), 1, 1.0, 1.5, "1", true))
        .containsExactly(Value.of(1), Value.of(1.0));
    assertThat(found(place, Filter.lt("f", 1.5), 1, 1.5, 2)).containsExactly(Value.of(1));
  }

  @ParameterizedTest
  @EnumSource
  void largeIntegersAreNotRounded(Place place) {
    long large = (1L << 53) + 1;
    assertThat(found(place, Filter.eq("f", large), large, large - 1, 0x1p53))
        .containsExactly(Value.of(large));
    assertThat(found(place, Filter.gt("f", 0x1p53), large, large - 1))
        .containsExactly(Value.of(large));
  }

  @ParameterizedTest
  @EnumSource
  void zerosOfBothSignsAreTheSame(Place place) {
    assertThat(found(place, Filter.eq("f", 0), 0, 0.0, -0.0, 1)).hasSize(3);
    assertThat(found(place, Filter.lt("f", 0), 0, 0.0, -0.0, -1)).containsExactly(Value.of(-1));
  }

  @ParameterizedTest
  @EnumSource
  void otherTypesAreNotEqual(Place place) {
    assertThat(found(place, Filter.ne("f", 1), 1, "1", Value.ofNull(), false))
        .containsExactly(Value.of("1"), Value.ofNull(), Value.of(false));
  }

  @ParameterizedTest
  @EnumSource
  void elementsOfArraysAreFound(Place place) {
    List<Integer> both = List.of(1, 2);
    List<Integer> one = List.of(2);
    assertThat(found(place, Filter.containsAny("f", 1, 9), both, one, 1))
        .containsExactly(Value.from(both));
    assertThat(found(place, Filter.containsAll("f", 2), both, one, 2)).hasSize(2);
    assertThat(found(place, Filter.eq("f", both), both, one, List.of(2, 1)))
        .containsExactly(Value.from(both));
  }

  @ParameterizedTest
  @EnumSource
  void fieldKeepsTheValuesOfEachType(Place place) {
    Object[] values = {"a", 1, 1.5, true, Value.ofNull(), List.of("a")};
    assertThat(found(place, Filter.eq("f", "a"), values)).containsExactly(Value.of("a"));
    assertThat(found(place, Filter.eq("f", true), values)).containsExactly(Value.of(true));
    assertThat(found(place, Filter.eq("f", Value.ofNull()), values))
        .containsExactly(Value.ofNull());
    assertThat(found(place, Filter.containsAny("f", "a"), values)).hasSize(1);
    assertThat(found(place, Filter.lte("f", 1.5), values)).hasSize(2);
  }
}
