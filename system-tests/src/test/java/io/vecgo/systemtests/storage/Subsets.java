package io.vecgo.systemtests.storage;

import java.util.BitSet;
import java.util.function.Consumer;

/** Subsets of the numbers from 0 on. */
final class Subsets {
  private Subsets() {}

  /** Passes on each subset of 0 to {@code size - 1} with at most so many members; one is reused. */
  static void upTo(int members, int size, Consumer<BitSet> each) {
    extend(new BitSet(), 0, members, size, each);
  }

  private static void extend(BitSet subset, int from, int more, int size, Consumer<BitSet> each) {
    each.accept(subset);
    for (int next = from; more > 0 && next < size; next++) {
      subset.set(next);
      extend(subset, next + 1, more - 1, size, each);
      subset.clear(next);
    }
  }
}
