package io.vecgo.observe;

import java.time.Duration;

/**
 * Where health ends.
 *
 * @param memtableShare share of the limit of memtables that uncommitted rows may take, above 0 to 1
 * @param diskShare share of the volume that may be used, by whomever, above 0 to 1
 * @param searchP99 how long 99 % of searches may take at most, above 0
 * @param memoryShare share of a shared budget of memory that may be taken or kept free for
 *     something, above 0 to 1; writes wait where it comes to the high watermark
 * @param compactionDelay how long merges may wait without a break, above 0
 * @param recall share of the true results that searches should find, above 0 to 1
 */
public record HealthLimits(
    double memtableShare,
    double diskShare,
    Duration searchP99,
    double memoryShare,
    Duration compactionDelay,
    double recall) {
  /**
   * 90 % of the memtable, 80 % of the volume, 100 ms, 85 % of the memory, a quarter of an hour, 90
   * % recall.
   */
  public static final HealthLimits DEFAULT =
      new HealthLimits(0.90, 0.80, Duration.ofMillis(100), 0.85, Duration.ofMinutes(15), 0.90);

  public HealthLimits {
    checkShare("memtableShare", memtableShare);
    checkShare("diskShare", diskShare);
    checkShare("memoryShare", memoryShare);
    checkShare("recall", recall);
    checkPositive("searchP99", searchP99);
    checkPositive("compactionDelay", compactionDelay);
  }

  private static void checkPositive(String name, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(name + "=" + duration + ": must be above 0");
    }
  }

  private static void checkShare(String name, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(name + "=" + share + ": must be above 0, at most 1");
    }
  }
}
