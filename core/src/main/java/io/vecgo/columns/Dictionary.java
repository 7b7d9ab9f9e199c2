package io.vecgo.columns;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.model.Value;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** The distinct values of one kind in a column, ascending; an entry is the ordinal of one. */
sealed interface Dictionary permits FixedDictionary, TextDictionary {

  static Dictionary read(ValueKind kind, int entries, long textBytes, ByteReader in) {
    return kind == ValueKind.TEXT
        ? TextDictionary.read(entries, textBytes, in)
        : FixedDictionary.read(kind, entries, in);
  }

  /** Writes keys of one kind, ascending. */
  static void write(List<Key> keys, ByteWriter out) {
    if (!keys.isEmpty() && keys.getFirst() instanceof TextKey) {
      TextDictionary.write(keys.stream().map(TextKey.class::cast).toList(), out);
    } else {
      FixedDictionary.write(keys.stream().map(FixedKey.class::cast).toList(), out);
    }
  }

  /** Bytes of text among the keys. */
  static int textBytes(List<Key> keys) {
    long bytes = 0;
    for (Key key : keys) {
      bytes += key instanceof TextKey text ? text.bytes().length() : 0;
    }
    return Math.toIntExact(bytes);
  }

  /** Number of entries. */
  int size();

  /**
   * How each entry stands to a value of this kind, as a {@code Comparator} says it. For numbers the
   * value may be any number.
   */
  IntUnaryOperator orderTo(Value value);

  /** Whether an entry stands for several values, of which it is the common head. */
  boolean isCut(int entry);

  /** The entry of a value, or of its head; negative if there is none. */
  default int find(Value value) {
    IntUnaryOperator order = orderTo(value);
    int entry = firstNot(each -> order.applyAsInt(each) < 0);
    return entry < size() && order.applyAsInt(entry) == 0 ? entry : -1;
  }

  /** Throws unless the entries are values of their kind and ascend. */
  void check(ByteReader place);

  /** The first entry that is not before something, given whether each is; the size if all are. */
  default int firstNot(IntPredicate isBefore) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isBefore.test(middle)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
