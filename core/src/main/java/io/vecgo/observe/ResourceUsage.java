package io.vecgo.observe;

import java.util.Map;
import java.util.OptionalLong;

/**
 * What databases that share resources take together.
 *
 * @param memoryByUse bytes by what they are for
 * @param memoryBytes all of these
 * @param reservedBytes promised to writes that go on and kept free for the next commits
 * @param memoryBytesMost the most that there has been
 * @param memoryLimitBytes what there may be; empty if there is no limit
 * @param busyWorkers threads that work in the background
 */
public record ResourceUsage(
    Map<MemoryUse, Long> memoryByUse,
    long memoryBytes,
    long reservedBytes,
    long memoryBytesMost,
    OptionalLong memoryLimitBytes,
    int busyWorkers) {
  public ResourceUsage {
    memoryByUse = Map.copyOf(memoryByUse);
  }
}
