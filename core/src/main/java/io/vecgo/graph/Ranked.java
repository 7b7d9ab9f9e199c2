package io.vecgo.graph;

/**
 * A row and its distance in one long, so that comparing two longs compares by distance and then by
 * row. Pools and heaps of candidates are plain {@code long[]}.
 */
public final class Ranked {
  /** Ranks behind every row at every distance. */
  public static final long WORST = Long.MAX_VALUE;

  private static final int SIGN_TO_MAGNITUDE = 0x7FFF_FFFF;

  private Ranked() {}

  public static long of(float distance, int row) {
    return (long) sortable(distance) << Integer.SIZE | Integer.toUnsignedLong(row);
  }

  public static int row(long ranked) {
    return (int) ranked;
  }

  public static float distance(long ranked) {
    int bits = (int) (ranked >> Integer.SIZE);
    return Float.intBitsToFloat(bits ^ (bits >> 31 & SIGN_TO_MAGNITUDE));
  }

  /**
   * Float bits order as integers once the negative half is turned round; -0.0 is made 0.0 first.
   */
  private static int sortable(float distance) {
    int bits = Float.floatToRawIntBits(distance + 0.0f);
    return bits ^ (bits >> 31 & SIGN_TO_MAGNITUDE);
  }
}
