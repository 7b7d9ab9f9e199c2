package io.vecgo.observe;

/**
 * What a {@link io.vecgo.store.CachedStore} did since it was opened, and what it holds.
 *
 * @param hits blobs whose copy was there
 * @param misses blobs that were fetched
 * @param bypasses blobs that had no room, and were read without a copy
 * @param evictions copies that went to make room
 * @param fetchedBytes that the misses took
 * @param copies that are there
 * @param heldBytes that they take
 */
public record DiskCacheStats(
    long hits,
    long misses,
    long bypasses,
    long evictions,
    long fetchedBytes,
    int copies,
    long heldBytes) {}
