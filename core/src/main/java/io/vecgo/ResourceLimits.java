package io.vecgo;

import io.vecgo.resources.MemoryLimits;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the databases of a {@link ResourceController} may take together. Immutable; each method
 * returns a changed copy.
 */
public final class ResourceLimits {
  /** Below this a few open memtables are all there is room for. */
  public static final long MEMORY_BYTES_MIN = 16L << 20;

  private static final double LOW_WATERMARK = 0.75;
  private static final double HIGH_WATERMARK = 0.9;
  private static final ResourceLimits NONE =
      new ResourceLimits(
          OptionalLong.empty(),
          LOW_WATERMARK,
          HIGH_WATERMARK,
          OptionalInt.empty(),
          OptionalLong.empty());

  private final OptionalLong memoryBytes;
  private final double lowWatermark;
  private final double highWatermark;
  private final OptionalInt backgroundWorkers;
  private final OptionalLong writtenBytesPerSecond;

  private ResourceLimits(
      OptionalLong memoryBytes,
      double lowWatermark,
      double highWatermark,
      OptionalInt backgroundWorkers,
      OptionalLong writtenBytesPerSecond) {
    this.memoryBytes = memoryBytes;
    this.lowWatermark = lowWatermark;
    this.highWatermark = highWatermark;
    this.backgroundWorkers = backgroundWorkers;
    this.writtenBytesPerSecond = writtenBytesPerSecond;
  }

  /** No limits: what is taken is counted. */
  public static ResourceLimits none() {
    return NONE;
  }

  /**
   * Memory for memtables, what segments hold besides mapped files, caches, and the building of
   * indexes; the rest of a process, mapped files among it, comes on top.
   *
   * @param bytes at least {@link #MEMORY_BYTES_MIN}
   */
  public ResourceLimits memoryBytes(long bytes) {
    if (bytes < MEMORY_BYTES_MIN) {
      throw new IllegalArgumentException(
          "memoryBytes=" + bytes + ": must be at least " + MEMORY_BYTES_MIN);
    }
    return new ResourceLimits(
        OptionalLong.of(bytes),
        lowWatermark,
        highWatermark,
        backgroundWorkers,
        writtenBytesPerSecond);
  }

  /**
   * Shares of the memory. Beyond the low one memtables are committed and caches shrink before
   * anybody waits; beyond the high one writes wait. Commits and merges may use what is above. By
   * default 0.75 and 0.9.
   */
  public ResourceLimits watermarks(double low, double high) {
    new MemoryLimits(1, low, high); // checks them
    return new ResourceLimits(memoryBytes, low, high, backgroundWorkers, writtenBytesPerSecond);
  }

  /** Threads that build indexes in the background, of all databases together; at least 1. */
  public ResourceLimits backgroundWorkers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("backgroundWorkers=" + threads + ": must be at least 1");
    }
    return new ResourceLimits(
        memoryBytes, lowWatermark, highWatermark, OptionalInt.of(threads), writtenBytesPerSecond);
  }

  /** Bytes that commits and merges write to files, of all databases together; at least 1. */
  public ResourceLimits writtenBytesPerSecond(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("writtenBytesPerSecond=" + bytes + ": must be at least 1");
    }
    return new ResourceLimits(
        memoryBytes, lowWatermark, highWatermark, backgroundWorkers, OptionalLong.of(bytes));
  }

  MemoryLimits memory() {
    return memoryBytes.isPresent()
        ? new MemoryLimits(memoryBytes.getAsLong(), lowWatermark, highWatermark)
        : MemoryLimits.NONE;
  }

  OptionalInt workers() {
    return backgroundWorkers;
  }

  OptionalLong writes() {
    return writtenBytesPerSecond;
  }
}
