package io.vecgo.engine;

import io.vecgo.cache.BlockCache;
import io.vecgo.resources.MemoryAccount;
import io.vecgo.segment.SegmentReading;
import io.vecgo.segment.SegmentReading.Mapping;
import java.util.Optional;

/**
 * How segments are read, and how much of them is kept in memory.
 *
 * @param blockCacheBytes the most that blocks take of files that are not mapped
 * @param mapping whether files are mapped
 */
public record Caching(long blockCacheBytes, Mapping mapping) {
  private static final long BYTES_MIN = 1 << 20;

  public Caching {
    if (blockCacheBytes < BYTES_MIN) {
      throw new IllegalArgumentException(
          "blockCacheSize=" + blockCacheBytes + ": must be at least " + BYTES_MIN);
    }
  }

  /** 256 MiB for files that cannot be mapped. */
  public static Caching standard() {
    return new Caching(256 << 20, Mapping.WHERE_POSSIBLE);
  }

  public Caching withBlockCacheBytes(long bytes) {
    return new Caching(bytes, mapping);
  }

  public Caching withMapping(Mapping other) {
    return new Caching(blockCacheBytes, other);
  }

  /** A cache for one database. */
  SegmentReading newReading(MemoryAccount account) {
    return new SegmentReading(
        account, Optional.of(new BlockCache(blockCacheBytes, account)), mapping);
  }
}
