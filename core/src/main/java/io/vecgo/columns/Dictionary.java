package io.vecgo.columns;

import io.vecgo.bytes.ByteReader;
import io.vecgo.model.Value;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** The distinct values of one kind in a column, ascending; an entry is the ordinal of one. */
sealed interface Dictionary permits FixedDictionary, TextDictionary {

  /** Number of entries. */
  int size();

  /**
   * How each entry stands to a value of this kind, as a {@code Comparator} says it. For numbers the
   * value may be any number.
   */
  IntUnaryOperator orderTo(Value value);

  /** Whether an entry stands for several values, of which it is the common head. */
  boolean isCut(int entry);

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
