package io.vecgo.observe;

import java.util.Map;
import java.util.OptionalLong;

/**
 * Memory that a database takes, and the budget that it shares. Files that are mapped are not in it:
 * they are the page cache's.
 *
 * @param byUse bytes of this database, by what they are for
 * @param usedByAll bytes of all databases that share the budget
 * @param reservedByAll bytes that they keep free for what is about to take them: writes under way
 *     and the next commits
 * @param limitBytes what all may take together; empty if there is no limit
 */
public record MemoryStats(
    Map<MemoryUse, Long> byUse, long usedByAll, long reservedByAll, OptionalLong limitBytes) {
  /** Nothing is taken, and nothing limited. */
  public static final MemoryStats NONE = new MemoryStats(Map.of(), 0, 0, OptionalLong.empty());

  public MemoryStats {
    byUse = Map.copyOf(byUse);
  }

  /** Bytes of this database. */
  public long bytes() {
    return byUse.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Share of the budget that is taken or kept free for something; 0 if there is no limit. */
  public double takenShare() {
    return limitBytes.isEmpty() ? 0 : (double) (usedByAll + reservedByAll) / limitBytes.getAsLong();
  }
}
