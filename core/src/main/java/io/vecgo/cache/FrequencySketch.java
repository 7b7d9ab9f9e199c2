package io.vecgo.cache;

/**
 * About how often things were asked for of late: a count-min sketch of four bits a counter. Each
 * thing has four counters, which it shares with others; the smallest of them is the estimate. When
 * ten times as many requests as the sketch is for have been counted, all counters are halved, so
 * that what was popular once is forgotten. Confined to one thread at a time.
 *
 * <p>Source: Einziger, Friedman, Manes, "TinyLFU: A Highly Efficient Cache Admission Policy", ACM
 * Transactions on Storage 13(4), 2017.
 */
final class FrequencySketch {
  private static final int ROWS = 4;
  private static final int COUNTER_MAX = 15;
  private static final int COUNTER_BITS = 4;
  private static final int SAMPLE_FACTOR = 10;
  private static final int WORDS_MIN = 8;

  /** Clears the bit that a counter gets from its neighbour when a word is halved. */
  private static final long HALVED = 0x7777_7777_7777_7777L;

  private static final long LOWEST_BITS = 0x1111_1111_1111_1111L;
  private static final long[] SEEDS = {
    0xC3A5_C85C_97CB_3127L, 0xB492_B66F_BE98_F273L, 0x9AE1_6A3B_2F90_404FL, 0xCBF2_9CE4_8422_2325L
  };

  private final long[] words;
  private final int mask;
  private final int sampleMax;
  private int counted;

  /** For a cache of so many things: a word of 16 counters each. */
  FrequencySketch(int things) {
    int size = Integer.highestOneBit(Math.max(WORDS_MIN, things) - 1) << 1;
    this.words = new long[size];
    this.mask = size - 1;
    this.sampleMax = SAMPLE_FACTOR * Math.max(1, things);
  }

  /** 0 to 15. */
  int frequency(long hash) {
    int least = COUNTER_MAX;
    for (int row = 0; row < ROWS; row++) {
      long word = words[word(hash, row)];
      least = Math.min(least, (int) (word >>> shift(hash, row)) & COUNTER_MAX);
    }
    return least;
  }

  /** Counts a request. */
  void increment(long hash) {
    boolean added = false;
    for (int row = 0; row < ROWS; row++) {
      added |= increment(word(hash, row), shift(hash, row));
    }
    if (added && ++counted == sampleMax) {
      halve();
    }
  }

  private boolean increment(int word, int shift) {
    boolean hasRoom = ((words[word] >>> shift) & COUNTER_MAX) < COUNTER_MAX;
    words[word] += hasRoom ? 1L << shift : 0;
    return hasRoom;
  }

  private void halve() {
    int odd = 0;
    for (int i = 0; i < words.length; i++) {
      odd += Long.bitCount(words[i] & LOWEST_BITS);
      words[i] = (words[i] >>> 1) & HALVED;
    }
    counted = (counted - odd / ROWS) >>> 1;
  }

  private int word(long hash, int row) {
    long mixed = (hash + row) * SEEDS[row];
    return (int) (mixed >>> Integer.SIZE) & mask;
  }

  /** Each row has four of the sixteen counters of a word. */
  private static int shift(long hash, int row) {
    int counter = (row << 2) + (int) (hash & (ROWS - 1));
    return counter * COUNTER_BITS;
  }
}
