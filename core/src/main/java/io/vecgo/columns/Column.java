package io.vecgo.columns;

import io.vecgo.bytes.ByteReader;
import io.vecgo.model.Filter;
import io.vecgo.model.Value;
import io.vecgo.rows.RowSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The values of one field in a stripe of rows: for each kind of value who has which. What arrays
 * hold is kept like values, apart from them. Immutable, thread-safe.
 */
final class Column {
  private static final int HEAD_BYTES_MIN = 5;

  private final Map<ValueKind, Postings> values;
  private final Map<ValueKind, Postings> elements;

  private Column(Map<ValueKind, Postings> values, Map<ValueKind, Postings> elements) {
    this.values = values;
    this.elements = elements;
  }

  /**
   * Reads and checks the whole column.
   *
   * @throws io.vecgo.model.CorruptException if it could lead out of the rows or of itself
   */
  static Column read(int stripeRows, ByteReader in) {
    int ofValues = in.u8();
    int ofElements = in.u8();
    List<Postings.Head> heads = new ArrayList<>();
    for (int i = 0; i < ofValues + ofElements; i++) {
      heads.add(readHead(in));
    }
    Column column =
        new Column(
            read(stripeRows, heads.subList(0, ofValues), in),
            read(stripeRows, heads.subList(ofValues, heads.size()), in));
    in.expectEnd();
    return column;
  }

  private static Postings.Head readHead(ByteReader in) {
    if (in.remaining() < HEAD_BYTES_MIN) {
      throw in.corrupt("truncated", HEAD_BYTES_MIN + " more bytes", in.remaining() + " bytes");
    }
    int code = in.u8();
    ValueKind kind =
        ValueKind.ofCode(code)
            .orElseThrow(() -> in.corrupt("invalid kind", "0 to 7", Integer.toString(code)));
    return new Postings.Head(
        kind,
        count(in, Integer.BYTES),
        count(in, Integer.BYTES),
        count(in, Character.BYTES),
        count(in, 1));
  }

  /** A number of things that cannot be more than fit into the column. */
  private static int count(ByteReader in, int bytesOfEach) {
    return in.count(bytesOfEach);
  }

  private static Map<ValueKind, Postings> read(
      int stripeRows, List<Postings.Head> heads, ByteReader in) {
    Map<ValueKind, Postings> postings = new EnumMap<>(ValueKind.class);
    for (Postings.Head head : heads) {
      if (postings.put(head.kind(), Postings.read(stripeRows, head, in)) != null) {
        throw in.corrupt("repeated kind", "one of each", "two of " + head.kind());
      }
    }
    return postings;
  }

  /** What the column knows of a condition on its field that is not a negation. */
  Match match(Filter.Condition condition) {
    return switch (condition) {
      case Filter.Eq(_, Value value) -> equal(value);
      case Filter.In(_, List<Value> wanted) -> in(wanted);
      case Filter.Lt(_, Value bound) -> ordered(bound, order -> order < 0);
      case Filter.Lte(_, Value bound) -> ordered(bound, order -> order <= 0);
      case Filter.Gt(_, Value bound) -> ordered(bound, order -> order > 0);
      case Filter.Gte(_, Value bound) -> ordered(bound, order -> order >= 0);
      case Filter.Contains(_, String part) ->
          texts().map(of -> of.contains(part)).orElse(Match.NONE);
      case Filter.StartsWith(_, String prefix) ->
          texts().map(of -> of.startsWith(prefix)).orElse(Match.NONE);
      case Filter.ContainsAny(_, List<Value> wanted) -> containsAny(wanted);
      case Filter.ContainsAll(_, List<Value> wanted) -> containsAll(wanted);
      case Filter.Exists _ -> Match.sure(present());
      case Filter.Ne _, Filter.NotIn _ ->
          throw new AssertionError("a negation matches rows that are not in the column");
    };
  }

  private Match equal(Value value) {
    if (value instanceof Value.Array(List<Value> content)) {
      Match holding = containsAll(content);
      return new Match(RowSet.none(), holding.sure().or(holding.open()));
    }
    return equal(value, values);
  }

  private static Match equal(Value value, Map<ValueKind, Postings> postings) {
    Value canonical = ValueKind.canonical(value);
    Postings ofKind = postings.get(ValueKind.of(canonical));
    return ofKind == null ? Match.NONE : ofKind.equal(canonical);
  }

  private Match in(List<Value> wanted) {
    Match match = Match.NONE;
    for (Value value : wanted) {
      match = match.or(equal(value));
    }
    return match;
  }

  private Match ordered(Value bound, IntPredicate test) {
    return switch (bound) {
      case Value.Int _, Value.Real _ ->
          ordered(ValueKind.INT, bound, test).or(ordered(ValueKind.REAL, bound, test));
      case Value.Text _ -> ordered(ValueKind.TEXT, bound, test);
      case Value.Time _ -> ordered(ValueKind.TIME, bound, test);
      case Value.Null _, Value.Bool _, Value.Uuid _, Value.Array _ -> Match.NONE;
    };
  }

  private Match ordered(ValueKind kind, Value bound, IntPredicate test) {
    Postings ofKind = values.get(kind);
    return ofKind == null ? Match.NONE : ofKind.ordered(bound, test);
  }

  private Optional<Postings> texts() {
    return Optional.ofNullable(values.get(ValueKind.TEXT));
  }

  private Match containsAny(List<Value> wanted) {
    Match match = Match.NONE;
    for (Value value : wanted) {
      match = match.or(equal(value, elements));
    }
    return match;
  }

  /** A row is sure if each value is sure, and open if each may be there and one is open. */
  private Match containsAll(List<Value> wanted) {
    RowSet sure = arrays();
    RowSet possible = sure;
    for (Value value : wanted) {
      Match one = equal(value, elements);
      sure = sure.and(one.sure());
      possible = possible.and(one.sure().or(one.open()));
    }
    return new Match(sure, possible.minus(sure));
  }

  private RowSet arrays() {
    Postings arrays = values.get(ValueKind.ARRAY);
    return arrays == null ? RowSet.none() : arrays.all();
  }

  private RowSet present() {
    RowSet present = RowSet.none();
    for (Postings postings : values.values()) {
      present = present.isEmpty() ? postings.all() : present.or(postings.all());
    }
    return present;
  }
}
