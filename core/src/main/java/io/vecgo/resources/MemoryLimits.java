package io.vecgo.resources;

/**
 * How much memory there may be.
 *
 * @param bytes never to be exceeded; {@link Long#MAX_VALUE}: no limit
 * @param lowWatermark share of it from which on memory is given back before anybody waits
 * @param highWatermark share of it that writes may fill; beyond, they wait
 */
public record MemoryLimits(long bytes, double lowWatermark, double highWatermark) {
  /** No limit. */
  public static final MemoryLimits NONE = new MemoryLimits(Long.MAX_VALUE, 1, 1);

  public MemoryLimits {
    if (bytes < 1) {
      throw new IllegalArgumentException("memoryBytes=" + bytes + ": must be at least 1");
    }
    if (!(lowWatermark > 0 && lowWatermark <= highWatermark && highWatermark <= 1)) {
      throw new IllegalArgumentException(
          "lowWatermark=%s highWatermark=%s: must be 0 < low <= high <= 1"
              .formatted(lowWatermark, highWatermark));
    }
  }

  /** Whether there is no limit. */
  public boolean isNone() {
    return bytes == Long.MAX_VALUE;
  }

  long lowBytes() {
    return (long) (bytes * lowWatermark);
  }

  /** Bytes that writes may fill. */
  public long highBytes() {
    return isNone() ? bytes : (long) (bytes * highWatermark);
  }
}
