package io.vecgo.observe;

/**
 * What the cache of blocks in memory did since the database was opened, and what it holds.
 *
 * @param hits blocks that were there
 * @param misses blocks that were fetched, or waited for
 * @param evictions blocks that made room for others
 * @param heldBytes memory taken for blocks, whether they are in use or not
 * @param budgetBytes the most that it may take
 * @param requests reads of files
 * @param fetchedBytes that these read
 */
public record BlockCacheStats(
    long hits,
    long misses,
    long evictions,
    long heldBytes,
    long budgetBytes,
    long requests,
    long fetchedBytes) {
  /** Nothing was read. */
  public static final BlockCacheStats NONE = new BlockCacheStats(0, 0, 0, 0, 0, 0, 0);

  /** Share of the blocks that were there; 1 if none was wanted. */
  public double hitRatio() {
    long all = hits + misses;
    return all == 0 ? 1 : (double) hits / all;
  }
}
