package io.vecgo.text;

/**
 * What the rows of a block can score at most, whatever the average length: for each of four classes
 * of frequencies, the largest frequency and the smallest length among its rows. An impact is an
 * int: the frequency in 8 bits, where 255 stands for any, and the length in 24; 0 for a class
 * without rows.
 */
final class Impacts {
  /** Classes of frequencies: 1, 2, 3 to 4, and more. */
  static final int CLASSES = 4;

  private static final int FREQUENCY_MAX = 255;
  private static final int LENGTH_SHIFT = 8;
  private static final int LENGTH_MAX = (1 << 24) - 1;

  private Impacts() {}

  /** Adds a row to the impacts of a block, which are {@code at} and behind. */
  static void add(int frequency, int length, int[] impacts, int at) {
    int of = at + classOf(frequency);
    impacts[of] = joined(impacts[of], frequency, length);
  }

  /** The class that a frequency belongs to. */
  static int classOf(int frequency) {
    return switch (frequency) {
      case 1 -> 0;
      case 2 -> 1;
      case 3, 4 -> 2;
      default -> 3;
    };
  }

  /** An impact that holds for one more row. */
  static int joined(int impact, int frequency, int length) {
    int shortest = impact == 0 ? LENGTH_MAX : Math.min(LENGTH_MAX, impact >>> LENGTH_SHIFT);
    return (Math.min(shortest, length) << LENGTH_SHIFT)
        | Math.max(impact & FREQUENCY_MAX, Math.min(FREQUENCY_MAX, frequency));
  }

  /** The largest score of a row with this impact. */
  static double bound(int impact, TermWeight weight) {
    int frequency = impact & FREQUENCY_MAX;
    return weight.score(
        frequency == FREQUENCY_MAX ? Integer.MAX_VALUE : frequency, impact >>> LENGTH_SHIFT);
  }
}
