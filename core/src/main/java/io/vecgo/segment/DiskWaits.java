package io.vecgo.segment;

/**
 * Whether reading rows of a mapped file has to wait for the disk, as far as the last reads tell.
 * The system fetches a page that is missing together with megabytes around it, of which a search
 * that reads a few rows here and there uses next to nothing: where a file does not fit into memory,
 * this throws out what others need. A range that is loaded before it is read is fetched alone. To
 * ask for that costs about a microsecond even if nothing is missing, so it is done only after reads
 * of which more than a few took longer than memory does, for the next so many. A single slow one is
 * chance: the thread had to wait for a processor.
 *
 * <p>Thread-safe; of two observations at once one may be lost.
 */
final class DiskWaits {
  private static final long NANOS_A_ROW_MAX = 10_000;
  private static final int READS_TO_CALM_DOWN = 256;

  /** A slow read counts as many as so many fast ones: one in nine and more are no chance. */
  private static final int WEIGHT_OF_SLOW = 8;

  private static final int SUSPICION_MAX = 3 * WEIGHT_OF_SLOW;

  private volatile int readsToGo;
  private volatile int suspicion;

  /** Whether it is worth to load what will be read. */
  boolean areLikely() {
    return readsToGo > 0;
  }

  /**
   * Tells of a read.
   *
   * @param bytes of which at least one a nanosecond comes from memory
   */
  void note(long nanos, int rows, long bytes) {
    boolean isSlow = nanos > rows * NANOS_A_ROW_MAX + bytes;
    int suspected = suspicion + (isSlow ? WEIGHT_OF_SLOW : -1);
    int left = readsToGo;
    if (isSlow || suspected >= 0) {
      suspicion = Math.min(suspected, SUSPICION_MAX);
    }
    if (isSlow && suspected > WEIGHT_OF_SLOW) {
      readsToGo = READS_TO_CALM_DOWN;
    } else if (left > 0) {
      readsToGo = left - 1;
    }
  }
}
