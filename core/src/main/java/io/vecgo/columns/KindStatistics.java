package io.vecgo.columns;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * What is known of the values of one kind that a field has in a segment. All that it says of a
 * condition is proven: what may be, is admitted.
 *
 * @param dictionary all values, or the smallest and the largest
 * @param isComplete whether it is all values
 * @param bloom all values, if they are too many for the dictionary and few enough for this
 */
record KindStatistics(
    ValueKind kind, Dictionary dictionary, boolean isComplete, Optional<BloomFilter> bloom) {
  private static final int FLAG_COMPLETE = 1;
  private static final int FLAG_BLOOM = 2;

  /** How much is asked. */
  enum Use {
    BOUNDS,
    BOUNDS_AND_BLOOMS
  }

  /** Whether a value may be equal to this one, of this kind. */
  boolean mayEqual(Value canonical, Use use) {
    IntUnaryOperator order = dictionary.orderTo(canonical);
    if (order.applyAsInt(0) > 0 || order.applyAsInt(last()) < 0) {
      return false;
    }
    if (isComplete) {
      return dictionary.find(canonical) >= 0;
    }
    return use == Use.BOUNDS || bloom.isEmpty() || bloom.get().mayHold(Key.of(canonical));
  }

  /** Whether each value is one of these, of this kind. */
  boolean allAmong(List<Value> canonicals) {
    if (!isComplete) {
      return false;
    }
    for (int entry = 0; entry <= last(); entry++) {
      if (dictionary.isCut(entry) || !isAmong(entry, canonicals)) {
        return false;
      }
    }
    return true;
  }

  private boolean isAmong(int entry, List<Value> canonicals) {
    return canonicals.stream().anyMatch(value -> dictionary.orderTo(value).applyAsInt(entry) == 0);
  }

  /** Whether the order of a value to the bound may be one that satisfies a test of inequality. */
  boolean mayBe(IntPredicate test, Value bound) {
    return maySatisfy(0, test, bound) || maySatisfy(last(), test, bound);
  }

  /** Whether the order of each value to the bound satisfies a test of inequality. */
  boolean mustBe(IntPredicate test, Value bound) {
    return mustSatisfy(0, test, bound) && mustSatisfy(last(), test, bound);
  }

  private boolean maySatisfy(int entry, IntPredicate test, Value bound) {
    int order = dictionary.orderTo(bound).applyAsInt(entry);
    return test.test(order) || (order == 0 && dictionary.isCut(entry));
  }

  private boolean mustSatisfy(int entry, IntPredicate test, Value bound) {
    int order = dictionary.orderTo(bound).applyAsInt(entry);
    return test.test(order) && !(order == 0 && dictionary.isCut(entry));
  }

  /** Whether a text may begin with a prefix. */
  boolean mayStartWith(String prefix) {
    String bytes = TextKey.bytesOf(prefix);
    String head = bytes.substring(0, Math.min(TextKey.BYTES_MAX, bytes.length()));
    IntUnaryOperator order = texts().orderToHead(head);
    if (isComplete) {
      int entry = dictionary.firstNot(each -> order.applyAsInt(each) < 0);
      return entry <= last() && order.applyAsInt(entry) == 0;
    }
    return order.applyAsInt(0) <= 0 && order.applyAsInt(last()) >= 0;
  }

  /** Whether a text may hold a part. */
  boolean mayContain(String part) {
    if (!isComplete) {
      return true;
    }
    String bytes = TextKey.bytesOf(part);
    for (int entry = 0; entry <= last(); entry++) {
      if (dictionary.isCut(entry) || texts().holds(entry, bytes)) {
        return true;
      }
    }
    return false;
  }

  private TextDictionary texts() {
    return (TextDictionary) dictionary;
  }

  private int last() {
    return dictionary.size() - 1;
  }

  /**
   * Writes the statistics of a kind.
   *
   * @param keys all, or the smallest and the largest; ascending
   */
  static void write(
      ValueKind kind,
      List<Key> keys,
      boolean isComplete,
      Optional<BloomFilter> bloom,
      ByteWriter out) {
    int flags = (isComplete ? FLAG_COMPLETE : 0) | (bloom.isPresent() ? FLAG_BLOOM : 0);
    out.u8(kind.code()).u8(flags).varint(keys.size()).varint(Dictionary.textBytes(keys));
    Dictionary.write(keys, out);
    bloom.ifPresent(filter -> filter.write(out));
  }

  static KindStatistics read(ByteReader in) {
    int code = in.u8();
    ValueKind kind =
        ValueKind.ofCode(code)
            .orElseThrow(() -> in.corrupt("invalid kind", "0 to 7", Integer.toString(code)));
    int flags = in.u8();
    int entries = in.count(kind.entryBytes() == 0 ? 1 : kind.entryBytes());
    if (flags > (FLAG_COMPLETE | FLAG_BLOOM) || entries < 1) {
      throw in.corrupt("invalid statistics", "flags 0 to 3, entries", flags + ", " + entries);
    }
    Dictionary dictionary = Dictionary.read(kind, entries, in.count(1), in);
    dictionary.check(in);
    Optional<BloomFilter> bloom =
        (flags & FLAG_BLOOM) != 0 ? Optional.of(BloomFilter.read(in)) : Optional.empty();
    return new KindStatistics(kind, dictionary, (flags & FLAG_COMPLETE) != 0, bloom);
  }
}
