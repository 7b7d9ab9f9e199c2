package io.vecgo.columns;

import io.vecgo.bytes.ByteReader;
import io.vecgo.columns.KindStatistics.Use;
import io.vecgo.model.Filter;
import io.vecgo.model.Value;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * What is known of a field in a segment: of the values of each kind, and of what arrays hold. A
 * kind that is not there occurs in no row.
 *
 * @param isAlwaysThere whether every row has the field
 */
record FieldStatistics(
    boolean isAlwaysThere,
    Map<ValueKind, KindStatistics> values,
    Map<ValueKind, KindStatistics> elements) {

  static FieldStatistics read(ByteReader in) {
    boolean isAlwaysThere = in.u8() != 0;
    int ofValues = in.u8();
    int ofElements = in.u8();
    return new FieldStatistics(isAlwaysThere, readKinds(ofValues, in), readKinds(ofElements, in));
  }

  private static Map<ValueKind, KindStatistics> readKinds(int count, ByteReader in) {
    Map<ValueKind, KindStatistics> kinds = new EnumMap<>(ValueKind.class);
    for (int i = 0; i < count; i++) {
      KindStatistics kind = KindStatistics.read(in);
      if (kinds.put(kind.kind(), kind) != null) {
        throw in.corrupt("repeated kind", "one of each", "two of " + kind.kind());
      }
    }
    return kinds;
  }

  /** Whether a row may satisfy a condition on the field that is not a negation. */
  boolean mayMatch(Filter.Condition condition, Use use) {
    return switch (condition) {
      case Filter.Eq(_, Value value) -> mayEqual(value, use);
      case Filter.In(_, List<Value> wanted) ->
          wanted.stream().anyMatch(value -> mayEqual(value, use));
      case Filter.Lt(_, Value bound) -> mayBe(order -> order < 0, bound);
      case Filter.Lte(_, Value bound) -> mayBe(order -> order <= 0, bound);
      case Filter.Gt(_, Value bound) -> mayBe(order -> order > 0, bound);
      case Filter.Gte(_, Value bound) -> mayBe(order -> order >= 0, bound);
      case Filter.Contains(_, String part) -> {
        KindStatistics texts = values.get(ValueKind.TEXT);
        yield texts != null && texts.mayContain(part);
      }
      case Filter.StartsWith(_, String prefix) -> {
        KindStatistics texts = values.get(ValueKind.TEXT);
        yield texts != null && texts.mayStartWith(prefix);
      }
      case Filter.ContainsAny(_, List<Value> wanted) ->
          wanted.stream().anyMatch(value -> mayEqual(value, elements, use));
      case Filter.ContainsAll(_, List<Value> wanted) -> mayHoldAll(wanted, use);
      case Filter.Exists _ -> true;
      case Filter.Ne _, Filter.NotIn _ ->
          throw new AssertionError("a negation is proven by its opposite");
    };
  }

  private boolean mayEqual(Value value, Use use) {
    return value instanceof Value.Array(List<Value> content)
        ? mayHoldAll(content, use)
        : mayEqual(value, values, use);
  }

  private static boolean mayEqual(Value value, Map<ValueKind, KindStatistics> kinds, Use use) {
    Value canonical = ValueKind.canonical(value);
    KindStatistics ofKind = kinds.get(ValueKind.of(canonical));
    return ofKind != null && ofKind.mayEqual(canonical, use);
  }

  private boolean mayHoldAll(List<Value> wanted, Use use) {
    return values.containsKey(ValueKind.ARRAY)
        && wanted.stream().allMatch(value -> mayEqual(value, elements, use));
  }

  private boolean mayBe(IntPredicate test, Value bound) {
    return values.values().stream()
        .anyMatch(kind -> isOrdered(kind.kind(), bound) && kind.mayBe(test, bound));
  }

  /** Whether every row satisfies a condition on the field that is not a negation. */
  boolean mustMatch(Filter.Condition condition) {
    return isAlwaysThere
        && switch (condition) {
          case Filter.Exists _ -> true;
          case Filter.Eq(_, Value value) -> allAmong(List.of(value));
          case Filter.In(_, List<Value> wanted) -> allAmong(wanted);
          case Filter.Lt(_, Value bound) -> mustBe(order -> order < 0, bound);
          case Filter.Lte(_, Value bound) -> mustBe(order -> order <= 0, bound);
          case Filter.Gt(_, Value bound) -> mustBe(order -> order > 0, bound);
          case Filter.Gte(_, Value bound) -> mustBe(order -> order >= 0, bound);
          default -> false;
        };
  }

  private boolean allAmong(List<Value> wanted) {
    return values.values().stream()
        .allMatch(
            kind -> kind.kind() != ValueKind.ARRAY && kind.allAmong(ofKind(kind.kind(), wanted)));
  }

  private static List<Value> ofKind(ValueKind kind, List<Value> values) {
    return values.stream()
        .map(ValueKind::canonical)
        .filter(value -> ValueKind.of(value) == kind)
        .toList();
  }

  private boolean mustBe(IntPredicate test, Value bound) {
    return values.values().stream()
        .allMatch(kind -> isOrdered(kind.kind(), bound) && kind.mustBe(test, bound));
  }

  private static boolean isOrdered(ValueKind kind, Value bound) {
    return switch (bound) {
      case Value.Int _, Value.Real _ -> kind == ValueKind.INT || kind == ValueKind.REAL;
      case Value.Text _ -> kind == ValueKind.TEXT;
      case Value.Time _ -> kind == ValueKind.TIME;
      case Value.Null _, Value.Bool _, Value.Uuid _, Value.Array _ -> false;
    };
  }

  /** Whether a value of the field is one of those that this admits. */
  boolean admits(Value value) {
    if (value instanceof Value.Array(List<Value> content)) {
      return values.containsKey(ValueKind.ARRAY)
          && content.stream()
              .allMatch(element -> mayEqual(element, elements, Use.BOUNDS_AND_BLOOMS));
    }
    return mayEqual(value, values, Use.BOUNDS_AND_BLOOMS);
  }
}
