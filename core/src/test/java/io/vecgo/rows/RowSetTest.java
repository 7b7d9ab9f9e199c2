package io.vecgo.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row set is a bit set that does not change. */
class RowSetTest {
  private static final int ROWS = 3 * 4096 + 100;
  private static final int[] BORDERS = {
    0, 1, 63, 64, 65, 4095, 4096, 4097, 8191, 8192, 8193, 12287, 12288, 12289
  };

  private static RowSet setOf(BitSet bits) {
    return RowSet.range(ROWS).where(bits::get);
  }

  private static void assertSame(RowSet set, BitSet bits, String when) {
    assertThat(set.toArray()).as(when).isEqualTo(bits.stream().toArray());
    assertThat(set.cardinality()).as(when).isEqualTo(bits.cardinality());
    assertThat(set.isEmpty()).as(when).isEqualTo(bits.isEmpty());
    for (int border : BORDERS) {
      assertThat(set.contains(border))
          .as("%s contains %d", when, border)
          .isEqualTo(bits.get(border));
      assertThat(set.nextRow(border))
          .as("%s next after %d", when, border)
          .isEqualTo(bits.nextSetBit(border));
    }
  }

  /** A row that is often at the border of a chunk or word. */
  private static int row(Random random) {
    return random.nextInt(3) == 0 ? BORDERS[random.nextInt(BORDERS.length)] : random.nextInt(ROWS);
  }

  private static BitSet bits(Random random) {
    BitSet bits = new BitSet();
    for (int i = random.nextInt(4); i > 0; i--) {
      int from = row(random);
      bits.set(from, Math.min(ROWS, from + random.nextInt(6000)));
    }
    for (int i = random.nextInt(200); i > 0; i--) {
      bits.flip(row(random));
    }
    return bits;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void changesAreThoseOfABitSet(long seed) {
    Random random = new Random(seed);
    BitSet bits = new BitSet();
    RowSet set = RowSet.none();
    for (int i = 0; i < 300; i++) {
      BitSet before = (BitSet) bits.clone();
      RowSet original = set;
      String what;
      switch (random.nextInt(6)) {
        case 0 -> {
          int row = row(random);
          what = "with " + row;
          set = set.with(row);
          bits.set(row);
        }
        case 1 -> {
          int row = row(random);
          what = "without " + row;
          set = set.without(row);
          bits.clear(row);
        }
        case 2 -> {
          int from = row(random);
          int to = Math.min(ROWS, from + random.nextInt(5000));
          what = "with range " + from + " to " + to;
          set = set.withRange(from, to);
          bits.set(from, to);
        }
        case 3 -> {
          BitSet other = bits(random);
          what = "minus";
          set = set.minus(setOf(other));
          bits.andNot(other);
        }
        case 4 -> {
          BitSet other = bits(random);
          other.flip(0, ROWS);
          what = "and";
          set = set.and(setOf(other));
          bits.and(other);
        }
        default -> {
          int divisor = 2 + random.nextInt(50);
          what = "where not divisible by " + divisor;
          set = set.where(row -> row % divisor != 0);
          IntStream.range(0, ROWS).filter(row -> row % divisor == 0).forEach(bits::clear);
        }
      }
      String when = "seed %d, change %d: %s".formatted(seed, i, what);
      assertSame(set, bits, when);
      assertSame(original, before, when + " left the original");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 4095, 4096, 4097, 8192, 10_000})
  void rangeHoldsItsRowsAndNoOther(int rows) {
    BitSet bits = new BitSet();
    bits.set(0, rows);
    assertSame(RowSet.range(rows), bits, "range " + rows);
    assertThat(RowSet.range(rows).contains(rows)).isFalse();
    assertThat(RowSet.range(rows).contains(1 << 29)).isFalse();
    assertThat(RowSet.range(rows).nextRow(rows)).isEqualTo(RowSet.END);
  }

  @Test
  void emptySetHasNoRows() {
    assertSame(RowSet.none(), new BitSet(), "none");
    assertSame(RowSet.none().minus(RowSet.range(9000)), new BitSet(), "minus");
    assertSame(RowSet.range(9000).minus(RowSet.range(10_000)), new BitSet(), "all taken");
    assertSame(RowSet.range(9000).and(RowSet.none()), new BitSet(), "and none");
    assertSame(RowSet.none().withRange(5, 5), new BitSet(), "range of nothing");
  }

  @Test
  void setsOfEqualRowsAreEqualHoweverTheyWereMade() {
    for (long seed = 0; seed < 30; seed++) {
      BitSet bits = bits(new Random(seed));
      RowSet filtered = setOf(bits);
      RowSet grown = RowSet.none();
      for (int row = bits.length(); row >= 0; row--) {
        grown = bits.get(row) ? grown.with(row) : grown;
      }
      RowSet shrunk = RowSet.range(ROWS).with(ROWS + 9000).without(ROWS + 9000);
      for (int row = bits.nextClearBit(0); row < ROWS; row = bits.nextClearBit(row + 1)) {
        shrunk = shrunk.without(row);
      }
      assertThat(grown).as("seed " + seed).isEqualTo(filtered).hasSameHashCodeAs(filtered);
      assertThat(shrunk).as("seed " + seed).isEqualTo(filtered).hasSameHashCodeAs(filtered);
      assertThat(filtered.with(ROWS)).as("seed " + seed).isNotEqualTo(filtered);
    }
  }

  @Test
  void setsOfAsManyOtherRowsAreNotEqual() {
    assertThat(RowSet.none().with(3)).isNotEqualTo(RowSet.none().with(4));
    assertThat(RowSet.none().with(3)).isNotEqualTo(RowSet.none().with(5000));
    assertThat(RowSet.none().with(5000)).isNotEqualTo(RowSet.none().with(3));
  }

  @Test
  void builderTakesRowsInAnyOrderAndAnyNumberOfTimes() {
    Random random = new Random(9);
    BitSet bits = new BitSet();
    RowSet.Builder builder = new RowSet.Builder();
    for (int i = 0; i < 5000; i++) {
      int row = row(random);
      builder.add(row);
      bits.set(row);
    }
    assertSame(builder.build(), bits, "seed 9");
  }

  @Test
  void changeThatChangesNothingIsTheSameSet() {
    RowSet set = RowSet.range(100);
    assertThat(set.with(5)).isSameAs(set);
    assertThat(set.without(500)).isSameAs(set);
  }

  @Test
  void printedShortOrCounted() {
    assertThat(RowSet.none().with(5).with(3)).hasToString("[3, 5]");
    assertThat(RowSet.range(9000).without(0)).hasToString("8999 rows from 1");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void unionIsThatOfBitSets(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      BitSet a = bits(random);
      BitSet b = bits(random);
      RowSet union = setOf(a).or(setOf(b));
      a.or(b);
      assertSame(union, a, "union");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void windowsHoldTheRowsOfTheirPlaceAndMakeUpTheSet(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      BitSet bits = bits(random);
      RowSet set = setOf(bits);
      List<RowSet> windows =
          IntStream.range(0, 3).mapToObj(at -> set.window(at * 8192, 8192)).toList();
      assertSame(windows.get(0), bits.get(0, 8192), "first window");
      assertSame(windows.get(1), bits.get(8192, 16384), "second window");
      assertThat(windows.get(2)).isEqualTo(RowSet.none());
      assertThat(RowSet.joined(windows, 8192)).isEqualTo(set);
    }
  }

  @Test
  void wordsAddAllTheirRows() {
    RowSet set = new RowSet.Builder().addWord(64, 5).addWord(1, 1L << 63).add(4096).build();
    assertThat(set.toArray()).containsExactly(127, 4096, 4098);
  }
}
