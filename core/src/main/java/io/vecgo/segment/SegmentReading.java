package io.vecgo.segment;

import io.vecgo.cache.BlockCache;
import io.vecgo.resources.MemoryAccount;
import java.util.Optional;

/**
 * How the bytes of segments come to who reads them.
 *
 * @param account charged with the memory that they take
 * @param blocks through which rows of files are read that are not mapped; without it such files are
 *     read whole
 * @param mapping whether files are mapped
 */
public record SegmentReading(MemoryAccount account, Optional<BlockCache> blocks, Mapping mapping)
    implements AutoCloseable {

  /** Whether files are mapped. */
  public enum Mapping {
    /** If their store can do that. */
    WHERE_POSSIBLE,
    NEVER
  }

  /** Gives back what no open segment uses. */
  @Override
  public void close() {
    blocks.ifPresent(BlockCache::close);
  }

  /** Mapped or read whole, charged to nobody: for work that reads all. */
  public static SegmentReading whole() {
    return new SegmentReading(MemoryAccount.unlimited(), Optional.empty(), Mapping.WHERE_POSSIBLE);
  }
}
