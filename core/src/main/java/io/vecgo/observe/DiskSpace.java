package io.vecgo.observe;

/**
 * Room on the volume of a database, whoever uses it.
 *
 * @param usedBytes what is taken
 * @param usableBytes what this process may still take; what the system keeps for its administrator
 *     is neither used nor usable, as in {@code df}
 */
public record DiskSpace(long usedBytes, long usableBytes) {

  /** Used share, 0 to 1, as {@code df} tells it; 0 for a volume without room. */
  public double usedShare() {
    double bytes = (double) usedBytes + usableBytes;
    return bytes == 0 ? 0 : usedBytes / bytes;
  }
}
